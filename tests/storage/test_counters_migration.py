"""The migration that adds counters counts the existing rows."""

from __future__ import annotations

from sqlalchemy import insert, select

from tests.rows import a_location, a_number, a_partner, an_account, an_attempt
from tests.tallies import assert_tallied
from textgate.domain.sms_numbers import SmsNumberStatus
from textgate.domain.verification import VerificationStatus
from textgate.services.accounts.accounts import default_location
from textgate.storage.database import Database
from textgate.storage.migrate import upgrade
from textgate.storage.tables import account, partner, sender, sms_number, verification


async def test_existing_rows_are_counted(empty_database_url: str) -> None:
    await upgrade(empty_database_url, "0010")
    owners = [a_partner(name) for name in ("Acme", "Other", "Nobody's")]
    accounts = [
        an_account(owner["id"], website=website)
        for owner in owners[:2]
        for website in (None, "https://a.org", "https://b.org")
    ]
    locations = [make(row) for row in accounts[1:] for make in (default_location, a_location)]
    statuses = [*SmsNumberStatus] * 3
    numbers = [
        a_number(location, status) for location, status in zip(locations[1:], statuses, strict=True)
    ]
    attempts = [
        an_attempt(number, attempt, VerificationStatus.REJECTED)
        for index, number in enumerate(numbers)
        for attempt in range(1, 2 + index % 3)
    ]
    database = Database(empty_database_url)
    try:
        async with database.write() as connection:
            await connection.execute(insert(partner), owners)
            await connection.execute(insert(account), accounts)
            # Migration 0025 adds the column.
            for location in locations:
                del location["search_key"]
            await connection.execute(insert(sender), locations)
            await connection.execute(insert(sms_number), numbers)
            await connection.execute(insert(verification), attempts)
    finally:
        await database.close()
    await upgrade(empty_database_url)
    database = Database(empty_database_url)
    try:
        await assert_tallied(database)
        async with database.read() as connection:
            statuses_of_accounts = await connection.execute(select(account.c.number_statuses))
            assert sorted(statuses_of_accounts.scalars()) == [0, 1, 3, 5, 6, 6]
    finally:
        await database.close()
