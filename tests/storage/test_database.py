"""Reading and writing: what is committed is safe, what fails leaves no trace, readers cannot write."""

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
        found = await connection.execute(select(func.count()).select_from(partner))
        counted: int = found.scalar_one()
    return counted


async def test_a_raise_inside_a_write_leaves_no_trace(database: Database) -> None:
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
            found = [
                (await connection.execute(text(f"PRAGMA {name}"))).scalar_one()
                for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
            ]
            # synchronous 2 is FULL.
            assert found == ["wal", 2, 1, 5000]
    with pytest.raises(DBAPIError):
        async with database.read() as connection:
            await connection.execute(insert(partner), row())
    assert await count(database) == 0


async def test_moments_come_back_in_utc_and_naive_ones_are_refused(database: Database) -> None:
    async with database.write() as connection:
        await connection.execute(insert(partner), row())
        assert (await connection.execute(select(partner.c.created_at))).scalar_one() == START
    with pytest.raises(StatementError):
        async with database.write() as connection:
            naive = datetime(2026, 1, 1)  # noqa: DTZ001 - the naive one that is refused
            await connection.execute(insert(partner), row(created_at=naive))


async def test_a_status_that_is_none_is_refused_by_the_database(database: Database) -> None:
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
