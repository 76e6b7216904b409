"""Custom scalars, and how Python types map to them."""

from __future__ import annotations

from datetime import date, datetime
from typing import NewType

import strawberry
from strawberry.types.scalar import ScalarDefinition

from textgate.domain.send_report import parse_day
from textgate.graphql.declare.moments import write_moment

PhoneNumber = NewType("PhoneNumber", str)
URL = NewType("URL", str)


SCALARS: dict[object, ScalarDefinition] = {
    PhoneNumber: strawberry.scalar(
        name="PhoneNumber",
        description="Phone number in E.164 format, such as +14065550120.",
        specified_by_url="https://www.itu.int/rec/T-REC-E.164",
        serialize=str,
        parse_value=str,
    ),
    URL: strawberry.scalar(
        name="URL",
        description="Absolute URL that starts with http:// or https://.",
        specified_by_url="https://url.spec.whatwg.org/",
        serialize=str,
        parse_value=str,
    ),
    date: strawberry.scalar(
        name="Date",
        description="Day in UTC in RFC 3339 format, such as 2026-11-23.",
        specified_by_url="https://www.rfc-editor.org/rfc/rfc3339",
        serialize=date.isoformat,
        parse_value=parse_day,
    ),
    datetime: strawberry.scalar(
        name="DateTime",
        description="Time in UTC in RFC 3339 format, such as 2026-11-23T14:30:00Z.",
        specified_by_url="https://www.rfc-editor.org/rfc/rfc3339",
        serialize=write_moment,
        parse_value=datetime.fromisoformat,
    ),
}
"""Python types and their scalars, for the schema's configuration."""
