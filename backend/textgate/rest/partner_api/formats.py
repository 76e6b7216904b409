"""Formats of the partner API that differ from the stored values."""

from __future__ import annotations

from datetime import UTC, datetime


def format_moment(value: datetime | None) -> str | None:
    """For example 2026-11-02T15:00:00.000Z."""
    if value is None:
        return None
    return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def ten_digits(number: str | None) -> str | None:
    """A practice's number without +1, the country code of all of them."""
    return None if number is None else number.removeprefix("+1")
