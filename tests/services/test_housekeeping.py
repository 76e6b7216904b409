"""Housekeeping deletes expired rows and no others."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import Table

from tests.graphql.documents import rows
from tests.members import member
from tests.product import Product
from tests.rest.importing import HEADER, REFUSED, admin, finish, start
from tests.rows import insert_users
from textgate.domain.ids import new_id
from textgate.domain.permissions import Role
from textgate.services.credentials import one_time_links
from textgate.storage.tables import (
    LinkPurpose,
    embed_token,
    import_file,
    import_job,
    import_report,
    link,
    quota,
    session,
    user,
)

CREATE = (
    """mutation ($input: CreateEmbedTokenInput!) { createEmbedToken(input: $input) { token } }"""
)


async def counts(product: Product, *tables: Table) -> list[int]:
    return [await rows(product, table) for table in tables]


async def test_each_kind_of_row_is_deleted_after_its_retention(product: Product) -> None:
    client = await product.partner()
    account = await product.approved_account(client)
    given = {"accountId": account, "origin": "https://ehr.example.org", "userName": "Osler"}
    await client.get(CREATE, input=given)
    send = """mutation ($id: ID!) { sendSms(input: {senderId: $id, to: "4065550120", body: "Hi"}) {
      __typename } }"""
    await client.get(send, id=account)
    now = product.clock.now
    person: dict[str, Any] = {
        "id": new_id(),
        "partner_id": client.viewer.partner_id,
        "email": "ada@example.org",
        "name": "Ada",
        "role": Role.PARTNER_ADMIN,
        "failed_sign_ins": 0,
        "created_at": now,
        "updated_at": now,
    }
    async with product.services.database.write() as connection:
        await insert_users(connection, person)
        await product.services.sessions.start(connection, person)
        await one_time_links.create(connection, person, LinkPurpose.PASSWORD_RESET, now)
    tables = (embed_token, session, quota, link)
    assert await counts(product, *tables) == [1, 1, 2, 1]
    for turn, left in (
        (timedelta(minutes=9), [1, 1, 2, 1]),
        (timedelta(minutes=1), [0, 1, 2, 1]),
        (timedelta(minutes=5), [0, 0, 2, 1]),
        (timedelta(minutes=45), [0, 0, 1, 1]),
        (timedelta(hours=23), [0, 0, 0, 1]),
        (timedelta(days=31), [0, 0, 0, 0]),
    ):
        product.clock.turn(seconds=turn.total_seconds())
        assert await product.services.housekeeping.run() == 0
        assert await counts(product, *tables) == left
    assert await rows(product, user) == 1


async def test_imports_and_their_reports_are_deleted_30_days_after_their_start(
    product: Product,
) -> None:
    _, ada = await admin(product)
    tables = (import_job, import_report, import_file)
    await start(ada, HEADER + REFUSED)
    assert await counts(product, *tables) == [1, 0, 1]
    # An unfinished import is kept, however old it is.
    product.clock.turn(days=31)
    assert await product.services.housekeeping.run() == 0
    assert await counts(product, *tables) == [1, 0, 1]
    await finish(product)
    await start(await member(product, ada.viewer.partner_id, Role.PARTNER_ADMIN), HEADER + REFUSED)
    await finish(product)
    assert await counts(product, *tables) == [2, 2, 0]
    assert await product.services.housekeeping.run() == 0
    assert await counts(product, *tables) == [1, 1, 0]
