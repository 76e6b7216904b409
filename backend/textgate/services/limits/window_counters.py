"""Counts what may only happen so often in a window of time, in rows that all processes share."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Dialect, bindparam, case, or_, true, update
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.storage.parameters import encode_rows, open_parameter, row_table
from textgate.storage.prepared_select import PreparedSelect
from textgate.storage.statements import insert_or
from textgate.storage.tables import quota
from textgate.storage.tables.base import Moment


@dataclass(frozen=True, slots=True)
class WindowCount:
    """How often it has happened in its window, and when the window ends."""

    times: int
    ends_at: datetime


def key_of(*parts: str, owner: UUID | None = None) -> str:
    """A counter's key; hashed, so that no number or address is kept in it. Those of one owner lie together:
    what is counted at the same time is then written to few places of the index."""
    digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()
    return digest if owner is None else f"{owner.hex}:{digest}"


async def count(
    connection: AsyncConnection, now: datetime, windows: Mapping[str, timedelta]
) -> dict[str, WindowCount]:
    """Count one more under each key, each with its own window, which begins with its first count.

    Rolled back with the transaction, as everything else.
    """
    return await add(connection, now, {key: (window, 1) for key, window in windows.items()})


async def add(
    connection: AsyncConnection, now: datetime, counts: Mapping[str, tuple[timedelta, int]]
) -> dict[str, WindowCount]:
    """Count several more under each key; what turns out to be too many is for `release`."""
    if not counts:
        return {}
    rows = [
        {"key": key, "count": times, "ends_at": now + window}
        for key, (window, times) in counts.items()
    ]
    added = encode_rows(rows, _COLUMNS, connection.dialect)
    found = await _ADD.rows(connection, added=added, now=now)
    return {row["key"]: WindowCount(row["count"], row["ends_at"]) for row in found}


async def release(connection: AsyncConnection, counts: Mapping[str, int]) -> None:
    """Undo so much of what this transaction has added; a window that nothing is left in is over."""
    rows = [{"of": key, "fewer": fewer} for key, fewer in counts.items()]
    if rows:
        await connection.execute(_RELEASE, rows)


def _add(dialect: Dialect) -> Any:
    # In one order, so that two transactions cannot wait for each other. The condition is for SQLite, which
    # would take what follows for a join's.
    added = row_table("added", _COLUMNS, dialect).where(true()).order_by("key")
    statement = insert_or(dialect, quota).from_select([each.name for each in _COLUMNS], added)
    more = statement.excluded
    is_over = or_(quota.c.ends_at <= open_parameter("now", Moment()), quota.c.count == 0)
    return statement.on_conflict_do_update(
        index_elements=[quota.c.key],
        set_={
            "count": case((is_over, more.count), else_=quota.c.count + more.count),
            "ends_at": case((is_over, more.ends_at), else_=quota.c.ends_at),
        },
    ).returning(*_COLUMNS)


_COLUMNS = (quota.c.key, quota.c.count, quota.c.ends_at)
_ADD = PreparedSelect(_add)
_RELEASE = (
    update(quota)
    .where(quota.c.key == bindparam("of"))
    .values(count=quota.c.count - bindparam("fewer"))
)


async def forget(connection: AsyncConnection, key: str) -> None:
    """Start over, as after a success."""
    await connection.execute(quota.delete().where(quota.c.key == key))
