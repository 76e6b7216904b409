"""Commits are durable, failed transactions leave no rows, and readers cannot write."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import func, insert, select, text
from sqlalchemy.exc import DBAPIError, StatementError

from tests.product import START
from textgate.domain.ids import new_id
from textgate.storage.database import Database
from textgate.storage.tables import partner


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = Database(database_url)
    yield opened
    await opened.close()


def row(**changes: Any) -> dict[str, Any]:
    return {
        "id": new_id(),
        "name": "Acme",
        "sms_enabled": True,
        "time_zone": "America/New_York",
        "created_at": START,
    } | changes


async def count(database: Database) -> int:
    async with database.read() as connection:
        counted = await connection.execute(select(func.count()).select_from(partner))
        count: int = counted.scalar_one()
    return count


async def test_an_exception_inside_a_write_rolls_it_back(database: Database) -> None:
    with pytest.raises(RuntimeError):
        async with database.write() as connection:
            await connection.execute(insert(partner), row())
            raise RuntimeError
    assert await count(database) == 0
    async with database.write() as connection:
        await connection.execute(insert(partner), row())
    assert await count(database) == 1


async def test_sqlite_is_durable_and_its_readers_cannot_write(database: Database) -> None:
    if database.dialect != "sqlite":
        pytest.skip("PostgreSQL has one pool for both, and is durable by itself")
    for use in (database.read, database.write):
        async with use() as connection:
            pragmas = [
                (await connection.execute(text(f"PRAGMA {name}"))).scalar_one()
                for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
            ]
            # synchronous 2 is FULL.
            assert pragmas == ["wal", 2, 1, 5000]
    with pytest.raises(DBAPIError):
        async with database.read() as connection:
            await connection.execute(insert(partner), row())
    assert await count(database) == 0


async def test_timestamps_are_read_in_utc_and_naive_ones_are_refused(database: Database) -> None:
    async with database.write() as connection:
        await connection.execute(insert(partner), row())
        assert (await connection.execute(select(partner.c.created_at))).scalar_one() == START
    with pytest.raises(StatementError):
        async with database.write() as connection:
            naive = datetime(2026, 1, 1)  # noqa: DTZ001 - naive on purpose
            await connection.execute(insert(partner), row(created_at=naive))


async def test_the_database_refuses_an_unknown_value_of_an_enum(database: Database) -> None:
    statement = text(
        "INSERT INTO sender (id, partner_id, account_id, kind, is_default, name, name_key, "
        "created_at, updated_at) SELECT id, id, id, 'NOWHERE', TRUE, 'x', 'x', created_at, "
        "created_at FROM partner"
    )
    async with database.write() as connection:
        await connection.execute(insert(partner), row())
    with pytest.raises(DBAPIError):
        async with database.write() as connection:
            await connection.execute(statement)
