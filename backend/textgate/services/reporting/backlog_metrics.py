"""What there is to do and how old it is, counted for whoever watches the server."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Table, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.clock import Clock
from textgate.domain.messages import MessageStatus
from textgate.domain.verification import VerificationStatus
from textgate.storage import leases
from textgate.storage.database import Database
from textgate.storage.tables import message, outbox, verification, webhook_delivery

# Counted at most so often, however often somebody asks.
CACHE_TTL = timedelta(seconds=5)
RECENT = timedelta(days=1)
# Work that nobody has looked at for so long after it was due is stuck: leases last 30 seconds.
STUCK_AFTER = timedelta(seconds=60)
_QUEUES: dict[str, Table] = {
    "messages": message,
    "verifications": verification,
    "mails": outbox,
    "webhooks": webhook_delivery,
}


@dataclass(frozen=True, slots=True)
class Queue:
    """Rows that are due by now, the seconds since the oldest was due, and those that are stuck."""

    due: int
    oldest_seconds: float
    stuck: int


@dataclass(frozen=True, slots=True)
class InFlight:
    """Verifications with one status that are not decided, and the seconds since the oldest was requested."""

    count: int
    oldest_seconds: float


@dataclass(frozen=True, slots=True)
class BacklogMetrics:
    """`recent_messages` are those accepted in the last 24 hours, by how far they are."""

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
        """At most CACHE_TTL old. Looks through what is not done yet, by the partial indexes on `due_at`,
        and the messages of a day, by their ids: not through what there has ever been."""
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
        found = (await connection.execute(statement)).mappings().one()
        return Queue(found["due"], _age(found["oldest"], now), found["stuck"])


async def _recent(connection: AsyncConnection, now: datetime) -> dict[MessageStatus, int]:
    statement = (
        select(message.c.status, func.count())
        .where(message.c.id >= _first_id(now - RECENT))
        .group_by(message.c.status)
    )
    counted = {row[0]: row[1] for row in await connection.execute(statement)}
    return {status: counted.get(status, 0) for status in MessageStatus}


async def _in_flight(
    connection: AsyncConnection, now: datetime
) -> dict[VerificationStatus, InFlight]:
    statement = (
        select(verification.c.status, func.count(), func.min(verification.c.requested_at))
        .where(verification.c.due_at.is_not(None))
        .group_by(verification.c.status)
    )
    found = await connection.execute(statement)
    return {status: InFlight(count, _age(oldest, now)) for status, count, oldest in found}


def _age(moment: datetime | None, now: datetime) -> float:
    return max((now - moment).total_seconds(), 0.0) if moment else 0.0


def _first_id(moment: datetime) -> UUID:
    """The smallest id that is made from this moment on (see domain/ids.py)."""
    return UUID(int=int(moment.timestamp() * 1000) << 80)
