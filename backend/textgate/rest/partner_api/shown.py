"""Values as the partner API shows them, where they are not kept so."""

from __future__ import annotations

from datetime import UTC, datetime


def moment(value: datetime | None) -> str | None:
    """A point in time, such as 2026-11-02T15:00:00.000Z."""
    if value is None:
        return None
    return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def ten_digits(number: str | None) -> str | None:
    """A practice's own number, without the country's code that all of them have."""
    return None if number is None else number.removeprefix("+1")
