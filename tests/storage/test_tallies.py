"""Triggers of the database keep the tallies equal to a count of the rows, after any write."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import Table, delete, func, insert, select, text, update

from tests.rows import a_location, a_number, a_partner, an_account, an_attempt, insert_numbers
from tests.tallies import assert_tallied
from textgate.domain.sms_numbers import SmsNumberStatus
from textgate.domain.verification import VerificationStatus
from textgate.services.accounts.accounts import default_location
from textgate.storage.database import Database
from textgate.storage.tables import (
    account,
    account_tally,
    partner,
    sender,
    sms_number,
    sms_number_tally,
    verification,
)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = Database(database_url)
    yield opened
    await opened.close()


@pytest.fixture
async def partners(database: Database) -> list[Any]:
    rows = [a_partner(name) for name in ("Acme", "Other")]
    async with database.write() as connection:
        await connection.execute(insert(partner), rows)
    return [row["id"] for row in rows]


@dataclass(slots=True)
class Walk:
    """A seeded random walk over the statements that write rows."""

    chance: random.Random
    partners: list[Any]
    locations: list[dict[str, Any]] = field(default_factory=list)
    numbers: list[dict[str, Any]] = field(default_factory=list)
    attempts: dict[Any, int] = field(default_factory=dict)

    async def create(self, connection: Any) -> None:
        websites = [None, "https://a.org"]
        rows = [
            an_account(self.chance.choice(self.partners), website=self.chance.choice(websites))
            for _ in range(self.chance.randint(1, 4))
        ]
        await connection.execute(insert(account), rows)
        new = [default_location(row) for row in rows]
        new += [a_location(row) for row in rows]
        await connection.execute(insert(sender), new)
        self.locations.extend(new)

    async def change_gaps(self, connection: Any) -> None:
        share = account.c.gaps.bitwise_and(self.chance.choice([1, 2, 64])) == 0
        gaps = self.chance.randint(0, 3)
        await connection.execute(update(account).where(share).values(gaps=gaps))

    async def add_numbers(self, connection: Any) -> None:
        taken = {number["sender_id"] for number in self.numbers}
        free = [location for location in self.locations if location["id"] not in taken]
        rows = [
            a_number(location, self.chance.choice(list(SmsNumberStatus)))
            for location in self.chance.sample(free, min(len(free), 3))
        ]
        if rows:
            await insert_numbers(connection, rows)
            self.numbers.extend(rows)

    async def decide(self, connection: Any) -> None:
        before = self.chance.choice(list(SmsNumberStatus))
        status = self.chance.choice(list(SmsNumberStatus))
        await connection.execute(
            update(sms_number).where(sms_number.c.status == before).values(status=status)
        )

    async def add_attempt(self, connection: Any) -> None:
        if self.numbers:
            number = self.chance.choice(self.numbers)
            self.attempts[number["id"]] = self.attempts.get(number["id"], 0) + 1
            row = an_attempt(number, self.attempts[number["id"]], VerificationStatus.REJECTED)
            await connection.execute(insert(verification), row)

    async def change_attempts(self, connection: Any) -> None:
        some = verification.c.attempt == self.chance.randint(1, 2)
        status = self.chance.choice(
            [VerificationStatus.APPROVED, VerificationStatus.ACTION_REQUIRED]
        )
        await connection.execute(update(verification).where(some).values(status=status))

    async def remove_number(self, connection: Any) -> None:
        if self.numbers:
            number = self.numbers.pop(self.chance.randrange(len(self.numbers)))
            of_number = verification.c.number_id == number["id"]
            await connection.execute(delete(verification).where(of_number))
            await connection.execute(delete(sms_number).where(sms_number.c.id == number["id"]))

    async def transact(self, database: Database) -> None:
        """Run three random steps in one transaction; roll back some."""
        steps = (
            *(self.create, self.change_gaps, self.add_numbers, self.decide),
            *(self.add_attempt, self.change_attempts, self.remove_number),
        )
        before = [*self.locations], [*self.numbers], {**self.attempts}
        try:
            async with database.write() as connection:
                for step in self.chance.choices(steps, k=3):
                    await step(connection)
                if self.chance.random() < 0.3:
                    raise InterruptedError
        except InterruptedError:
            self.locations, self.numbers, self.attempts = before


async def test_every_statement_is_counted(database: Database, partners: list[Any]) -> None:
    walk = Walk(random.Random(11), partners)
    for _ in range(60):
        await walk.transact(database)
        await assert_tallied(database)
    assert len(walk.locations) > 50
    assert len(walk.numbers) > 5


async def test_concurrent_writers_are_all_counted(database: Database, partners: list[Any]) -> None:
    """Each of several writers creates accounts and gives one shared account another number."""
    shared = an_account(partners[0])
    locations = [a_location(shared) for _ in range(9)]
    async with database.write() as connection:
        await connection.execute(insert(account), shared)
        await connection.execute(insert(sender), locations)

    async def write(location: dict[str, Any], status: SmsNumberStatus) -> None:
        for _ in range(15):
            async with database.write() as connection:
                await connection.execute(insert(account), [an_account(p) for p in partners])
        async with database.write() as connection:
            lock = select(account.c.id).where(account.c.id == shared["id"])
            await connection.execute(lock.with_for_update(key_share=True))
            await insert_numbers(connection, [a_number(location, status)])

    statuses = [*SmsNumberStatus] * 3
    await asyncio.gather(*(map(write, locations, statuses)))
    await assert_tallied(database)
    async with database.read() as connection:
        statuses_of_account = select(account.c.number_statuses).where(account.c.id == shared["id"])
        assert (await connection.execute(statuses_of_account)).scalar_one() == 0b111


async def test_concurrent_decisions_on_numbers_of_one_account_are_all_counted(
    database: Database, partners: list[Any]
) -> None:
    """On PostgreSQL, both transactions begin before either commits."""
    owner = an_account(partners[0])
    locations = [a_location(owner) for _ in range(2)]
    numbers = [a_number(location, SmsNumberStatus.PENDING) for location in locations]
    async with database.write() as connection:
        await connection.execute(insert(account), owner)
        await connection.execute(insert(sender), locations)
        await insert_numbers(connection, numbers)

    async def decide(number: dict[str, Any], status: SmsNumberStatus, pause: float) -> None:
        async with database.write() as connection:
            is_number = sms_number.c.id == number["id"]
            await connection.execute(update(sms_number).where(is_number).values(status=status))
            await asyncio.sleep(pause)

    await asyncio.gather(
        decide(numbers[0], SmsNumberStatus.APPROVED, 0.2),
        decide(numbers[1], SmsNumberStatus.REJECTED, 0.2),
    )
    await assert_tallied(database)


async def test_a_tally_stays_small(database: Database, partners: list[Any]) -> None:
    for _ in range(20):
        async with database.write() as connection:
            rows = [an_account(partners[0]) for _ in range(50)]
            await connection.execute(insert(account), rows)
            await connection.execute(update(account).values(gaps=account.c.gaps + 1))
    async with database.read() as connection:
        tallied = (await connection.execute(select(account_tally))).mappings().all()
    assert sum(row["count"] for row in tallied) == 1000
    # Triggers fold the 20,000 rows at random. The rows since the last fold remain.
    assert len(tallied) <= 2_000


async def test_tallies_stay_small_when_one_statement_changes_several(
    database: Database, partners: list[Any]
) -> None:
    owners = [an_account(partners[0]) for _ in range(600)]
    locations = [default_location(owner) for owner in owners]
    async with database.write() as connection:
        await connection.execute(insert(account), owners)
        await connection.execute(insert(sender), locations)
        numbers = [
            a_number(location, SmsNumberStatus.REJECTED if index > 1 else SmsNumberStatus.PENDING)
            for index, location in enumerate(locations)
        ]
        await insert_numbers(connection, numbers)
        is_pending = sms_number.c.status == SmsNumberStatus.PENDING
        approved = update(sms_number).where(~is_pending)
        for status in [SmsNumberStatus.APPROVED, SmsNumberStatus.REJECTED] * 3:
            last = sms_number.c.id != numbers[-1]["id"]
            await connection.execute(approved.where(last).values(status=status))
    for tally in (account_tally, sms_number_tally):
        assert await _rows(database, tally) <= 2_000
    await assert_tallied(database)


async def test_folding_does_not_block_another_writer(
    database: Database, partners: list[Any]
) -> None:
    if database.dialect != "postgresql":
        pytest.skip("SQLite has one writer")

    async def create(connection: Any) -> None:
        await connection.execute(insert(account), [an_account(partners[0]) for _ in range(100)])

    async with database.write() as connection:
        await create(connection)
    async with database.write() as connection:
        await create(connection)
        async with asyncio.timeout(10), database.write() as another:
            await create(another)
    await assert_tallied(database)


async def test_emptying_a_table_empties_its_tally(database: Database, partners: list[Any]) -> None:
    async with database.write() as connection:
        await connection.execute(insert(account), [an_account(p) for p in partners])
        truncate = "TRUNCATE account CASCADE"
        await connection.execute(
            text(truncate if database.dialect == "postgresql" else "DELETE FROM account")
        )
    await assert_tallied(database)
    assert await _rows(database, account) == 0


async def _rows(database: Database, table: Table) -> int:
    async with database.read() as connection:
        counted = await connection.execute(select(func.count()).select_from(table))
        number: int = counted.scalar_one()
    return number
