"""How long to wait before trying again."""

from __future__ import annotations

from datetime import timedelta

LONGEST_WAIT = timedelta(minutes=5)


def back_off(tries: int) -> timedelta:
    """1 s after the first try, doubling, never more than five minutes."""
    return min(timedelta(seconds=2 ** min(tries - 1, 16)), LONGEST_WAIT)
