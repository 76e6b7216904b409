"""Parses what users enter about partners, accounts, locations and queues: one parser per column.

All errors of an input are reported together. The four tables share column names, and so these parsers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from sqlalchemy import RowMapping

from textgate.domain.address import Address, read_address
from textgate.domain.business_details import BusinessDetails, Contact
from textgate.domain.email_address import parse_email
from textgate.domain.errors import InputErrors, InvalidValue, UserErrorCode
from textgate.domain.phone import parse_business_phone, parse_phone
from textgate.domain.text import line
from textgate.domain.website import parse_website

Changes = Mapping[str, str | None]
"""Column to entered value. A missing column stays unchanged; None and blank clear it."""

RowLike = Mapping[str, Any] | RowMapping

ADDRESS_COLUMNS = tuple(field.name for field in fields(Address))
CONTACT_COLUMNS = (
    "contact_first_name",
    "contact_last_name",
    "contact_email",
    "contact_phone",
)
NAME_LENGTH = 200
parse_external_id = line(100)
"""Parse a partner's own key of one of its objects."""
_WEBSITE_ADDRESS = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")


def parse_time_zone(text: str) -> str:
    """Parse the name of an IANA time zone, such as America/New_York."""
    name = text.strip()
    if name not in _time_zones():
        raise InvalidValue("must be a time zone such as America/New_York")
    return name


@cache
def _time_zones() -> frozenset[str]:
    return frozenset(available_timezones())


def parse_office_phone(text: str) -> str:
    """Parse a practice's voice number. Drops the extension."""
    return parse_business_phone(text)[0]


def parse_website_address(text: str) -> str:
    """Parse a short name such as lakeside-clinic. Lower case makes it unique regardless of case."""
    name = text.strip().lower()
    if not _WEBSITE_ADDRESS.fullmatch(name):
        raise InvalidValue("must have at most 100 letters, digits, hyphens, underscores and dots")
    return name


@dataclass(frozen=True, slots=True)
class _Field:
    path: tuple[str, ...]
    parse: Callable[[str], str]
    is_required: bool = False


_FIELDS = {
    "external_id": _Field(("externalId",), parse_external_id),
    "name": _Field(("name",), line(NAME_LENGTH), is_required=True),
    "business_name": _Field(("name",), line(NAME_LENGTH)),
    "legal_name": _Field(("legalName",), line(NAME_LENGTH)),
    "website": _Field(("website",), parse_website),
    "alternative_website": _Field(("alternativeWebsite",), parse_website),
    "contact_first_name": _Field(("contact", "firstName"), line(100)),
    "contact_last_name": _Field(("contact", "lastName"), line(100)),
    "contact_email": _Field(("contact", "email"), parse_email),
    "contact_phone": _Field(("contact", "phone"), parse_phone),
    "phone": _Field(("phone",), parse_office_phone),
    "fax": _Field(("fax",), parse_office_phone),
    "website_address": _Field(("websiteAddress",), parse_website_address),
    "time_zone": _Field(("timeZone",), parse_time_zone),
}


def parse_changes(
    changes: Changes, errors: InputErrors, *, current: RowLike | None = None
) -> dict[str, Any]:
    """Parse `changes` into columns to write. Adds invalid values to `errors`.

    Validates the address together with its stored part, since the states depend on the country.
    """
    values: dict[str, Any] = {}
    for column, entered in changes.items():
        if column in ADDRESS_COLUMNS:
            continue
        field = _FIELDS[column]
        reader = errors.require if field.is_required else errors.read
        values[column] = reader(field.path, field.parse, entered)
    entered_address = {name: changes[name] for name in ADDRESS_COLUMNS if name in changes}
    if entered_address:
        on_file = {name: current[name] for name in ADDRESS_COLUMNS} if current else {}
        raw = Address(**(on_file | entered_address))
        address = read_address(raw, errors=errors, path=("address",))
        values |= {name: getattr(address, name) for name in ADDRESS_COLUMNS}
    return values


def require(path: tuple[str, ...], value: str | None, errors: InputErrors) -> None:
    if value is None or not value.strip():
        errors.add(path, UserErrorCode.REQUIRED, "is required")


def address_of(row: RowLike) -> Address:
    return Address(**{name: row[name] for name in ADDRESS_COLUMNS})


def contact_of(row: RowLike) -> Contact:
    return Contact(
        first_name=row["contact_first_name"],
        last_name=row["contact_last_name"],
        email=row["contact_email"],
        phone=row["contact_phone"],
    )


def account_details(row: RowLike) -> BusinessDetails:
    """The business details of an account. Its name is its business name (the source's rule)."""
    return BusinessDetails(
        name=row["name"],
        address=address_of(row),
        website=row["website"],
        alternative_website=row["alternative_website"],
        contact=contact_of(row),
    )


def partner_details(row: RowLike) -> BusinessDetails:
    return BusinessDetails(
        name=row["business_name"],
        address=address_of(row),
        website=row["website"],
        alternative_website=None,
        contact=contact_of(row),
    )
