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


def is_held(
    queue: Table, partner_id: UUID, row_id: UUID, lease_until: datetime
) -> ColumnElement[bool]:
    """The condition for a row whose lease is still this worker's; a late result then changes nothing."""
    is_row = (queue.c.partner_id == partner_id) & (queue.c.id == row_id)
    return is_row & (queue.c.lease_until == lease_until)


def select_due(queue: Table, now: datetime, limit: int) -> Select[UUID, UUID]:
    """Selects the partners and ids of due rows, round-robin over partners, the longest overdue first.

    It locks nothing: lock the rows partner by partner, and then lease those that are still due.
    """
    turn = func.row_number().over(
        partition_by=queue.c.partner_id, order_by=(queue.c.due_at, queue.c.id)
    )
    due = (
        select(queue.c.partner_id, queue.c.id, queue.c.due_at, turn.label("turn"))
        .where(is_due(queue, now))
        .subquery("due")
    )
    return select(due.c.partner_id, due.c.id).order_by(due.c.turn, due.c.due_at).limit(limit)


async def ids_by_partner(
    connection: AsyncConnection, keys: Select[UUID, UUID]
) -> dict[UUID, list[UUID]]:
    """The ids of rows by their partner, from a SELECT of both. Ordered by partner, so that two workers that
    lock rows partner by partner cannot deadlock."""
    by_partner: dict[UUID, list[UUID]] = {}
    for partner_id, row_id in await connection.execute(keys):
        by_partner.setdefault(partner_id, []).append(row_id)
    return dict(sorted(by_partner.items()))


async def lease(
    connection: AsyncConnection,
    queue: Table,
    partner_id: UUID,
    row_ids: Collection[UUID],
    now: datetime,
    **changes: Any,
) -> datetime:
    """Lease a partner's rows that the caller has locked, and write `changes` to them.

    Returns when the lease expires.
    """
    lease_until = now + LEASE
    if row_ids:
        is_leased = (queue.c.partner_id == partner_id) & queue.c.id.in_(row_ids)
        leased = update(queue).where(is_leased)
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
