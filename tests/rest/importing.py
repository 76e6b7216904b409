"""Uploads files to import as a signed-in user, and reads the progress of imports."""

from __future__ import annotations

from typing import Any

import httpx2
from sqlalchemy import func, select

from tests.members import Member, member
from tests.product import Client, Product
from textgate.domain.permissions import Role
from textgate.storage.tables import (
    account,
    audit_entry,
    import_file,
    import_job,
    import_report,
    sender,
)

STORED = (account, sender, audit_entry, import_job, import_file, import_report)
HEADER = "external_id,name,address1,city,state,postal,country,phone,website\n"
GOOD = "p-1,Lakeside Clinic,1 Main St,Boston,MA,02130,US,(617) 555-0101,https://lakeside.org\n"
DIRTY = "p-2,Riverside,2 Main St,Boston,MA,02130,US,NOT AVAILABLE,www.riverside.org\n"
REFUSED = ",Nobody,,,,,,,\n"
IMPORT = """query ($id: ID!) { import(id: $id) {
  fileName kind state failure rowsTotal rowsDone created updated unchanged refused problemCount actorName
  problems { row externalId column value code message } createdAt finishedAt } }"""


async def admin(product: Product, partner: str = "Acme EHR") -> tuple[Client, Member]:
    client = await product.partner(partner)
    partner_id = client.viewer.partner_id
    return client, await member(product, partner_id, Role.PARTNER_ADMIN, name="Ada")


async def upload(
    person: Member, path: str, text: str | bytes, name: str = "practices.csv", **headers: str
) -> httpx2.Response:
    content = text.encode() if isinstance(text, str) else text
    return await person.http.post(
        f"{path}?fileName={name}",
        content=content,
        headers=person.headers | {"Content-Type": "text/csv"} | headers,
    )


async def start(person: Member, text: str | bytes) -> str:
    response = await upload(person, "/imports", text)
    assert response.status_code == 202, response.text
    import_id: str = response.json()["importId"]
    return import_id


async def finish(product: Product) -> None:
    while await product.services.import_worker.run_due():
        pass


async def run(product: Product, person: Member, text: str | bytes) -> dict[str, Any]:
    import_id = await start(person, text)
    await finish(product)
    return await progress(person, import_id)


async def progress(person: Client, import_id: str) -> dict[str, Any]:
    job: dict[str, Any] = (await person.get(IMPORT, id=import_id))["import"]
    return job


async def count(product: Product, table: Any) -> int:
    async with product.services.database.read() as connection:
        total: int = (
            await connection.execute(select(func.count()).select_from(table))
        ).scalar_one()
    return total
