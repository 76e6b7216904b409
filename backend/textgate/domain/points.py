"""Fair use: token buckets of points, one for a partner and smaller ones below it for each of its callers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from textgate.domain.viewer import ViewerKind

MAX_COST = 1_000
"""The most that one request may cost. No bucket holds less, unless the partner's own does."""


class Portion(NamedTuple):
    """How much of a partner's points callers of one kind may use, as fractions."""

    name: str
    one: float
    """The share of each caller."""
    together: float | None
    """The limit on all callers of this kind together; None for no limit but the partner's own."""


# The limits on people and embed tokens together add up to three quarters, so that a quarter is always left for
# programs. No single caller can use up what its kind shares.
PROGRAMS = Portion("programs", 1.0, None)
PEOPLE = Portion("people", 1 / 4, 1 / 2)
EMBED_TOKENS = Portion("embed tokens", 1 / 10, 1 / 4)

PORTIONS = {
    ViewerKind.PARTNER: PROGRAMS,
    ViewerKind.PARTNER_USER: PEOPLE,
    ViewerKind.ACCOUNT_USER: PEOPLE,
    ViewerKind.EMBED: EMBED_TOKENS,
}


class Balance(NamedTuple):
    """The state of the scarcest bucket after a request: `remaining` of `limit` points, full again in `full_in`
    seconds. With `wait`, the request took nothing and can be paid after that many seconds."""

    limit: int
    remaining: int
    full_in: float
    wait: float | None = None


class Bucket:
    """Points that come back at a steady rate; full at the start."""

    __slots__ = ("_at", "_capacity", "_per_second", "level")

    def __init__(self, capacity: int, per_second: float, now: datetime) -> None:
        self._capacity = capacity
        self._per_second = per_second
        self._at = now
        self.level = float(capacity)

    def portion(self, fraction: float, now: datetime) -> Bucket:
        """A full bucket with a fraction of this one's rate and capacity. It still holds the dearest request."""
        capacity = max(round(self._capacity * fraction), min(self._capacity, MAX_COST))
        return Bucket(capacity, self._per_second * fraction, now)

    def refill(self, now: datetime) -> None:
        # A clock that goes back adds nothing and takes nothing away.
        if now > self._at:
            passed = (now - self._at).total_seconds()
            self._at = now
            self.level = min(self._capacity, self.level + passed * self._per_second)

    def release(self, points: int) -> None:
        self.level = min(self._capacity, self.level + points)

    @property
    def is_full(self) -> bool:
        return self.level >= self._capacity

    def wait_for(self, points: int) -> float:
        return self._seconds(points - self.level)

    def balance(self, wait: float | None = None) -> Balance:
        full_in = self._seconds(self._capacity - self.level)
        return Balance(self._capacity, max(int(self.level), 0), full_in, wait)

    def _seconds(self, points: float) -> float:
        """How long so many points take to come back. Rounded to the microsecond: a floating-point error in the
        last digit must not become a whole second when it is rounded up."""
        return round(points / self._per_second, 6)


class Share:
    """One caller's points: `own` buckets, and its partner's. A request needs its points in all of them. A
    refusal is charged to `own` only, so that it costs other callers of the partner nothing."""

    __slots__ = ("_all", "_own", "_partner")

    def __init__(self, own: Sequence[Bucket], partner: Bucket) -> None:
        self._own = tuple(own)
        self._partner = partner
        self._all = (*own, partner)

    def consume(self, points: int, now: datetime) -> Balance:
        """Take the points from every bucket, or from none; `points` must not exceed any capacity."""
        scarcest = self._scarcest(now)
        if points > scarcest.level:
            short = [bucket for bucket in self._all if points > bucket.level]
            slowest = max(short, key=lambda bucket: bucket.wait_for(points))
            return slowest.balance(slowest.wait_for(points))
        for bucket in self._all:
            bucket.level -= points
        return scarcest.balance()

    def owe(self, points: int, now: datetime) -> Balance:
        """Take the points even if there are fewer: no later request is paid until they have come back."""
        scarcest = self._scarcest(now)
        for bucket in self._all:
            bucket.level -= points
        return scarcest.balance()

    def charge_refusal(self, points: int, taken: int, now: datetime) -> Balance:
        """Charge a refused request that has taken points before: the partner gets those back."""
        self._scarcest(now)
        for bucket in self._own:
            bucket.level -= points - taken
        self._partner.release(taken)
        return self._scarcest(now).balance()

    def is_unused(self, now: datetime) -> bool:
        """Whether a new share would be the same."""
        self._own[0].refill(now)
        return self._own[0].is_full

    def _scarcest(self, now: datetime) -> Bucket:
        """The bucket with the least points, once all have been refilled."""
        scarcest = self._partner
        scarcest.refill(now)
        for bucket in self._own:
            bucket.refill(now)
            if bucket.level <= scarcest.level:
                scarcest = bucket
        return scarcest
