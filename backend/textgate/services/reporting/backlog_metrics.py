"""Counts due and stuck work and its age, for monitoring."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Table, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.clock import Clock
from textgate.domain.ids import first_id
from textgate.domain.messages import MessageStatus
from textgate.domain.verification import VerificationStatus
from textgate.storage import leases
from textgate.storage.database import Database
from textgate.storage.tables import message, outbox, partner, verification, webhook_delivery

# Limits the load of frequent scrapes.
CACHE_TTL = timedelta(seconds=5)
RECENT = timedelta(days=1)
# Leases last 30 seconds, so work without a lease for longer than this is stuck.
STUCK_AFTER = timedelta(seconds=60)
_QUEUES: dict[str, Table] = {
    "messages": message,
    "verifications": verification,
    "mails": outbox,
    "webhooks": webhook_delivery,
}


@dataclass(frozen=True, slots=True)
class Queue:
    """Due rows, the seconds since the oldest was due, and stuck rows."""

    due: int
    oldest_seconds: float
    stuck: int


@dataclass(frozen=True, slots=True)
class InFlight:
    """Undecided verifications of one status, and the seconds since the oldest was requested."""

    count: int
    oldest_seconds: float


@dataclass(frozen=True, slots=True)
class BacklogMetrics:
    """`recent_messages` counts the messages accepted in the last 24 hours, by status."""

    queues: Mapping[str, Queue]
    recent_messages: Mapping[MessageStatus, int]
    verifications: Mapping[VerificationStatus, InFlight]


class BacklogMetricsReader:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._metrics: BacklogMetrics | None = None
        self._loaded_at: datetime | None = None

    async def load(self) -> BacklogMetrics:
        """Return metrics that are at most CACHE_TTL old.

        Scans only unfinished work, by the partial indexes on `due_at`, and one day of messages, by id.
        """
        now = self._clock()
        if self._metrics is None or self._loaded_at is None or now - self._loaded_at > CACHE_TTL:
            async with self._database.read() as connection:
                self._metrics = BacklogMetrics(
                    {
                        name: await self._queue(connection, table, now)
                        for name, table in _QUEUES.items()
                    },
                    await _recent(connection, now),
                    await _in_flight(connection, now),
                )
            self._loaded_at = now
        return self._metrics

    async def _queue(self, connection: AsyncConnection, table: Table, now: datetime) -> Queue:
        ready_at = leases.ready_at(self._database.dialect, table)
        statement = select(
            func.count().label("due"),
            func.min(table.c.due_at).label("oldest"),
            func.count().filter(ready_at <= now - STUCK_AFTER).label("stuck"),
        ).where(table.c.due_at <= now)
        row = (await connection.execute(statement)).mappings().one()
        return Queue(row["due"], _age(row["oldest"], now), row["stuck"])


async def _recent(connection: AsyncConnection, now: datetime) -> dict[MessageStatus, int]:
    statement = (
        select(message.c.status, func.count())
        # Partner by partner, since the index of ids begins with the partner.
        .join_from(partner, message, message.c.partner_id == partner.c.id)
        .where(message.c.id >= first_id(now - RECENT))
        .group_by(message.c.status)
    )
    counts = {row[0]: row[1] for row in await connection.execute(statement)}
    return {status: counts.get(status, 0) for status in MessageStatus}


async def _in_flight(
    connection: AsyncConnection, now: datetime
) -> dict[VerificationStatus, InFlight]:
    statement = (
        select(verification.c.status, func.count(), func.min(verification.c.requested_at))
        .where(verification.c.due_at.is_not(None))
        .group_by(verification.c.status)
    )
    rows = await connection.execute(statement)
    return {status: InFlight(count, _age(oldest, now)) for status, count, oldest in rows}


def _age(moment: datetime | None, now: datetime) -> float:
    return max((now - moment).total_seconds(), 0.0) if moment else 0.0
