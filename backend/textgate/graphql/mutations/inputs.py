"""Shared input types, and how inputs become the ids and column changes that services take.

An absent field stays unchanged. Null or a blank string clears it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import strawberry
from strawberry import Maybe

from textgate.domain.errors import not_found
from textgate.graphql.declare.ids import decode, decode_as
from textgate.services.details.input_parsers import ADDRESS_COLUMNS, CONTACT_COLUMNS, Changes
from textgate.services.senders.state import SenderRef


def require_id(global_id: str, prefix: str, *path: str) -> UUID:
    """The UUID in a global id of this prefix. Raises InvalidInput (NOT_FOUND) at `path` for any other text."""
    key = decode_as(global_id, prefix)
    if key is None:
        raise not_found(prefix.removeprefix("webhook_").capitalize(), *path)
    return key


def parse_sender(global_id: str) -> SenderRef | None:
    """The sender in a global id of a location, a queue or an account; None for any other text."""
    decoded = decode(global_id)
    if decoded is None or decoded.prefix not in ("account", "location", "queue"):
        return None
    return SenderRef(decoded.id, is_account=decoded.prefix == "account")


def optional_field(description: str) -> Any:
    """An input field that distinguishes absent from null."""
    return strawberry.field(default=None, description=description)


@strawberry.input(
    description="Postal address, or the parts of one to change. An omitted part stays unchanged; "
    "null or blank clears it."
)
class AddressInput:
    address1: Maybe[str | None] = optional_field("Street and number.")
    address2: Maybe[str | None] = optional_field("Suite, floor or building.")
    city: Maybe[str | None] = optional_field("City.")
    state: Maybe[str | None] = optional_field("State or territory, by two-letter code or name.")
    postal_code: Maybe[str | None] = optional_field("ZIP code of 5 or 9 digits, or postal code.")
    country_code: Maybe[str | None] = optional_field("Two-letter country code, such as US.")


@strawberry.input(
    description="Contact, or the fields of one to change. An omitted field stays unchanged; "
    "null or blank clears it."
)
class ContactInput:
    first_name: Maybe[str | None] = optional_field("First name.")
    last_name: Maybe[str | None] = optional_field("Last name.")
    email: Maybe[str | None] = optional_field("Email address.")
    phone: Maybe[str | None] = optional_field("Phone number, in any notation.")


_ADDRESS = {column: column for column in ADDRESS_COLUMNS}
_CONTACT = {column.removeprefix("contact_"): column for column in CONTACT_COLUMNS}


def to_column_changes(source: Any, **columns: str) -> Changes:
    """The column values that an input sets. `columns` maps the input's fields to columns.

    The fields `address` and `contact`, if the input has them, set the columns of their parts:
    `to_column_changes(input, name="name")` → `{"name": "Main Street", "city": None}`.
    """
    return (
        _present_values(source, columns)
        | _part_values(source, "address", _ADDRESS)
        | _part_values(source, "contact", _CONTACT)
    )


def _present_values(source: Any, columns: Mapping[str, str]) -> dict[str, str | None]:
    changes: dict[str, str | None] = {}
    for field, column in columns.items():
        value = getattr(source, field, None)
        if isinstance(value, strawberry.Some):
            changes[column] = value.value
        elif value is not None:
            changes[column] = value
    return changes


def _part_values(source: Any, name: str, columns: Mapping[str, str]) -> dict[str, str | None]:
    parts = getattr(source, name, None)
    if not isinstance(parts, strawberry.Some):
        return {}
    if parts.value is None:
        # Null clears every part.
        return dict.fromkeys(columns.values())
    return _present_values(parts.value, columns)
