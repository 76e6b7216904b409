"""Parses moments that callers enter."""

from __future__ import annotations

from datetime import UTC, datetime

from textgate.domain.errors import InvalidValue


def in_utc(moment: datetime) -> datetime:
    """Raises InvalidValue for a time without a time zone, or out of range in UTC."""
    if moment.tzinfo is None:
        raise InvalidValue("must have a time zone; end it with Z or an offset")
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise InvalidValue("is out of range") from None


def parse_moment(text: str) -> datetime:
    """A time in ISO 8601 with a time zone, in UTC. Raises InvalidValue."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise InvalidValue("must be a time such as 2026-11-23T14:30:00Z") from None
    return in_utc(moment)
