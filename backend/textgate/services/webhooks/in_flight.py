"""Limits how many deliveries each webhook may have in flight, as TCP limits a connection: AIMD.

Every quick success adds one, every failure halves the limit. A slow or failing endpoint thus holds few of the
worker's slots, and a fast one is not limited by round trips.
"""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from textgate.storage.lru_cache import LruCache

FIRST_LIMIT = 4
MAX_LIMIT = 32
QUICK_MILLISECONDS = 1_000
REMEMBERED = 10_000


class InFlight:
    """Deliveries in flight by webhook. Limits are only in memory: after a restart they begin again."""

    def __init__(self) -> None:
        self._counts: Counter[UUID] = Counter()
        self._limits: LruCache[int] = LruCache(REMEMBERED)

    @property
    def webhooks(self) -> list[UUID]:
        """The webhooks with deliveries in flight."""
        return list(self._counts)

    @property
    def full_webhooks(self) -> list[UUID]:
        """The webhooks whose limits are reached."""
        return [webhook_id for webhook_id in self._counts if self.room(webhook_id) <= 0]

    def room(self, webhook_id: UUID) -> int:
        """How many more deliveries may start."""
        return self._limit(webhook_id) - self._counts[webhook_id]

    def start(self, webhook_id: UUID) -> None:
        self._counts[webhook_id] += 1

    def end(self, webhook_id: UUID) -> None:
        self._counts -= Counter([webhook_id])

    def adapt(self, webhook_id: UUID, milliseconds: int, *, is_delivered: bool) -> None:
        """Set the limit by the answer to one delivery. A slow success lowers a raised limit."""
        limit = self._limit(webhook_id)
        if not is_delivered:
            limit = max(limit // 2, 1)
        elif milliseconds <= QUICK_MILLISECONDS:
            limit = min(limit + 1, MAX_LIMIT)
        elif limit > FIRST_LIMIT:
            limit -= 1
        self._limits[webhook_id] = limit

    def _limit(self, webhook_id: UUID) -> int:
        return self._limits.get(webhook_id) or FIRST_LIMIT
