"""How the schema writes moments."""

from __future__ import annotations

from datetime import UTC, datetime


def write_moment(moment: datetime) -> str:
    """RFC 3339 in UTC, such as 2026-11-23T14:30:00Z."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
