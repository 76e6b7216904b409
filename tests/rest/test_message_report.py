"""The export of messages: the caller's own messages, safe for spreadsheets, and audited."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

import httpx2
import pytest
from sqlalchemy import insert, select

from tests.graphql.documents import rows, saved, send
from tests.members import Member, member
from tests.product import Client, Product
from tests.rest.people import code_of
from tests.rows import a_message
from textgate.domain import message_filter
from textgate.domain.audit import read_changes
from textgate.domain.permissions import Role
from textgate.services.options import Options
from textgate.services.reporting import messages
from textgate.storage.tables import audit_entry, message, sms_number

PATH = "/reports/messages.csv"
HEADER = [
    *("sentAt", "recipient", "sender", "account", "from", "sentBy"),
    *("status", "failureCode", "segments", "message"),
]


async def get(client: Client, **params: Any) -> httpx2.Response:
    headers = {"Authorization": f"Bearer {client.token}"}
    if isinstance(client, Member):
        headers = client.headers
    return await client.http.get(PATH, params=params, headers=headers)


def parse_rows(response: httpx2.Response) -> list[list[str]]:
    assert response.status_code == 200, response.text
    header, *lines = csv.reader(io.StringIO(response.text, newline=""), strict=True)
    assert header == HEADER
    return lines


def bodies(response: httpx2.Response) -> list[str]:
    return [line[-1] for line in parse_rows(response)]


async def exports(product: Product) -> list[tuple[Any, dict[str, str | None]]]:
    """The audit entries of exports: the account and the changes."""
    statement = select(audit_entry).where(audit_entry.c.action == "MESSAGES_EXPORTED")
    async with product.services.database.read() as connection:
        entries = (await connection.execute(statement.order_by(audit_entry.c.sequence))).all()
    return [
        (entry.account_id, {change.field: change.after for change in read_changes(entry.changes)})
        for entry in entries
    ]


async def test_the_export_is_a_csv_attachment(product: Product) -> None:
    client = await product.partner()
    account = await product.approved_account(client, name="Smith, Jones")
    await send(client, account, to="4065550121", body='Hi "Ada",\nsee you')
    response = await get(client)
    assert response.headers["content-type"] == "text/csv; charset=utf-8; header=present"
    assert (
        response.headers["content-disposition"] == 'attachment; filename="messages-2026-11-09.csv"'
    )
    assert response.headers["cache-control"] == "no-store"
    phone = (await client.get("{ smsNumbers { nodes { phoneNumber } } }"))["smsNumbers"]["nodes"][
        0
    ]["phoneNumber"]
    assert parse_rows(response) == [
        [
            *("2026-11-09T15:00:00Z", "'+14065550121", "Default Location", "Smith, Jones"),
            *(f"'{phone}", client.viewer.name, "QUEUED", "", "1", 'Hi "Ada",\nsee you'),
        ]
    ]


async def test_no_cell_is_a_formula(product: Product) -> None:
    client = await product.partner()
    account = await product.approved_account(client)
    await send(client, account, body="=HYPERLINK(1)")
    assert bodies(await get(client)) == ["'=HYPERLINK(1)"]


async def test_the_newest_message_comes_first_in_batches(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messages, "BATCH", 7)
    client = await product.partner()
    await product.approved_account(client)
    async with product.services.database.write() as connection:
        number = (await connection.execute(select(sms_number))).mappings().one()
        await connection.execute(
            insert(message),
            [
                a_message(
                    dict(number),
                    body=f"Text {minute}",
                    created_at=product.clock.now - timedelta(minutes=minute),
                )
                for minute in range(21)
            ],
        )
    # The first use of the credential after a minute is written down.
    await client.get("{ viewer { name } }")
    with product.statements() as statements:
        exported = bodies(await get(client, statuses="DELIVERED"))
    assert exported == [f"Text {minute}" for minute in range(21)]
    # The credential, the count, four of the audit log, three full batches and one without rows.
    assert len(statements) == 1 + 1 + 4 + 4


async def test_filters_are_those_of_graphql(product: Product) -> None:
    client = await product.partner()
    lakeside = await product.approved_account(client, name="Lakeside")
    hilltop = await product.approved_account(client, name="Hilltop")
    ada = await member(product, client.viewer.partner_id, Role.PARTNER_ADMIN, name="Ada Moss")
    await send(client, lakeside, to="4065550121", body="first")
    await product.work()
    product.clock.turn(minutes=5)
    await send(ada, hilltop, to="4065550122", body="second")
    listed = "query ($id: ID!) { account(id: $id) { locations { nodes { id } } } }"
    place = (await client.get(listed, id=hilltop))["account"]["locations"]["nodes"][0]["id"]
    now = product.clock.now.isoformat()
    assert bodies(await get(client)) == ["second", "first"]
    for params, expected in (
        ({"accountId": lakeside}, ["first"]),
        ({"accountId": "nothing"}, []),
        ({"recipient": "0122"}, ["second"]),
        ({"recipient": "(406) 555-0121"}, ["first"]),
        ({"since": now}, ["second"]),
        ({"until": now}, ["first"]),
        ({"statuses": "QUEUED,CANCELED"}, ["second"]),
        ({"senderId": place}, ["second"]),
        ({"sentBy": "moss ada"}, ["second"]),
        ({"sentBy": "nobody"}, []),
        ({"sentBy": "ada", "accountId": lakeside}, []),
    ):
        assert bodies(await get(client, **params)) == expected, params


@pytest.mark.parametrize(
    "query",
    [
        "recipient=12",
        "since=2026-11-23T10:00:00",
        "since=yesterday",
        "until=",
        "statuses=LOST",
        "statuses=",
        "status=FAILED",
        "recipient=0121&recipient=0122",
        "sentBy=" + "x" * 201,
    ],
)
async def test_invalid_parameters_are_refused(product: Product, query: str) -> None:
    client = await product.partner()
    headers = {"Authorization": f"Bearer {client.token}"}
    response = await product.http.get(f"{PATH}?{query}", headers=headers)
    assert code_of(response) == (400, "INVALID_ARGUMENT")
    assert await exports(product) == []


async def test_no_caller_gets_another_callers_messages(product: Product) -> None:
    client, other = await product.partner(), await product.partner("Other EHR")
    lakeside = await product.approved_account(client, name="Lakeside")
    hilltop = await product.approved_account(client, name="Hilltop")
    await send(client, lakeside, body="of lakeside")
    await send(client, hilltop, body="of hilltop")
    assert bodies(await get(client)) == ["of hilltop", "of lakeside"]
    assert bodies(await get(other)) == []
    assert bodies(await get(other, accountId=hilltop)) == []
    partner_id = client.viewer.partner_id
    desk = await member(product, partner_id, Role.ACCOUNT_SENDER, hilltop)
    assert bodies(await get(desk)) == ["of hilltop"]
    assert bodies(await get(desk, accountId=lakeside)) == []
    support = await member(product, partner_id, Role.PARTNER_SUPPORT)
    before = await rows(product, audit_entry)
    assert code_of(await get(support)) == (403, "FORBIDDEN")
    assert code_of(await product.http.get(PATH)) == (401, "UNAUTHENTICATED")
    assert await rows(product, audit_entry) == before


async def test_an_export_is_audited_without_recipients_and_texts(product: Product) -> None:
    client = await product.partner()
    account = await product.approved_account(client)
    await send(client, account, to="4065550121", body="private")
    since = (product.clock.now - timedelta(days=1)).isoformat()
    await get(
        client, recipient="(406) 555-0121", since=since, statuses="QUEUED,SENT", sentBy="tests"
    )
    await get(client, accountId=account)
    # Another partner's account, or none: only the partner's own log mentions the export.
    await get(client, accountId="account_" + "0" * 32)
    first, second, third = await exports(product)
    until = (product.clock.now + timedelta(microseconds=1)).isoformat()
    assert first == (
        None,
        {
            "count": "1",
            "recipient": "…0121",
            "since": since,
            "until": until,
            "statuses": "QUEUED, SENT",
            "sent_by": "tests",
        },
    )
    assert (f"account_{second[0].hex}", second[1]) == (account, {"count": "1", "until": until})
    assert third == (None, {"count": "0", "until": until})


async def test_a_file_has_a_largest_size(product: Product, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "MAX_EXPORTED", 2)
    client = await product.partner()
    account = await product.approved_account(client)
    for number in range(3):
        await send(client, account, body=f"Text {number}")
        product.clock.turn(minutes=1)
    assert message_filter.MAX_EXPORTED == 100_000
    refusal = await get(client)
    assert code_of(refusal) == (400, "TOO_LARGE")
    assert await exports(product) == []
    since = (product.clock.now - timedelta(minutes=2)).isoformat()
    assert bodies(await get(client, since=since)) == ["Text 2", "Text 1"]


async def test_an_export_costs_points(database_url: str) -> None:
    options = Options(points_at_once=250, points_per_second=1)
    async with Product.open(database_url, options=options) as product:
        client = await product.partner(complete=False)
        answers = [await get(client) for _ in range(3)]
        assert [answer.status_code for answer in answers] == [200, 200, 429]
        assert len(await exports(product)) == 2


async def test_a_revoked_caller_exports_nothing(product: Product) -> None:
    client = await product.partner()
    account = await product.approved_account(client)
    desk = await member(product, client.viewer.partner_id, Role.ACCOUNT_SENDER, account)
    await saved(client, "deactivateUser", id=desk.global_id)
    assert code_of(await get(desk)) == (401, "UNAUTHENTICATED")
    assert await exports(product) == []
