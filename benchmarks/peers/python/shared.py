"""The functions that both Python peers share: tokens, gaps, IDs and cursors."""

from __future__ import annotations

import base64
import hashlib
from datetime import UTC, datetime
from typing import Any

import orjson

REQUIRED = (
    "BUSINESS_NAME",
    "ADDRESS1",
    "CITY",
    "STATE",
    "COUNTRY_CODE",
    "POSTAL_CODE",
    "WEBSITE",
    "CONTACT_FIRST_NAME",
    "CONTACT_LAST_NAME",
    "CONTACT_EMAIL",
    "CONTACT_PHONE",
)
FROM_PARTNER = (
    "website",
    "contact_first_name",
    "contact_last_name",
    "contact_email",
    "contact_phone",
)
_FIRST_FROM_PARTNER = REQUIRED.index("WEBSITE")


def hash_of(header: str) -> str | None:
    """The hash of an Authorization header's token."""
    scheme, _, token = header.partition(" ")
    return hashlib.sha256(token.encode()).hexdigest() if scheme == "Bearer" else None


def supplies(values: Any) -> int:
    """The bits of the gaps that a partner's own details fill."""
    return sum(
        1 << _FIRST_FROM_PARTNER + place for place, value in enumerate(values) if value is not None
    )


def missing(gaps: int) -> list[str]:
    if not gaps:
        return []
    return [field for place, field in enumerate(REQUIRED) if gaps & 1 << place]


def read_account_id(text: str) -> str | None:
    kind, _, hexadecimal = text.partition("_")
    return hexadecimal if kind == "account" and len(hexadecimal) == 32 else None


def cursor_of(name_key: str, key: str) -> str:
    return base64.urlsafe_b64encode(orjson.dumps([name_key, key])).decode().rstrip("=")


def read_cursor(text: str) -> tuple[str, str]:
    name_key, key = orjson.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    return name_key, key


def now() -> datetime:
    """The format of the columns: UTC without a time zone."""
    return datetime.now(UTC).replace(tzinfo=None)
