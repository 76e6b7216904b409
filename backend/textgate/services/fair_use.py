"""Who has used how much: points of each partner's queries, in this process's memory.

Several server processes each give a partner the full rate: the rate protects a process from one
partner's flood, it is no price list.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from textgate.domain.clock import Clock
from textgate.domain.points import Balance, Bucket
from textgate.services.options import Options


class FairUse:
    def __init__(self, clock: Clock, options: Options) -> None:
        self._clock = clock
        self._options = options
        self._buckets: dict[UUID, Bucket] = {}

    def take(self, partner_id: UUID, points: int) -> Balance:
        """Before something is done, which needs the points to be there."""
        now = self._clock()
        return self._bucket(partner_id, now).take(points, now)

    def owe(self, partner_id: UUID, points: int) -> Balance:
        """After something whose price nobody could tell before."""
        now = self._clock()
        return self._bucket(partner_id, now).owe(points, now)

    def _bucket(self, partner_id: UUID, now: datetime) -> Bucket:
        bucket = self._buckets.get(partner_id)
        if bucket is None:
            options = self._options
            bucket = Bucket(options.points_at_once, options.points_per_second, now)
            self._buckets[partner_id] = bucket
        return bucket
