"""The CSV report of sends: the caller's own rows, without spreadsheet formulas."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

import httpx2
import pytest
from sqlalchemy import insert, select

from tests.graphql.documents import saved, send
from tests.members import member
from tests.product import Client, Product
from tests.rest.people import code_of, sign_in, user
from textgate.domain.ids import new_id
from textgate.domain.permissions import ACCOUNT_ROLES, Role
from textgate.graphql.declare.ids import decode_as
from textgate.services.options import Options
from textgate.services.reporting import sends
from textgate.storage.tables import send_tally

PATH = "/reports/sends.csv"
HEADER = ["day", "accountId", "externalId", "account", "code", "count"]


async def get(client: Client, **params: Any) -> httpx2.Response:
    headers = {"Authorization": f"Bearer {client.token}"}
    return await client.http.get(PATH, params=params, headers=headers)


def parse_rows(response: httpx2.Response) -> list[list[str]]:
    """Parse a CSV file; returns the rows below the header."""
    assert response.status_code == 200, response.text
    header, *lines = csv.reader(io.StringIO(response.text, newline=""), strict=True)
    assert header == HEADER
    return lines


async def test_the_report_is_a_csv_attachment(product: Product) -> None:
    client = await product.partner()
    account = await product.account(client, name="Smith, Jones", externalId="p-1")
    for sender in (account, account, "nothing"):
        await send(client, sender)
    response = await get(client)
    assert response.headers["content-type"] == "text/csv; charset=utf-8; header=present"
    assert (
        response.headers["content-disposition"]
        == 'attachment; filename="sends-2026-10-04-to-2026-11-02.csv"'
    )
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["x-content-type-options"] == "nosniff"
    header, *lines = response.text.split("\r\n")
    assert header == "day,accountId,externalId,account,code,count"
    assert sorted(lines) == [
        "",
        "2026-11-02,,,,4060,1",
        f'2026-11-02,{account},p-1,"Smith, Jones",4035,2',
    ]


@pytest.mark.parametrize(
    "name",
    ["=HYPERLINK(1)", "+1", "-1+1", "@SUM(A1)", "＝1+1", "'=1", '"=1"', "“+1", '=1","=2'],
)
async def test_names_cannot_become_formulas(product: Product, name: str) -> None:
    client = await product.partner()
    account = await product.account(client, externalId=name)
    renamed = await saved(client, "updateAccount", id=account, name=name)
    await send(client, account)
    ((_, _, external_id, account_name, _, _),) = parse_rows(await get(client))
    assert (external_id, account_name) == (f"'{name}", f"'{renamed['name']}")


async def test_the_newest_day_comes_first_in_batches(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sends, "BATCH", 7)
    client = await product.partner()
    accounts = [await product.account(client) for _ in range(3)]
    today = product.clock.now.date()
    tallies = [
        {
            "id": new_id(),
            "partner_id": client.viewer.partner_id,
            "account_id": decode_as(account, "account"),
            "owner_id": decode_as(account, "account"),
            "day": today - timedelta(days=ago),
            "code": 2000,
            "count": ago + 1,
        }
        for ago in range(14)
        for account in accounts
    ]
    async with product.services.database.write() as connection:
        await connection.execute(insert(send_tally), tallies)
    with product.statements() as statements:
        lines = parse_rows(await get(client))
    assert [(line[0], line[5]) for line in lines] == [
        ((today - timedelta(days=ago)).isoformat(), str(ago + 1))
        for ago in range(14)
        for _ in accounts
    ]
    assert len({(line[0], line[1]) for line in lines}) == 42
    # One statement for the credential, six for full batches, and one that returns no rows.
    assert len(statements) == 1 + 7


async def test_filters_select_days_codes_and_accounts(product: Product) -> None:
    client = await product.partner()
    lakeside = await product.account(client, name="Lakeside")
    for _ in range(2):
        await send(client, lakeside)
        await send(client, "nothing")
        product.clock.turn(days=1)

    async def filtered(**params: Any) -> list[tuple[str, str, str]]:
        return sorted(
            (line[0], line[3], line[4]) for line in parse_rows(await get(client, **params))
        )

    first, second = "2026-11-02", "2026-11-03"
    assert await filtered(since=second) == [(second, "", "4060"), (second, "Lakeside", "4035")]
    assert await filtered(until=first, code=4035) == [(first, "Lakeside", "4035")]
    assert await filtered(accountId=lakeside, since=first, until=first) == [
        (first, "Lakeside", "4035")
    ]
    for nothing in ({"code": 2000}, {"accountId": "nothing"}, {"accountId": "account_" + "0" * 32}):
        assert await filtered(**nothing) == []


@pytest.mark.parametrize(
    "query",
    [
        "since=2026-11-03",
        "since=2025-01-01",
        "since=20261101",
        "since=",
        "until=2026-02-30",
        "until=0001-01-01",
        "code=x",
        "code=",
        "code=99999999999999999999",
        "code=４０３５",
        "account=1",
        "code=2000&code=4035",
    ],
)
async def test_invalid_parameters_are_refused(product: Product, query: str) -> None:
    client = await product.partner()
    headers = {"Authorization": f"Bearer {client.token}"}
    response = await product.http.get(f"{PATH}?{query}", headers=headers)
    assert code_of(response) == (400, "INVALID_ARGUMENT")


async def test_a_user_downloads_the_report_with_a_session(product: Product) -> None:
    client = await product.partner()
    account = await product.account(client, name="Lakeside")
    await send(client, account)
    person = await user(product, client, Role.PARTNER_SUPPORT)
    browser, _ = await sign_in(product, person["email"])
    response = await product.http.get(PATH, headers=browser.headers)
    assert [line[3] for line in parse_rows(response)] == ["Lakeside"]


async def test_no_caller_gets_another_callers_rows(product: Product) -> None:
    client, other = await product.partner(), await product.partner("Other EHR")
    lakeside = await product.account(client, name="Lakeside")
    hilltop = await product.account(client, name="Hilltop")
    for sender in (lakeside, hilltop, "nothing"):
        await send(client, sender)
    await send(other, hilltop)
    assert sorted(line[3] for line in parse_rows(await get(client))) == ["", "Hilltop", "Lakeside"]
    assert [line[1:4] for line in parse_rows(await get(other))] == [["", "", ""]]
    assert parse_rows(await get(other, accountId=hilltop)) == []
    admin, desk = [
        await member(product, client.viewer.partner_id, role, hilltop) for role in ACCOUNT_ROLES
    ]
    response = await product.http.get(PATH, headers=admin.headers)
    assert [line[3] for line in parse_rows(response)] == ["Hilltop"]
    response = await product.http.get(f"{PATH}?accountId={lakeside}", headers=admin.headers)
    assert parse_rows(response) == []
    response = await product.http.get(PATH, headers=desk.headers)
    assert code_of(response) == (403, "FORBIDDEN")
    assert code_of(await product.http.get(PATH)) == (401, "UNAUTHENTICATED")


async def test_a_report_costs_points(database_url: str) -> None:
    options = Options(points_at_once=250, points_per_second=1)
    async with Product.open(database_url, options=options) as product:
        client = await product.partner(complete=False)
        answers = [await get(client) for _ in range(3)]
        assert [answer.status_code for answer in answers] == [200, 200, 429]
        remaining = [answer.headers["x-ratelimit-remaining"] for answer in answers]
        assert remaining == ["150", "50", "50"]
        response = await get(client)
        assert code_of(response) == (429, "RATE_LIMITED")
        assert response.headers["retry-after"] == "50"


async def test_only_get_is_allowed(product: Product) -> None:
    client = await product.partner()
    headers = {"Authorization": f"Bearer {client.token}"}
    assert (await product.http.post(PATH, headers=headers)).status_code == 405
    async with product.services.database.read() as connection:
        assert (await connection.execute(select(send_tally))).all() == []
