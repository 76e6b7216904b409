"""Pages of filtered lists equal a filter over all rows in Python, in every order."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import product as every
from typing import Any

import pytest
from sqlalchemy import insert, update

from tests.members import member
from tests.product import START, Client, Product
from tests.rows import a_location, a_number, an_account, an_attempt, insert_numbers
from textgate.domain.permissions import Role
from textgate.domain.search import Level, level_of, searchable, words_of
from textgate.domain.sms_numbers import SmsNumberStatus
from textgate.domain.verification import IN_FLIGHT, VerificationStatus, overdue_since
from textgate.graphql.declare import ids
from textgate.services.listing import pages
from textgate.storage.tables import (
    account,
    account_tally,
    sender,
    sms_number_tally,
    verification,
    verification_tally,
)

ACCOUNTS = """query ($filter: AccountFilter, $orderBy: AccountOrder, $first: Int!, $after: String) {
  accounts(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    totalCount nodes { id } pageInfo { hasNextPage endCursor } } }"""
VERIFICATIONS = """query ($filter: VerificationFilter, $orderBy: VerificationOrder, $first: Int!,
    $after: String) {
  verifications(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    totalCount nodes { id } pageInfo { hasNextPage endCursor } } }"""
NUMBERS = "query ($status: SmsNumberStatus) { smsNumbers(status: $status) { totalCount } }"

Row = dict[str, Any]
WORDS = ("Lake", "Hill", "River", "100%", "lakeside")


class Rows:
    """The rows of the database as Python objects."""

    def __init__(self, chance: random.Random, partner_id: Any) -> None:
        self.accounts: list[Row] = []
        self.places: list[Row] = []
        self.numbers: list[Row] = []
        self.attempts: list[Row] = []
        for number in range(70):
            name = f"{chance.choice(WORDS)} {chance.choice(WORDS)}"
            whole: Row = {"address1": "1 Main St", "city": "Boston", "state": "MA"}
            whole |= {"postal_code": "02130", "country_code": "US", "website": "https://a.org"}
            for missing in chance.sample(sorted(whole), chance.choice([0, 0, 1, 2])):
                whole[missing] = None
            row = an_account(partner_id, name=name, external_id=f"emr-{number}", **whole)
            row["updated_at"] = START + timedelta(minutes=chance.randrange(9))
            self.accounts.append(row)
            for _ in range(chance.choice([0, 0, 1, 1, 2, 3])):
                self._add_number(chance, row)
        self.attempts.sort(key=lambda row: row["id"])

    def _add_number(self, chance: random.Random, owner: Row) -> None:
        place = a_location(owner)
        number = a_number(place, chance.choice(list(SmsNumberStatus)))
        self.places.append(place)
        self.numbers.append(number)
        newest = chance.randint(1, 3)
        for attempt in range(1, newest + 1):
            of_others = [status for status in VerificationStatus if status not in IN_FLIGHT]
            status = chance.choice(list(VerificationStatus) if attempt == newest else of_others)
            asked = START - timedelta(days=chance.randrange(9), hours=chance.randrange(24))
            row = an_attempt(number, attempt, status, requested_at=asked)
            self.attempts.append(row | {"is_newest": attempt == newest})

    def statuses(self, owner: Row) -> set[str]:
        return {row["status"] for row in self.numbers if row["account_id"] == owner["id"]}

    async def write(self, product: Product) -> None:
        own = [{name: row[name] for name in row if name != "is_newest"} for row in self.attempts]
        async with product.services.database.write() as connection:
            await connection.execute(insert(account), self.accounts)
            await connection.execute(insert(sender), self.places)
            await insert_numbers(connection, self.numbers)
            await connection.execute(insert(verification), own)


@pytest.fixture
async def client(product: Product) -> Client:
    """A partner that supplies a contact and no website."""
    client = await product.partner(complete=False)
    contact = {"firstName": "A", "lastName": "B", "email": "a@acme.org", "phone": "4065550120"}
    await client.get(
        "mutation ($contact: ContactInput!) { updatePartnerBusinessDetails(input: "
        "{contact: $contact}) { userErrors { code } } }",
        contact=contact,
    )
    return client


@pytest.fixture
async def rows(product: Product, client: Client) -> Rows:
    """Accounts of a partner, and as many of another."""
    chance = random.Random(5)
    for owner in (await product.partner("Other EHR"), client):
        rows = Rows(chance, owner.viewer.partner_id)
        await rows.write(product)
    return rows


def by_account(rows: Rows, wanted: Row) -> Callable[[Row], bool]:
    """True if an account matches a filter."""

    def is_meant(row: Row) -> bool:
        is_complete = all(
            row[name]
            for name in ("address1", "city", "state", "postal_code", "country_code", "website")
        )
        statuses = rows.statuses(row)
        status = wanted.get("numberStatus")
        text = searchable(
            *(row[name] for name in ("name", "external_id", "city", "state", "phone"))
        )
        level = level_of(words_of(wanted.get("search") or ""), text)
        return (
            wanted.get("isComplete") in (None, is_complete)
            and (status is None or (status in statuses if status != "NO_NUMBER" else not statuses))
            and level not in (None, Level.TYPO)
        )

    return is_meant


async def walked(client: Client, document: str, name: str, **variables: Any) -> list[str]:
    """The ids of all pages in order. Every page has the same total."""
    found: list[str] = []
    after = None
    totals = set()
    for _ in range(100):
        page = (await client.get(document, first=9, after=after, **variables))[name]
        found += [node["id"] for node in page["nodes"]]
        totals.add(page["totalCount"])
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert totals == {len(found)}
    return found


def orders() -> Iterator[tuple[Row, Callable[[Row], Any]]]:
    keys: dict[str, Callable[[Row], Any]] = {
        "NAME": lambda row: (row["name_key"].encode(), row["id"]),
        "CREATED_AT": lambda row: row["id"],
        "UPDATED_AT": lambda row: (row["updated_at"], row["id"]),
    }
    for field, direction in every(keys, ("ASC", "DESC")):
        yield {"field": field, "direction": direction}, keys[field]


async def assert_accounts(client: Client, rows: Rows, wanted: Row) -> int:
    """Checks all pages in all orders under one filter; returns the number of matches."""
    meant = list(filter(by_account(rows, wanted), rows.accounts))
    for order, key in orders():
        is_descending = order["direction"] == "DESC"
        expected = [
            ids.encode("account", row["id"])
            for row in sorted(meant, key=key, reverse=is_descending)
        ]
        found = await walked(client, ACCOUNTS, "accounts", filter=wanted, orderBy=order)
        assert found == expected, (wanted, order)
    return len(meant)


@pytest.mark.parametrize("is_complete", [None, True, False])
async def test_accounts_match_filters_by_completeness_and_numbers(
    client: Client, rows: Rows, *, is_complete: bool | None
) -> None:
    for status in (None, "APPROVED", "PENDING", "REJECTED", "NO_NUMBER"):
        assert await assert_accounts(
            client, rows, {"isComplete": is_complete, "numberStatus": status}
        )


@pytest.mark.parametrize("near", [0, 12, 5_000])
async def test_accounts_match_searches(
    client: Client, rows: Rows, monkeypatch: pytest.MonkeyPatch, near: int
) -> None:
    monkeypatch.setattr(pages, "SEARCH_WINDOW", near)
    for search in ("lake", "RIVER hill", "emr-7", "100%", "nobody"):
        number = await assert_accounts(client, rows, {"search": search})
        assert (number > 0) is (search != "nobody")
    await assert_accounts(client, rows, {"search": "lake", "isComplete": True})
    await assert_accounts(client, rows, {"search": "lake", "numberStatus": "REJECTED"})


@pytest.mark.parametrize("is_newest", [None, True, False])
@pytest.mark.parametrize("is_overdue", [None, True, False])
async def test_verifications_match_filters(
    product: Product,
    client: Client,
    rows: Rows,
    *,
    is_newest: bool | None,
    is_overdue: bool | None,
) -> None:
    since = overdue_since(product.clock.now)
    for statuses in (None, ["REJECTED"], ["REQUESTED", "IN_REVIEW", "APPROVED"], []):
        wanted = {"isNewest": is_newest, "isOverdue": is_overdue, "statuses": statuses}
        meant = [
            ids.encode("verification", row["id"])
            for row in rows.attempts
            if is_newest in (None, row["is_newest"])
            and is_overdue in (None, row["status"] in IN_FLIGHT and row["requested_at"] < since)
            and (statuses is None or row["status"] in statuses)
        ]
        for direction, expected in (("ASC", meant), ("DESC", meant[::-1])):
            order = {"field": "REQUESTED_AT", "direction": direction}
            found = await walked(
                client, VERIFICATIONS, "verifications", filter=wanted, orderBy=order
            )
            assert found == expected, (wanted, direction)


async def test_users_of_an_account_see_only_its_rows(
    product: Product, client: Client, rows: Rows
) -> None:
    """Users of one account get its rows and totals, not those of the partner's counters."""
    for row in rows.accounts[:8]:
        person = await member(
            product,
            client.viewer.partner_id,
            Role.ACCOUNT_SENDER,
            ids.encode("account", row["id"]),
        )
        for status in ("APPROVED", "PENDING", "REJECTED", "NO_NUMBER"):
            is_meant = by_account(rows, {"numberStatus": status})(row)
            wanted = {"numberStatus": status}
            found = await walked(person, ACCOUNTS, "accounts", filter=wanted, orderBy=None)
            assert found == [ids.encode("account", row["id"])] * is_meant
        own = [each["id"] for each in rows.attempts if each["account_id"] == row["id"]]
        found = await walked(person, VERIFICATIONS, "verifications", filter={"isNewest": None})
        assert found == [ids.encode("verification", each) for each in reversed(own)]
        numbers = (await person.get(NUMBERS))["smsNumbers"]["totalCount"]
        assert numbers == sum(each["account_id"] == row["id"] for each in rows.numbers)


async def test_totals_come_from_counters(product: Product, client: Client, rows: Rows) -> None:
    """Adding 1,000 to every counter changes every total."""
    for status in (None, *SmsNumberStatus):
        found = (await client.get(NUMBERS, status=status))["smsNumbers"]["totalCount"]
        assert found == sum(status in (None, row["status"]) for row in rows.numbers)
    overview = "{ overview { accounts { total complete incomplete withoutNumber } "
    overview += "smsNumbers { count } verifications { inFlight } } }"
    before = (await client.get(overview))["overview"]
    async with product.services.database.write() as connection:
        for tally in (account_tally, sms_number_tally, verification_tally):
            await connection.execute(update(tally).values(count=tally.c.count * 1000))
    after = (await client.get(overview))["overview"]
    assert after == {
        "accounts": {name: number * 1000 for name, number in before["accounts"].items()},
        "smsNumbers": [{"count": each["count"] * 1000} for each in before["smsNumbers"]],
        "verifications": {"inFlight": before["verifications"]["inFlight"] * 1000},
    }
    for document, name in ((ACCOUNTS, "accounts"), (VERIFICATIONS, "verifications")):
        assert (await client.get(document, first=1))[name]["totalCount"] % 1000 == 0
    assert (await client.get(NUMBERS))["smsNumbers"]["totalCount"] == 1000 * len(rows.numbers)
    async with product.services.database.write() as connection:
        for tally in (account_tally, sms_number_tally, verification_tally):
            await connection.execute(update(tally).values(count=tally.c.count / 1000))
