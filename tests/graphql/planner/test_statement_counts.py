"""The number of SELECTs depends on the query, never on the number of rows: no N+1."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert

from tests.product import START, Client, Product
from tests.rows import insert_numbers
from textgate.domain.ids import new_id
from textgate.domain.sms_numbers import NumberType, SmsNumberStatus
from textgate.domain.verification import VerificationStatus
from textgate.services.accounts.accounts import default_location, new_account
from textgate.services.senders.senders import new_sender
from textgate.storage.tables import (
    SenderKind,
    account,
    send_tally,
    sender,
    verification,
)

PICKER = """
{ accountByExternalId(externalId: "practice-0") { name senders(first: 100) { nodes {
  __typename name smsNumber { phoneNumber status verification { status } }
} } } }"""
# The credential and its partner, the account, its senders with their numbers, the newest verifications.
PICKER_STATEMENTS = 4

PORTAL = """
{ accounts(first: 50) {
  totalCount
  pageInfo { hasNextPage endCursor }
  nodes {
    name businessDetails { isComplete missing effective { origins { field source } } }
    locations(first: 5) { nodes { name smsNumber { phoneNumber status } } totalCount }
    smsNumbers(status: APPROVED) { totalCount }
  }
} }"""
# The credential, the accounts, their locations with their numbers, and three counts.
PORTAL_STATEMENTS = 6
# Pages below several parents share a statement; if one may be incomplete, each gets its own LIMIT.
PORTAL_AGAIN = 1

OVERVIEW = """{ overview { accounts { total incomplete withoutNumber } smsNumbers { status count }
  verifications { inFlight overdue } sends { day accepted refused } previousSends { day accepted refused }
  messages { status count } trends { texts { current previous } approvalRate { current previous } } } }"""
# The credential; the accounts, numbers, verifications, sends and messages; for the trends the sends, messages,
# opt-outs and decisions.
OVERVIEW_STATEMENTS = 10

REPORT = """{ sendReport { totals { day code count }
  rows(first: 100) { totalCount nodes { day code count account { name } } } } }"""
# The credential, the totals, the rows, their accounts, and one count.
REPORT_STATEMENTS = 5

REQUESTS = """{ verifications(first: 100, orderBy: {field: REQUESTED_AT},
    filter: {statuses: [APPROVED, IN_REVIEW], isOverdue: false, isNewest: true, search: "practice"}) {
  totalCount nodes { status isOverdue smsNumber { phoneNumber } account { name } } } }"""
# The credential, the search's words, the verifications, their numbers, their accounts, and one count.
REQUESTS_STATEMENTS = 6


async def fill(product: Product, client: Client, accounts: int, locations: int) -> None:
    """Accounts with locations, each with a verified number, and days on which each account has sent."""
    partner_id = client.viewer.partner_id
    rows = [
        new_account(partner_id, {"external_id": f"practice-{n}", "name": f"Practice {n}"}, START)
        for n in range(accounts)
    ]
    senders: list[dict[str, Any]] = [default_location(row) for row in rows]
    senders += [
        new_sender(partner_id, row["id"], SenderKind.LOCATION, {"name": f"Place {n}"}, START)
        for row in rows
        for n in range(locations)
    ]
    numbers = [_approved_number(row, index) for index, row in enumerate(senders)]
    verifications = [_approval(row) for row in numbers]
    tallies = [
        {
            "id": new_id(),
            "partner_id": partner_id,
            "account_id": row["id"],
            "owner_id": row["id"],
            "day": START.date() - timedelta(days=n),
            "code": 2000,
            "count": 1,
        }
        for row in rows
        for n in range(locations)
    ]
    async with product.services.database.write() as connection:
        await connection.execute(insert(account), rows)
        await connection.execute(insert(sender), senders)
        await insert_numbers(connection, numbers)
        await connection.execute(insert(verification), verifications)
        await connection.execute(insert(send_tally), tallies)


def _approved_number(sender_row: Mapping[str, Any], index: int) -> dict[str, Any]:
    return {
        "id": new_id(),
        "partner_id": sender_row["partner_id"],
        "account_id": sender_row["account_id"],
        "sender_id": sender_row["id"],
        "phone": f"+1833555{index:04}",
        "number_type": NumberType.TOLL_FREE,
        "status": SmsNumberStatus.APPROVED,
        "segments_per_second": 3.0,
        "created_at": START,
        "updated_at": START,
    }


def _approval(number_row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": new_id(),
        "partner_id": number_row["partner_id"],
        "account_id": number_row["account_id"],
        "number_id": number_row["id"],
        "attempt": 1,
        "status": VerificationStatus.APPROVED,
        "details": {},
        "reasons": [],
        "requested_at": START,
        "tries": 0,
    }


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param(PICKER, PICKER_STATEMENTS, id="picker"),
        pytest.param(PORTAL, PORTAL_STATEMENTS, id="portal"),
        pytest.param(OVERVIEW, OVERVIEW_STATEMENTS, id="overview"),
        pytest.param(REPORT, REPORT_STATEMENTS, id="report"),
        pytest.param(REQUESTS, REQUESTS_STATEMENTS, id="requests"),
    ],
)
@pytest.mark.parametrize(
    ("accounts", "locations"),
    [pytest.param(1, 1, id="few rows"), pytest.param(60, 20, id="many rows")],
)
async def test_statements_do_not_depend_on_rows(
    product: Product, query: str, expected: int, accounts: int, locations: int
) -> None:
    client = await product.partner()
    await fill(product, client, accounts, locations)
    await client.get(query)
    with product.statements() as statements:
        await client.get(query)
    if query is PORTAL and locations > 5:
        expected += PORTAL_AGAIN
    assert len(statements) == expected, statements
    assert all(statement.startswith("SELECT") for statement in statements)
    # The first looks up the credential; all others are scoped to one partner.
    assert all("partner_id = " in statement for statement in statements[1:])
