"""When something promised in business days is due."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo


def add_business_days(start: datetime, days: int, *, zone: str = "America/New_York") -> datetime:
    """The same time of day in `zone`, `days` weekdays later that are not US federal holidays.

    The answer is in the zone of `start`; no days leave even a Sunday as it is.
    """
    if start.utcoffset() is None:
        raise ValueError("start must be aware of its time zone")
    if days < 0:
        raise ValueError("days must not be negative")
    # Imported here: it takes longer than the rest of the domain together, and few paths need it.
    from holidays import country_holidays

    closed = country_holidays("US")
    due = start.astimezone(ZoneInfo(zone))
    remaining = days
    while remaining:
        due += timedelta(days=1)
        if due.weekday() < 5 and due.date() not in closed:
            remaining -= 1
    return due.astimezone(start.tzinfo)
