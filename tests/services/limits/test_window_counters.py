"""Counters per window of time, many of them in one statement."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.product import START, Product
from textgate.services.limits import window_counters
from textgate.services.limits.window_counters import WindowCount
from textgate.storage.database import Database
from textgate.storage.tables import quota

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
A_MOMENT = timedelta(microseconds=1)
NASTY = ['"', "\\", "'); --", "\x1f\n\t", "Łódź \u2028 \U0001f642", "", " ", "null", "[]", "$.key"]


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = Database(database_url)
    yield opened
    await opened.close()


async def add(database: Database, late: timedelta, **times: int) -> dict[str, WindowCount]:
    """Count so long after the start, those that begin with `day` in a window of a day, others of an hour."""
    counts = {key: (DAY if key.startswith("day") else HOUR, n) for key, n in times.items()}
    async with database.write() as connection:
        return await window_counters.add(connection, START + late, counts)


async def test_each_key_is_counted_in_its_own_window(database: Database) -> None:
    assert await add(database, HOUR * 0, day=1, hour=2) == {
        "day": WindowCount(1, START + DAY),
        "hour": WindowCount(2, START + HOUR),
    }
    assert await add(database, HOUR - A_MOMENT, hour=3, day=1) == {
        "day": WindowCount(2, START + DAY),
        "hour": WindowCount(5, START + HOUR),
    }
    assert await add(database, HOUR, day=1, hour=1) == {
        "day": WindowCount(3, START + DAY),
        "hour": WindowCount(1, START + 2 * HOUR),
    }


async def test_a_fully_released_window_starts_again(database: Database) -> None:
    await add(database, HOUR * 0, left=2, emptied=2)
    async with database.write() as connection:
        await window_counters.release(connection, {"left": 1, "emptied": 2})
    assert await add(database, A_MOMENT, left=1, emptied=1) == {
        "left": WindowCount(2, START + HOUR),
        "emptied": WindowCount(1, START + A_MOMENT + HOUR),
    }


async def test_no_keys_run_no_statement(product: Product) -> None:
    with product.statements() as statements:
        assert await add(product.services.database, DAY) == {}
        assert statements == []
        assert await add(product.services.database, DAY, key=1) == {
            "key": WindowCount(1, START + DAY + HOUR)
        }
        assert len(statements) == 1


@pytest.mark.parametrize("count", [1, 255, 256, 257, 1_000])
async def test_any_number_of_keys_is_counted_in_one_call(database: Database, count: int) -> None:
    times = {f"{n:04}": n + 1 for n in range(count)}
    for turn in (1, 2):
        found = await add(database, A_MOMENT, **times)
        assert {key: each.times for key, each in found.items()} == {
            key: turn * n for key, n in times.items()
        }
        assert {each.ends_at for each in found.values()} == {START + A_MOMENT + HOUR}


async def test_keys_are_compared_exactly(database: Database) -> None:
    await add(database, HOUR * 0, **dict.fromkeys(NASTY, 1))
    found = await add(database, HOUR * 0, **dict.fromkeys(NASTY, 1))
    assert {key: each.times for key, each in found.items()} == dict.fromkeys(NASTY, 2)
    async with database.read() as connection:
        assert set((await connection.execute(select(quota.c.key))).scalars()) == set(NASTY)


async def test_a_rollback_counts_nothing(database: Database) -> None:
    await add(database, HOUR * 0, kept=1)
    with pytest.raises(ZeroDivisionError):
        async with database.write() as connection:
            await window_counters.add(connection, START, {"kept": (HOUR, 5), "new": (HOUR, 5)})
            raise ZeroDivisionError
    async with database.read() as connection:
        rows = (await connection.execute(select(quota.c.key, quota.c.count))).all()
    assert [tuple(row) for row in rows] == [("kept", 1)]


def test_a_key_hides_numbers_and_starts_with_its_owner() -> None:
    mine, other = UUID(int=1), UUID(int=2)
    keys = [
        window_counters.key_of("texts", f"+1406555{n:04}", owner=owner)
        for n in range(50)
        for owner in (mine, other)
    ]
    assert len(set(keys)) == len(keys)
    assert not any("1406555" in key for key in keys)
    in_order = [key.startswith(other.hex) for key in sorted(keys)]
    assert in_order == [False] * 50 + [True] * 50
    assert window_counters.key_of("a", "b") not in (
        window_counters.key_of("ab"),
        window_counters.key_of("a", "b", owner=mine),
    )
