"""Hostile files and callers: each is refused with a code, and nothing is stored."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest

from tests.members import contents, member
from tests.product import Product
from tests.rest.importing import (
    GOOD,
    HEADER,
    STORED,
    admin,
    finish,
    progress,
    run,
    start,
    upload,
)
from tests.rest.people import code_of
from textgate.domain.permissions import Role
from textgate.rest.imports import MAX_FILE, MAX_UPLOADS, POINTS
from textgate.services.imports.preview import MAX_ROWS
from textgate.services.options import Options
from textgate.storage.tables import (
    account,
)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "The file is empty."),
        (b"name\nx\n", "Required columns are missing: external_id."),
        (b"external_id,name\np-1,a\0b\n", "Line 2 contains a NUL character"),
        (b"external_id,name\np-1,\xff\n", "Line 2 is not UTF-8."),
        (b"\xff\xfee", "is not valid UTF-16"),
        (b"external_id,name\np-1," + b"x" * 200_000 + b"\n", "is not valid CSV"),
        (b"external_id,name" + b",c" * 1_000_000, "Line 1 is too long"),
        (b"external_id,name" + b",c" * 2_000, "2,002 columns; at most 1,000"),
        (b"external_id,name\n" + b"a\n" * (MAX_ROWS + 1), "100,001 rows; at most 100,000"),
        (b'external_id,name\np-1,"never closed\n', "is not valid CSV"),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else "",
)
async def test_a_hostile_file_is_refused_with_a_reason_and_nothing_is_stored(
    product: Product, content: bytes, message: str
) -> None:
    _, ada = await admin(product)
    before = await contents(product, *STORED)
    for path in ("/imports/preview", "/imports"):
        response = await upload(ada, path, content)
        assert code_of(response) == (422, "INVALID_FILE")
        assert message in response.json()["error"]["message"]
    assert await contents(product, *STORED) == before


async def test_an_upload_has_limits_of_its_own(product: Product) -> None:
    _, ada = await admin(product)
    before = await contents(product, *STORED)
    for path in ("/imports/preview", "/imports"):
        large = await upload(ada, path, b"x" * (MAX_FILE + 1))
        assert code_of(large) == (413, "BODY_TOO_LARGE")
        other = await upload(ada, path, HEADER, **{"Content-Type": "application/json"})
        assert code_of(other) == (415, "UNSUPPORTED_MEDIA_TYPE")
        packed = await upload(ada, path, HEADER, **{"Content-Encoding": "gzip"})
        assert code_of(packed) == (415, "UNSUPPORTED_MEDIA_TYPE")
        for query in (
            "?fileName=%00",
            "?fileName=a&fileName=b",
            "?name=a",
            "?fileName=" + "a" * 201,
        ):
            named = await ada.http.post(
                path + query, content=HEADER, headers=ada.headers | {"Content-Type": "text/csv"}
            )
            assert code_of(named) == (400, "INVALID_ARGUMENT")
    assert await contents(product, *STORED) == before


async def test_only_callers_who_may_create_accounts_import(product: Product) -> None:
    client, ada = await admin(product)
    lakeside = await product.account(client)
    import_id = await start(ada, HEADER + GOOD)
    before = await contents(product, *STORED)
    roles = (Role.PARTNER_SUPPORT, Role.ACCOUNT_ADMIN, Role.ACCOUNT_SENDER)
    for role in roles:
        owner = lakeside if role in (Role.ACCOUNT_ADMIN, Role.ACCOUNT_SENDER) else None
        person = await member(product, client.viewer.partner_id, role, owner)
        before = await contents(product, *STORED)
        for path in ("/imports/preview", "/imports"):
            assert code_of(await upload(person, path, HEADER + GOOD)) == (403, "FORBIDDEN")
        for path in (f"/imports/{import_id}/report.csv", "/imports/templates/accounts.csv"):
            response = await person.http.get(path, headers=person.headers)
            assert code_of(response) == (403, "FORBIDDEN")
    foreign = await upload(ada, "/imports", HEADER, **{"Sec-Fetch-Site": "cross-site"})
    assert code_of(foreign) == (403, "CROSS_SITE_REQUEST")
    anonymous = await ada.http.post(
        "/imports", content=HEADER, headers={"Content-Type": "text/csv"}
    )
    assert code_of(anonymous) == (401, "UNAUTHENTICATED")
    assert await contents(product, *STORED) == before


async def test_another_partners_ids_and_imports_are_out_of_reach(product: Product) -> None:
    client, ada = await admin(product)
    other, eve = await admin(product, "Other EHR")
    await product.account(client, externalId="p-1", name="Lakeside")
    await product.account(other, externalId="p-2")
    import_id = await start(ada, HEADER + GOOD)
    await finish(product)
    before = [row for row in await contents(product, account) if client.viewer.partner_id in row]
    job = await run(product, eve, HEADER + GOOD.replace("Lakeside Clinic", "Taken"))
    assert (job["created"], job["updated"]) == (1, 0)
    locations = "account_external_id,external_id,name\np-2,l-1,Own\n"
    assert (await run(product, eve, locations))["created"] == 1
    rows = [row for row in await contents(product, account) if client.viewer.partner_id in row]
    assert rows == before
    assert await progress(eve, import_id) is None
    response = await eve.http.get(f"/imports/{import_id}/report.csv", headers=eve.headers)
    assert code_of(response) == (404, "NOT_FOUND")


async def test_a_file_costs_points(database_url: str) -> None:
    options = Options(points_at_once=2 * POINTS, points_per_second=1)
    async with Product.open(database_url, options=options) as product:
        client = await product.partner(complete=False)
        headers = {"Authorization": f"Bearer {client.token}", "Content-Type": "text/csv"}

        async def ask() -> httpx2.Response:
            return await product.http.post("/imports/preview", content=HEADER, headers=headers)

        answers = [await ask() for _ in range(3)]
        assert [answer.status_code for answer in answers] == [200, 200, 429]
        assert code_of(answers[2]) == (429, "RATE_LIMITED")


async def test_uploads_above_the_limit_are_refused_until_others_end(product: Product) -> None:
    _, ada = await admin(product)
    may_end, all_wait = asyncio.Event(), asyncio.Event()
    waiting: list[None] = []

    async def slow() -> AsyncIterator[bytes]:
        waiting.append(None)
        if len(waiting) == MAX_UPLOADS:
            all_wait.set()
        await may_end.wait()
        yield HEADER.encode()

    async def preview(content: Any) -> httpx2.Response:
        headers = ada.headers | {"Content-Type": "text/csv"}
        return await ada.http.post("/imports/preview", content=content, headers=headers)

    tasks = [asyncio.create_task(preview(slow())) for _ in range(MAX_UPLOADS)]
    await all_wait.wait()
    refused = await preview(HEADER.encode())
    assert code_of(refused) == (503, "SERVER_BUSY")
    assert refused.headers["retry-after"] == "5"
    may_end.set()
    assert [answer.status_code for answer in await asyncio.gather(*tasks)] == [200] * MAX_UPLOADS
    assert (await preview(HEADER.encode())).status_code == 200
