"""Fair use: which caller has used how many points, in this process's memory.

Each server process gives a partner the full rate: the rate protects a process from a flood, and is not a price.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from textgate.domain.clock import Clock
from textgate.domain.points import PORTIONS, Balance, Bucket, Portion, Share
from textgate.domain.viewer import Viewer
from textgate.services.options import Options

MIN_SWEEP = 1_000
"""Shares are kept up to this many before unused ones are dropped."""


class RateLimiter:
    """Every credential, person and embed token has a share. A person has one, with however many sessions."""

    def __init__(self, clock: Clock, options: Options) -> None:
        self._clock = clock
        self._options = options
        self._partners: dict[UUID, Bucket] = {}
        self._portions: dict[tuple[UUID, str], Bucket] = {}
        self._shares: dict[UUID | None, Share] = {}
        self._sweep_at = MIN_SWEEP

    def consume(self, viewer: Viewer, points: int) -> Balance:
        """Pay for a request before it runs. Without enough points it takes none."""
        now = self._clock()
        return self._share(viewer, now).consume(points, now)

    def owe(self, viewer: Viewer, points: int) -> Balance:
        """Pay for what turned out to cost more, even if there are fewer points."""
        now = self._clock()
        return self._share(viewer, now).owe(points, now)

    def charge_refusal(self, viewer: Viewer, points: int, taken: int) -> Balance:
        """Charge a refused request, which has taken points before, to the caller and not to its partner."""
        now = self._clock()
        return self._share(viewer, now).charge_refusal(points, taken, now)

    def _share(self, viewer: Viewer, now: datetime) -> Share:
        share = self._shares.get(viewer.id)
        if share is None:
            if len(self._shares) >= self._sweep_at:
                self._drop_unused(now)
            share = self._shares[viewer.id] = self._new_share(viewer, now)
        return share

    def _new_share(self, viewer: Viewer, now: datetime) -> Share:
        partner = self._partner(viewer.partner_id, now)
        portion = PORTIONS[viewer.kind]
        own = [partner.portion(portion.one, now)]
        if portion.together is not None:
            own.append(self._together(viewer.partner_id, partner, portion, portion.together, now))
        return Share(own, partner)

    def _partner(self, partner_id: UUID, now: datetime) -> Bucket:
        bucket = self._partners.get(partner_id)
        if bucket is None:
            options = self._options
            bucket = Bucket(options.points_at_once, options.points_per_second, now)
            self._partners[partner_id] = bucket
        return bucket

    def _together(
        self, partner_id: UUID, partner: Bucket, portion: Portion, fraction: float, now: datetime
    ) -> Bucket:
        """The bucket of all the partner's callers of one kind."""
        key = partner_id, portion.name
        bucket = self._portions.get(key)
        if bucket is None:
            bucket = self._portions[key] = partner.portion(fraction, now)
        return bucket

    def _drop_unused(self, now: datetime) -> None:
        """A full share is like a new one. The limit on callers of one kind together bounds how many shares can
        be less than full, however many embed tokens a program mints."""
        self._shares = {key: each for key, each in self._shares.items() if not each.is_unused(now)}
        # Twice what is left, so that sweeps take constant time for each new share.
        self._sweep_at = max(MIN_SWEEP, 2 * len(self._shares))
