"""Counts what may only happen so often in a window of time, in rows that all processes share."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import case
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.storage.tables import quota


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
    dialect: Any = postgresql if connection.dialect.name == "postgresql" else sqlite
    # In one order, so that two transactions cannot wait for each other.
    rows = [{"key": key, "count": 1, "ends_at": now + windows[key]} for key in sorted(windows)]
    statement = dialect.insert(quota).values(rows)
    is_over = quota.c.ends_at <= now
    counted = statement.on_conflict_do_update(
        index_elements=[quota.c.key],
        set_={
            "count": case((is_over, 1), else_=quota.c.count + 1),
            "ends_at": case((is_over, statement.excluded.ends_at), else_=quota.c.ends_at),
        },
    ).returning(quota.c.key, quota.c.count, quota.c.ends_at)
    result = await connection.execute(counted)
    return {row["key"]: Counted(row["count"], row["ends_at"]) for row in result.mappings()}


async def forget(connection: AsyncConnection, key: str) -> None:
    """Start over, as after a success."""
    await connection.execute(quota.delete().where(quota.c.key == key))
