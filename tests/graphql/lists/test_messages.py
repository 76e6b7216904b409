"""Filters of messages equal a filter over all rows in Python, page by page."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.explained import full_scans
from tests.graphql.lists.message_rows import Row, Rows
from tests.members import member
from tests.product import START, Client, Product
from textgate.domain.permissions import Role
from textgate.graphql.declare import ids
from textgate.graphql.declare.ids import decode_as
from textgate.services.listing import message_filters
from textgate.storage.statement_program import Statement

_PAGE = "totalCount nodes { id } pageInfo { hasNextPage endCursor }"
ALL = f"""query ($filter: SmsMessageFilter, $status: MessageStatus, $first: Int!, $after: String) {{
  smsMessages(filter: $filter, status: $status, first: $first, after: $after) {{ {_PAGE} }} }}"""
OF_ACCOUNT = f"""query ($id: ID!, $filter: SmsMessageFilter, $status: MessageStatus, $first: Int!,
    $after: String) {{
  account(id: $id) {{ messages(filter: $filter, status: $status, first: $first, after: $after) {{
    {_PAGE} }} }} }}"""
OF_ACCOUNTS = """query ($filter: SmsMessageFilter) { accounts { nodes { id
  messages(filter: $filter, first: 7) { nodes { id } } } } }"""


@pytest.fixture
async def client(product: Product) -> Client:
    return await product.partner()


@pytest.fixture
async def rows(product: Product, client: Client) -> Rows:
    """Messages of a partner, and as many of another."""
    for owner in (await product.partner("Other EHR"), client):
        rows = Rows(owner.viewer.partner_id)
        await rows.write(product)
    return rows


async def walked(client: Client, document: str, **variables: Any) -> list[str]:
    """The ids of all pages in order. Every page has the same total."""
    found: list[str] = []
    after = None
    totals = set()
    while True:
        answer = await client.get(document, first=9, after=after, **variables)
        page = answer.get("smsMessages") or answer["account"]["messages"]
        found += [node["id"] for node in page["nodes"]]
        totals.add(page["totalCount"])
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert totals == {len(found)}
    return found


def is_of(account_id: Any) -> Callable[[Row], bool]:
    return lambda row: bool(row["account_id"] == account_id)


def at(minute: int) -> datetime:
    return START + timedelta(minutes=minute)


FILTERS: list[tuple[Row, Any]] = [
    ({}, lambda _: True),
    ({"recipient": "(406) 555-0120"}, lambda row: row["recipient"] == "+14065550120"),
    ({"recipient": "0120"}, lambda row: row["recipient"].endswith("0120")),
    ({"recipient": "55-0120"}, lambda row: row["recipient"].endswith("550120")),
    ({"recipient": "7120"}, lambda row: row["recipient"].endswith("7120")),
    ({"recipient": "+1 212 555 0120"}, lambda _: False),
    ({"since": at(120).isoformat()}, lambda row: row["created_at"] >= at(120)),
    ({"until": at(30).isoformat()}, lambda row: row["created_at"] < at(30)),
    (
        {"since": at(50).isoformat(), "until": at(90).isoformat()},
        lambda row: at(50) <= row["created_at"] < at(90),
    ),
    ({"statuses": ["DELIVERED"]}, lambda row: row["status"] == "DELIVERED"),
    ({"statuses": ["FAILED"]}, lambda row: row["status"] == "FAILED"),
    ({"statuses": ["QUEUED", "CANCELED"]}, lambda row: row["status"] in ("QUEUED", "CANCELED")),
    ({"statuses": ["FAILED", "DELIVERED"]}, lambda row: row["status"] in ("FAILED", "DELIVERED")),
    ({"statuses": []}, lambda _: False),
    ({"sentBy": "moss ADA"}, lambda row: row["sent_by_name"] in ("Ada Moss", "Moss Ada Jr")),
    ({"sentBy": "zoe"}, lambda row: row["sent_by_name"] == "Zoë O'Hara"),
    ({"sentBy": "%"}, lambda row: row["sent_by_name"] == "100% Program"),
    ({"sentBy": "nobody"}, lambda _: False),
    ({"sentBy": " "}, lambda _: True),
    (
        {"sentBy": "ada", "statuses": ["FAILED", "SENT"]},
        lambda row: "Ada" in (row["sent_by_name"] or "") and row["status"] in ("FAILED", "SENT"),
    ),
    (
        {"sentBy": "ada", "since": at(60).isoformat(), "statuses": ["DELIVERED"]},
        lambda row: (
            "Ada" in (row["sent_by_name"] or "")
            and row["status"] == "DELIVERED"
            and row["created_at"] >= at(60)
        ),
    ),
    ({"senderId": "location_" + "0" * 32}, lambda _: False),
    ({"senderId": "nothing"}, lambda _: False),
]


@pytest.mark.parametrize(("filter_", "is_meant"), FILTERS)
async def test_pages_match_filters(
    product: Product, client: Client, rows: Rows, filter_: Row, is_meant: Any
) -> None:
    owner = rows.accounts[0]
    desk = await member(
        product,
        client.viewer.partner_id,
        Role.ACCOUNT_SENDER,
        ids.encode("account", owner["id"]),
    )
    meant = rows.matching(filter=is_meant)
    own = rows.matching(filter=is_meant, own=lambda row: row["account_id"] == owner["id"])
    assert await walked(client, ALL, filter=filter_) == meant
    assert await walked(desk, ALL, filter=filter_) == own
    for caller in (client, desk):
        account_id = ids.encode("account", owner["id"])
        assert await walked(caller, OF_ACCOUNT, id=account_id, filter=filter_) == own
    # The pages below several accounts are loaded together.
    answer = await client.get(OF_ACCOUNTS, filter=filter_)
    for node in answer["accounts"]["nodes"]:
        newest = [entry["id"] for entry in node["messages"]["nodes"]]
        expected = rows.matching(filter=is_meant, of=is_of(decode_as(node["id"], "account")))
        assert newest == expected[:7]


async def test_messages_match_their_sender(client: Client, rows: Rows) -> None:
    for place in rows.places:
        sender_id = ids.encode("location", place["id"])

        def is_of_place(row: Row, place: Row = place) -> bool:
            return bool(row["sender_id"] == place["id"])

        found = await walked(client, ALL, filter={"senderId": sender_id})
        assert found == rows.matching(place=is_of_place)
        found = await walked(
            client, ALL, filter={"senderId": sender_id, "statuses": ["FAILED", "QUEUED"]}
        )
        assert found == rows.matching(
            place=is_of_place, status=lambda row: row["status"] in ("FAILED", "QUEUED")
        )


@pytest.mark.parametrize("window", [0, 12, 1_000])
async def test_any_window_finds_the_same_names(
    client: Client, rows: Rows, monkeypatch: pytest.MonkeyPatch, window: int
) -> None:
    monkeypatch.setattr(message_filters, "NAME_WINDOW", window)
    for words, names in (("moss", ("Ada Moss", "Moss Ada Jr")), ("o'hara", ("Zoë O'Hara",))):
        meant = rows.matching(name=lambda row, names=names: row["sent_by_name"] in names)
        assert await walked(client, ALL, filter={"sentBy": words}) == meant


async def test_the_argument_status_and_the_filter_both_apply(client: Client, rows: Rows) -> None:
    failed = rows.matching(status=lambda row: row["status"] == "FAILED")
    assert failed
    assert await walked(client, ALL, status="FAILED") == failed
    assert await walked(client, ALL, status="FAILED", filter={"statuses": ["FAILED"]}) == failed
    assert await walked(client, ALL, status="FAILED", filter={"statuses": ["SENT"]}) == []


@pytest.mark.parametrize(
    ("filter_", "argument"),
    [
        ({"recipient": "120"}, "recipient"),
        ({"recipient": "call me"}, "recipient"),
        ({"recipient": "+44 20 7946 0000"}, "recipient"),
        ({"recipient": "4" * 41}, "recipient"),
        ({"recipient": ""}, "recipient"),
        ({"since": "2026-11-02T10:00:00"}, "since"),
        ({"until": "0001-01-01T00:00:00+14:00"}, "until"),
        ({"sentBy": "x" * 201}, "sentBy"),
    ],
)
async def test_invalid_filters_are_refused(
    client: Client, rows: Rows, filter_: Row, argument: str
) -> None:
    for document, variables in (
        (ALL, {}),
        (OF_ACCOUNT, {"id": ids.encode("account", rows.accounts[0]["id"])}),
    ):
        answer = await client.ask(document, filter=filter_, first=5, **variables)
        (error,) = answer["errors"]
        assert error["extensions"]["code"] == "INVALID_ARGUMENT"
        assert error["extensions"]["argument"] == argument


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
async def test_the_ends_of_time_are_valid(client: Client, rows: Rows, moment: str) -> None:
    everything, nothing = rows.matching(), list[str]()
    expected = [everything, nothing]
    if moment.startswith("9"):
        expected.reverse()
    for name, ids_ in zip(("since", "until"), expected, strict=True):
        assert await walked(client, ALL, filter={name: moment}) == ids_


@pytest.mark.parametrize("filter_", [{"recipient": "0120"}, {"sentBy": "a"}, {"statuses": []}])
async def test_filters_run_as_many_statements_for_any_number_of_rows(
    product: Product, client: Client, rows: Rows, filter_: Row
) -> None:
    account_id = ids.encode("account", rows.accounts[0]["id"])
    counts = set()
    for first in (1, 100):
        with product.statements() as statements:
            await client.get(OF_ACCOUNT, id=account_id, filter=filter_, first=first)
        counts.add(len(statements))
    # The credential, the account, its messages, and their number.
    assert counts == {4}


async def explained(product: Product, statement: Statement) -> str:
    """SQLite's plan. Its statistics are constant, so it does not depend on the rows."""
    explain = f"EXPLAIN QUERY PLAN {statement.text}"
    async with product.services.database.read() as connection:
        plan = await connection.exec_driver_sql(explain, tuple(statement.parameters))
        return "\n".join(detail for *_, detail in plan)


@pytest.mark.parametrize(
    ("filter_", "index_of_account", "index_of_partner"),
    [
        ({"recipient": "+14065550120"}, "ix_message_recipient", "ix_message_recipient"),
        ({"recipient": "550120"}, "ix_message_recipient", "ix_message_recipient"),
        (
            {"statuses": ["FAILED"]},
            "ix_message_account_id_status",
            "ix_message_partner_id_status",
        ),
        (
            {"statuses": ["FAILED", "SENT"], "sentBy": "ada"},
            "ix_message_account_id_status",
            "ix_message_partner_id_status",
        ),
        (
            {"statuses": ["DELIVERED"]},
            "ix_message_account_id_id",
            "sqlite_autoindex_message_1",
        ),
        ({"sentBy": "ada"}, *["ix_message_account_id_sent_by_name_id"] * 2),
        ({"senderId": ""}, *["ix_message_sender_id_id"] * 2),
        (
            {"since": at(90).isoformat()},
            "ix_message_account_id_id",
            "sqlite_autoindex_message_1",
        ),
    ],
)
async def test_an_index_finds_the_first_page(
    product: Product,
    client: Client,
    rows: Rows,
    filter_: Row,
    index_of_account: str,
    index_of_partner: str,
) -> None:
    if "senderId" in filter_:
        filter_ = {"senderId": ids.encode("location", rows.places[0]["id"])}
    database = product.services.database
    account_id = ids.encode("account", rows.accounts[0]["id"])
    for document, variables, index in (
        (OF_ACCOUNT.replace("totalCount", ""), {"id": account_id}, index_of_account),
        (ALL.replace("totalCount", ""), {}, index_of_partner),
    ):
        statements: list[Statement] = []
        database.observers.append(statements.append)
        await client.get(document, filter=filter_, first=5, **variables)
        statement = statements[-1]
        if database.dialect == "sqlite":
            plan = await explained(product, statement)
            assert f"INDEX {index} (" in plan
            assert not re.search(r"SCAN (message|candidate|matching)\b", plan)
        else:
            async with database.read() as connection:
                assert "Scan of message" not in await full_scans(connection, statement)
