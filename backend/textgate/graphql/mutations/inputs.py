"""Inputs that several mutations share, and turning inputs into the changes that services take.

A field that is absent stays as it is; null, or blank, empties it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import strawberry
from strawberry import Maybe

from textgate.services.details.input_parsers import ADDRESS_COLUMNS, CONTACT_COLUMNS, Changes


def given(description: str) -> Any:
    """An optional field of an input that tells absent from null."""
    return strawberry.field(default=None, description=description)


@strawberry.input(description="A postal address, or the parts of one that change.")
class AddressInput:
    address1: Maybe[str | None] = given("Street and number.")
    address2: Maybe[str | None] = given("Suite, floor or building.")
    city: Maybe[str | None] = given("City.")
    state: Maybe[str | None] = given("State or territory, as a two-letter code or by name.")
    postal_code: Maybe[str | None] = given("ZIP code with 5 or 9 digits, or postal code.")
    country_code: Maybe[str | None] = given("Country, such as US.")


@strawberry.input(description="A contact, or the parts of one that change.")
class ContactInput:
    first_name: Maybe[str | None] = given("First name.")
    last_name: Maybe[str | None] = given("Last name.")
    email: Maybe[str | None] = given("E-mail address.")
    phone: Maybe[str | None] = given("Phone number, however it is written.")


_ADDRESS = {column: column for column in ADDRESS_COLUMNS}
_CONTACT = {column.removeprefix("contact_"): column for column in CONTACT_COLUMNS}


def changes(source: Any, **columns: str) -> Changes:
    """The changes that an input asks for: `columns` says which field of it goes to which column;
    address and contact, where the input has them, go to theirs."""
    return (
        _given_values(source, columns)
        | _inner_values(source, "address", _ADDRESS)
        | _inner_values(source, "contact", _CONTACT)
    )


def _given_values(source: Any, columns: Mapping[str, str]) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for field, column in columns.items():
        value = getattr(source, field, None)
        if isinstance(value, strawberry.Some):
            found[column] = value.value
        elif value is not None:
            found[column] = value
    return found


def _inner_values(source: Any, name: str, columns: Mapping[str, str]) -> dict[str, str | None]:
    value = getattr(source, name, None)
    if not isinstance(value, strawberry.Some):
        return {}
    if value.value is None:
        # Null for the whole of it empties every part.
        return dict.fromkeys(columns.values())
    return _given_values(value.value, columns)
