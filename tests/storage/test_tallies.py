"""Tallies are kept by the database itself: whoever writes and however, they say what counting would say."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import Table, delete, func, insert, select, text, update

from tests.rows import a_number, a_partner, a_place, an_account, an_attempt
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


async def test_every_statement_is_counted(database: Database, partners: list[Any]) -> None:
    """Whatever statements write whatever rows, some of them rolled back: a seeded walk."""
    chance = random.Random(11)
    places: list[dict[str, Any]] = []
    numbers: list[dict[str, Any]] = []
    attempts: dict[Any, int] = {}

    async def create(connection: Any) -> None:
        rows = [
            an_account(chance.choice(partners), website=chance.choice([None, "https://a.org"]))
            for _ in range(chance.randint(1, 4))
        ]
        await connection.execute(insert(account), rows)
        new = [default_location(row) for row in rows]
        new += [a_place(row) for row in rows]
        await connection.execute(insert(sender), new)
        places.extend(new)

    async def change_gaps(connection: Any) -> None:
        share = account.c.gaps.bitwise_and(chance.choice([1, 2, 64])) == 0
        await connection.execute(update(account).where(share).values(gaps=chance.randint(0, 3)))

    async def add_numbers(connection: Any) -> None:
        free = [place for place in places if place["id"] not in {n["sender_id"] for n in numbers}]
        rows = [
            a_number(place, chance.choice(list(SmsNumberStatus)))
            for place in chance.sample(free, min(len(free), 3))
        ]
        if rows:
            await connection.execute(insert(sms_number), rows)
            numbers.extend(rows)

    async def decide(connection: Any) -> None:
        was, status = chance.choice(list(SmsNumberStatus)), chance.choice(list(SmsNumberStatus))
        await connection.execute(
            update(sms_number).where(sms_number.c.status == was).values(status=status)
        )

    async def attempt(connection: Any) -> None:
        if numbers:
            number = chance.choice(numbers)
            attempts[number["id"]] = attempts.get(number["id"], 0) + 1
            row = an_attempt(number, attempts[number["id"]], VerificationStatus.REJECTED)
            await connection.execute(insert(verification), row)

    async def move_on(connection: Any) -> None:
        of_some = verification.c.attempt == chance.randint(1, 2)
        status = chance.choice([VerificationStatus.APPROVED, VerificationStatus.ACTION_REQUIRED])
        await connection.execute(update(verification).where(of_some).values(status=status))

    async def take_away(connection: Any) -> None:
        if numbers:
            number = numbers.pop(chance.randrange(len(numbers)))
            of_number = verification.c.number_id == number["id"]
            await connection.execute(delete(verification).where(of_number))
            await connection.execute(delete(sms_number).where(sms_number.c.id == number["id"]))

    steps = (create, change_gaps, add_numbers, decide, attempt, move_on, take_away)
    for _ in range(60):
        kept = [*places], [*numbers], {**attempts}
        try:
            async with database.write() as connection:
                for step in chance.choices(steps, k=3):
                    await step(connection)
                if chance.random() < 0.3:
                    raise InterruptedError
        except InterruptedError:
            places[:], numbers[:] = kept[0], kept[1]
            attempts.clear()
            attempts.update(kept[2])
        await assert_tallied(database)
    assert len(places) > 50
    assert len(numbers) > 5


async def test_writers_at_once_are_all_counted(database: Database, partners: list[Any]) -> None:
    """Each of several writers creates accounts and gives one shared account another number."""
    shared = an_account(partners[0])
    locations = [a_place(shared) for _ in range(9)]
    async with database.write() as connection:
        await connection.execute(insert(account), shared)
        await connection.execute(insert(sender), locations)

    async def write(place: dict[str, Any], status: SmsNumberStatus) -> None:
        for _ in range(15):
            async with database.write() as connection:
                await connection.execute(insert(account), [an_account(p) for p in partners])
        async with database.write() as connection:
            lock = select(account.c.id).where(account.c.id == shared["id"])
            await connection.execute(lock.with_for_update(key_share=True))
            await connection.execute(insert(sms_number), a_number(place, status))

    statuses = [*SmsNumberStatus] * 3
    await asyncio.gather(*(map(write, locations, statuses)))
    await assert_tallied(database)
    async with database.read() as connection:
        mine = select(account.c.number_statuses).where(account.c.id == shared["id"])
        assert (await connection.execute(mine)).scalar_one() == 0b111


async def test_numbers_of_one_account_that_are_decided_at_once_all_show(
    database: Database, partners: list[Any]
) -> None:
    """The second decision is written while the first is not committed yet, and was begun before."""
    owner = an_account(partners[0])
    places = [a_place(owner) for _ in range(2)]
    numbers = [a_number(place, SmsNumberStatus.PENDING) for place in places]
    async with database.write() as connection:
        await connection.execute(insert(account), owner)
        await connection.execute(insert(sender), places)
        await connection.execute(insert(sms_number), numbers)

    async def decide(number: dict[str, Any], status: SmsNumberStatus, pause: float) -> None:
        async with database.write() as connection:
            mine = sms_number.c.id == number["id"]
            await connection.execute(update(sms_number).where(mine).values(status=status))
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
    # Of 20,000 rows those are left that have come since they were folded, which is a matter of chance.
    assert len(tallied) <= 2_000


async def test_tallies_that_change_together_all_stay_small(
    database: Database, partners: list[Any]
) -> None:
    owners = [an_account(partners[0]) for _ in range(600)]
    places = [default_location(owner) for owner in owners]
    async with database.write() as connection:
        await connection.execute(insert(account), owners)
        await connection.execute(insert(sender), places)
        numbers = [
            a_number(place, SmsNumberStatus.REJECTED if row > 1 else SmsNumberStatus.PENDING)
            for row, place in enumerate(places)
        ]
        await connection.execute(insert(sms_number), numbers)
        is_pending = sms_number.c.status == SmsNumberStatus.PENDING
        approved = update(sms_number).where(~is_pending)
        for status in [SmsNumberStatus.APPROVED, SmsNumberStatus.REJECTED] * 3:
            last = sms_number.c.id != numbers[-1]["id"]
            await connection.execute(approved.where(last).values(status=status))
    for tally in (account_tally, sms_number_tally):
        assert await _rows(database, tally) <= 2_000
    await assert_tallied(database)


async def test_folding_keeps_nobody_waiting(database: Database, partners: list[Any]) -> None:
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


async def test_whoever_empties_a_table_empties_its_tally(
    database: Database, partners: list[Any]
) -> None:
    async with database.write() as connection:
        await connection.execute(insert(account), [an_account(p) for p in partners])
        emptied = "TRUNCATE account CASCADE"
        await connection.execute(
            text(emptied if database.dialect == "postgresql" else "DELETE FROM account")
        )
    await assert_tallied(database)
    assert await _rows(database, account) == 0


async def _rows(database: Database, table: Table) -> int:
    async with database.read() as connection:
        counted = await connection.execute(select(func.count()).select_from(table))
        number: int = counted.scalar_one()
    return number
