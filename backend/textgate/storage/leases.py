"""Leases on rows: a table with `due_at` and `lease_until` is a work queue.

| `due_at` | `lease_until`   | the row                                                     |
|----------|-----------------|-------------------------------------------------------------|
| NULL     | NULL            | needs no work                                               |
| a time   | NULL, or passed | can be leased from `due_at` on                              |
| a time   | in the future   | belongs to one worker, which records its result in time     |

A worker that dies keeps its lease. The row is due again when the lease expires.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Table, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.storage.statements import latest

LEASE = timedelta(seconds=30)
"""Longer than any attempt takes: 10 s for a text, 15 s for a webhook, 20 s for a mail."""


def is_due(queue: Table, now: datetime) -> ColumnElement[bool]:
    """The condition for rows that a worker may lease."""
    is_free = or_(queue.c.lease_until.is_(None), queue.c.lease_until <= now)
    return (queue.c.due_at <= now) & is_free


def is_held(queue: Table, row_id: UUID, lease_until: datetime) -> ColumnElement[bool]:
    """The condition for a row whose lease is still this worker's; a late result then changes nothing."""
    return (queue.c.id == row_id) & (queue.c.lease_until == lease_until)


async def lease(
    connection: AsyncConnection,
    queue: Table,
    row_ids: Collection[UUID],
    now: datetime,
    **changes: Any,
) -> datetime:
    """Lease rows that the caller has locked, and write `changes` to them; returns when the lease expires."""
    lease_until = now + LEASE
    if row_ids:
        leased = update(queue).where(queue.c.id.in_(row_ids))
        await connection.execute(leased.values(lease_until=lease_until, **changes))
    return lease_until


def ready_at(
    dialect: str, queue: Table, *not_before: ColumnElement[datetime]
) -> ColumnElement[datetime]:
    """When a row with a `due_at` can be leased: it is due, its lease has expired, and `not_before` has
    passed."""
    free_at = func.coalesce(queue.c.lease_until, queue.c.due_at)
    return latest(dialect, queue.c.due_at, free_at, *not_before)


def next_due(dialect: str, queue: Table, *not_before: ColumnElement[datetime]) -> Select[datetime]:
    """Selects when the next row can be leased; NULL if no row needs work."""
    earliest = func.min(ready_at(dialect, queue, *not_before))
    return select(earliest).where(queue.c.due_at.is_not(None))
