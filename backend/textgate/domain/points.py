"""Fair use: a token bucket of points, filled at a steady rate and emptied by what requests cost."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple


class Balance(NamedTuple):
    """After a request: what is left of `limit` points, and in how many seconds it is full again. A request
    that could not be paid took nothing, and can be in `wait` seconds."""

    limit: int
    remaining: int
    full_in: float
    wait: float | None = None


class Bucket:
    """One partner's points; full at the start."""

    def __init__(self, capacity: int, per_second: float, now: datetime) -> None:
        self._capacity = capacity
        self._per_second = per_second
        self._level = float(capacity)
        self._at = now

    def take(self, points: int, now: datetime) -> Balance:
        """Take the points if they are there; `points` is never more than the capacity."""
        self._fill(now)
        wait = None
        if points > self._level:
            wait = self._seconds(points - self._level)
        else:
            self._level -= points
        return self._balance(wait)

    def owe(self, points: int, now: datetime) -> Balance:
        """Take the points even where there are fewer: nothing more is paid until they have come back."""
        self._fill(now)
        self._level -= points
        return self._balance(None)

    def _fill(self, now: datetime) -> None:
        # A clock that goes back adds nothing and takes nothing away.
        if now > self._at:
            passed = (now - self._at).total_seconds()
            self._at = now
            self._level = min(self._capacity, self._level + passed * self._per_second)

    def _balance(self, wait: float | None) -> Balance:
        full_in = self._seconds(self._capacity - self._level)
        return Balance(self._capacity, max(int(self._level), 0), full_in, wait)

    def _seconds(self, points: float) -> float:
        """How long so many take to come. To the microsecond: the last digit of a fraction is no second more to
        whoever is told whole ones."""
        return round(points / self._per_second, 6)
