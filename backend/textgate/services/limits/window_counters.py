"""Counts events per window of time, in rows that all processes share."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, case, or_, true, update
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.storage.parameters import encode_rows, open_parameter, row_table
from textgate.storage.statements import insert_or
from textgate.storage.tables import quota
from textgate.storage.tables.base import Moment


@dataclass(frozen=True, slots=True)
class WindowCount:
    """The count of the current window, and the end of the window."""

    times: int
    ends_at: datetime


def key_of(*parts: str, owner: UUID | None = None) -> str:
    """Make the key of a counter. The hash hides phone numbers and addresses.

    Keys of one owner share a prefix, so that writes of one transaction touch few index pages.
    """
    digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()
    return digest if owner is None else f"{owner.hex}:{digest}"


async def count(
    connection: AsyncConnection, now: datetime, windows: Mapping[str, timedelta]
) -> dict[str, WindowCount]:
    """Add one to each key's counter. A window begins with its first count.

    A rollback of the transaction undoes the count.
    """
    return await add(connection, now, {key: (window, 1) for key, window in windows.items()})


async def add(
    connection: AsyncConnection, now: datetime, counts: Mapping[str, tuple[timedelta, int]]
) -> dict[str, WindowCount]:
    """Add to each key's counter: key to window and number. `release` returns the unused part."""
    if not counts:
        return {}
    increments = [
        {"key": key, "count": times, "ends_at": now + window}
        for key, (window, times) in counts.items()
    ]
    added = encode_rows(increments, _COLUMNS, connection.dialect)
    statement = _add(connection.dialect.name)
    rows = await connection.execute(statement, {"added": added, "now": now})
    return {row.key: WindowCount(row.times, row.ends_at) for row in rows}


async def release(connection: AsyncConnection, counts: Mapping[str, int]) -> None:
    """Subtract the part of this transaction's count that it did not use. A window that falls to zero ends."""
    rows = [{"of": key, "fewer": fewer} for key, fewer in counts.items()]
    if rows:
        await connection.execute(_RELEASE, rows)


@cache
def _add(dialect: str) -> Any:
    # Sorted, so that two transactions cannot deadlock. Without WHERE, SQLite would parse ON CONFLICT as the
    # ON of a join.
    added = row_table("added", _COLUMNS, dialect).where(true()).order_by("key")
    statement = insert_or(dialect, quota).from_select([each.name for each in _COLUMNS], added)
    new = statement.excluded
    is_over = or_(quota.c.ends_at <= open_parameter("now", Moment()), quota.c.count == 0)
    return statement.on_conflict_do_update(
        index_elements=[quota.c.key],
        set_={
            "count": case((is_over, new.count), else_=quota.c.count + new.count),
            "ends_at": case((is_over, new.ends_at), else_=quota.c.ends_at),
        },
    ).returning(quota.c.key, quota.c.count.label("times"), quota.c.ends_at)


_COLUMNS = (quota.c.key, quota.c.count, quota.c.ends_at)
_RELEASE = (
    update(quota)
    .where(quota.c.key == bindparam("of"))
    .values(count=quota.c.count - bindparam("fewer"))
)


async def forget(connection: AsyncConnection, key: str) -> None:
    """Delete a counter, such as after a successful sign-in."""
    await connection.execute(quota.delete().where(quota.c.key == key))
