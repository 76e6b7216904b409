"""Counts what may only happen so often in a window of time, in rows that all processes share."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, case, or_, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.storage.tables import quota
from textgate.storage.tables.base import Moment


@dataclass(frozen=True, slots=True)
class Counted:
    """How often it has happened in its window, and when the window ends."""

    times: int
    ends_at: datetime


def key_of(*parts: str) -> str:
    """A counter's key; hashed, so that no number or address is kept in it."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


async def count(
    connection: AsyncConnection, now: datetime, windows: Mapping[str, timedelta]
) -> dict[str, Counted]:
    """Count one more under each key, each with its own window, which begins with its first count.

    Rolled back with the transaction, as everything else.
    """
    return await add(connection, now, {key: (window, 1) for key, window in windows.items()})


async def add(
    connection: AsyncConnection, now: datetime, counts: Mapping[str, tuple[timedelta, int]]
) -> dict[str, Counted]:
    """Count several more under each key; what turns out to be too many is for `take_back`."""
    # In one order, so that two transactions cannot wait for each other.
    rows = [
        {"key": key, "count": counts[key][1], "ends_at": now + counts[key][0], "now": now}
        for key in sorted(counts)
    ]
    if not rows:
        return {}
    result = await connection.execute(_ADD[connection.dialect.name], rows)
    return {key: Counted(times, ends_at) for key, times, ends_at in result}


async def take_back(connection: AsyncConnection, counts: Mapping[str, int]) -> None:
    """Undo so much of what this transaction has added; a window that nothing is left in is over."""
    rows = [{"of": key, "fewer": fewer} for key, fewer in counts.items()]
    if rows:
        await connection.execute(_TAKE_BACK, rows)


def _add(dialect: Any) -> Any:
    statement = dialect.insert(quota)
    # With a value of its own it is one parameter of the statement; without, it would be one of each row,
    # and rows could not be written all at once.
    now = bindparam("now", datetime.max.replace(tzinfo=UTC), type_=Moment())
    is_over = or_(quota.c.ends_at <= now, quota.c.count == 0)
    more = statement.excluded
    return statement.on_conflict_do_update(
        index_elements=[quota.c.key],
        set_={
            "count": case((is_over, more.count), else_=quota.c.count + more.count),
            "ends_at": case((is_over, more.ends_at), else_=quota.c.ends_at),
        },
    ).returning(quota.c.key, quota.c.count.label("times"), quota.c.ends_at)


_ADD = {"postgresql": _add(postgresql), "sqlite": _add(sqlite)}
_TAKE_BACK = (
    update(quota)
    .where(quota.c.key == bindparam("of"))
    .values(count=quota.c.count - bindparam("fewer"))
)


async def forget(connection: AsyncConnection, key: str) -> None:
    """Start over, as after a success."""
    await connection.execute(quota.delete().where(quota.c.key == key))
