"""When something promised in business days is due, and since when it should have been there."""

from __future__ import annotations

from collections.abc import Container
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo


def add_business_days(start: datetime, days: int, *, zone: str = "America/New_York") -> datetime:
    """The same time of day in `zone`, `days` weekdays later that are not US federal holidays.

    The answer is in the zone of `start`; no days leave even a Sunday as it is.
    """
    if start.utcoffset() is None:
        raise ValueError("start must be aware of its time zone")
    if days < 0:
        raise ValueError("days must not be negative")
    due = start.astimezone(ZoneInfo(zone))
    remaining = days
    while remaining:
        due += timedelta(days=1)
        if _is_open(due):
            remaining -= 1
    return due.astimezone(start.tzinfo)


def business_days_ago(now: datetime, days: int, *, zone: str = "America/New_York") -> datetime:
    """What began before this moment has taken more than so many business days by now.

    On a day that is closed no time passes: it counts as its first moment.
    """
    if now.utcoffset() is None:
        raise ValueError("now must be aware of its time zone")
    if days < 0:
        raise ValueError("days must not be negative")
    began = now.astimezone(ZoneInfo(zone))
    if not _is_open(began):
        began = datetime.combine(began.date(), time(), began.tzinfo)
    remaining = days
    while remaining:
        began -= timedelta(days=1)
        if _is_open(began):
            remaining -= 1
    return began.astimezone(now.tzinfo)


def _is_open(moment: datetime) -> bool:
    return moment.weekday() < 5 and moment.date() not in _closed()


@cache
def _closed() -> Container[date]:
    # Imported here: it takes longer than the rest of the domain together, and few paths need it.
    from holidays import country_holidays

    return country_holidays("US")
