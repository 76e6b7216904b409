"""The speedups of the drivers change neither reads nor writes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError

from tests.product import START
from textgate.domain.audit import AuditAction
from textgate.domain.ids import new_id
from textgate.domain.viewer import ViewerKind
from textgate.storage.database import Database
from textgate.storage.prepared_write import PreparedWrite
from textgate.storage.tables import audit_entry, partner, quota


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = Database(database_url)
    yield opened
    await opened.close()


@pytest.mark.parametrize("count", [0, 1, 255, 256, 257, 1000])
async def test_results_of_any_length_are_complete_when_fetched_and_when_streamed(
    database: Database, count: int
) -> None:
    rows = [{"key": f"{n:04}", "count": n, "ends_at": START} for n in range(count)]
    statement = select(quota.c.count).order_by(quota.c.key)
    async with database.write() as connection:
        if rows:
            await connection.execute(insert(quota), rows)
        assert list((await connection.execute(statement)).scalars()) == [*range(count)]
        assert (await connection.execute(statement)).scalars().first() == (0 if count else None)
    async with database.read() as connection:
        stream = await connection.stream(statement)
        assert [row.count async for row in stream] == [*range(count)]
    async with database.write() as connection:
        removed = await connection.execute(delete(quota).returning(quota.c.count))
        assert sorted(removed.scalars()) == [*range(count)]


async def test_a_statement_that_fails_leaves_the_connection_usable(database: Database) -> None:
    row = {"key": "k", "count": 1, "ends_at": START}
    for _ in range(3):
        with pytest.raises(IntegrityError):
            async with database.write() as connection:
                await connection.execute(insert(quota), [row, row])
    async with database.write() as connection:
        await connection.execute(insert(quota), row)
        assert (await connection.execute(select(quota.c.count))).scalar_one() == 1


@pytest.mark.parametrize("count", [1, 3])
async def test_a_prepared_write_stores_the_same_rows_as_an_insert(
    database: Database, count: int
) -> None:
    partner_id = new_id()
    owner = {"id": partner_id, "name": "Acme", "sms_enabled": True, "time_zone": "UTC"}
    entries: list[dict[str, Any]] = [
        {
            "id": new_id(),
            "partner_id": partner_id,
            "sequence": n,
            # Pairs of rows share a time.
            "at": START + timedelta(seconds=n // 2),
            "actor_kind": ViewerKind.PARTNER,
            "actor_id": new_id() if n else None,
            "actor_name": "Zoë",
            "action": AuditAction.SMS_SENT,
            "subject_kind": "message",
            "subject_id": new_id(),
            "account_id": None,
            "changes": "[]",
            "request_id": None,
            "address": "127.0.0.1",
            "previous_hash": "a",
            "hash": f"{n}",
        }
        for n in range(count)
    ]
    prepared_write = PreparedWrite(lambda _: insert(audit_entry))
    async with database.write() as connection:
        await connection.execute(insert(partner), owner | {"created_at": START})
        await prepared_write.execute(connection, entries)
        again = [row | {"id": new_id(), "sequence": count + n} for n, row in enumerate(entries)]
        await connection.execute(insert(audit_entry), again)
        selected = await connection.execute(select(audit_entry).order_by(audit_entry.c.sequence))
        stored = [dict(row) for row in selected.mappings()]
    assert stored == [*entries, *again]
