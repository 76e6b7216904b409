"""The schedule of a partner's daily digest: once per local day, at 8 a.m."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DIGEST_TIME = time(8)
DEFAULT_TIME_ZONE = "America/New_York"


def next_digest_at(now: datetime, zone: str, last_day: date | None = None) -> datetime:
    """The first eight o'clock from now on, of a local day after `last_day`, in UTC."""
    local = now.astimezone(ZoneInfo(zone))
    day = local.date()
    if local.time() > DIGEST_TIME:
        day += timedelta(days=1)
    if last_day is not None and day <= last_day:
        day = last_day + timedelta(days=1)
    return datetime.combine(day, DIGEST_TIME, ZoneInfo(zone)).astimezone(UTC)


def due_digest_day(now: datetime, zone: str, last_day: date | None = None) -> date | None:
    """The local day whose digest is due: today from 8 a.m., unless it was sent; else None.

    A missed day is part of the next digest.
    """
    local = now.astimezone(ZoneInfo(zone))
    is_sent = last_day is not None and local.date() <= last_day
    return None if is_sent or local.time() < DIGEST_TIME else local.date()
