"""The one place that reads the wall clock, so that tests and simulations can put another in its place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Returns the present moment, in UTC and aware of it."""


def system_clock() -> datetime:
    return datetime.now(UTC)
