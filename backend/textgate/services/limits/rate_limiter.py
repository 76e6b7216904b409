"""Limits the rate of each caller and partner by points, in this process's memory.

Each server process grants a partner the full rate: the limit protects a process from floods; it is no price.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from textgate.domain.clock import Clock
from textgate.domain.points import PORTIONS, Balance, Bucket, Portion, Share
from textgate.domain.viewer import Viewer
from textgate.services.options import Options

MIN_SWEEP = 1_000
"""The number of shares from which unused ones are dropped."""


class RateLimiter:
    """Every credential, user and embed token has a share. All sessions of a user have one together."""

    def __init__(self, clock: Clock, options: Options) -> None:
        self._clock = clock
        self._options = options
        self._partners: dict[UUID, Bucket] = {}
        self._portions: dict[tuple[UUID, str], Bucket] = {}
        self._shares: dict[UUID | None, Share] = {}
        self._sweep_at = MIN_SWEEP

    def consume(self, viewer: Viewer, points: int) -> Balance:
        """Charge a request before it runs. Consumes nothing if there are too few points."""
        now = self._clock()
        return self._share(viewer, now).consume(points, now)

    def owe(self, viewer: Viewer, points: int) -> Balance:
        """Charge an unforeseen extra cost, even beyond the available points."""
        now = self._clock()
        return self._share(viewer, now).owe(points, now)

    def charge_refusal(self, viewer: Viewer, points: int, taken: int) -> Balance:
        """Charge a refused request to the caller only. `taken` points were consumed for it before."""
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
        """The bucket that all callers of one kind of the partner share."""
        key = partner_id, portion.name
        bucket = self._portions.get(key)
        if bucket is None:
            bucket = self._portions[key] = partner.portion(fraction, now)
        return bucket

    def _drop_unused(self, now: datetime) -> None:
        """Drop full shares, which equal new ones.

        The common bucket of a kind bounds the number of shares in use, even if a program mints many embed
        tokens.
        """
        self._shares = {
            key: share for key, share in self._shares.items() if not share.is_unused(now)
        }
        # Doubling amortizes the sweeps to constant time per new share.
        self._sweep_at = max(MIN_SWEEP, 2 * len(self._shares))
