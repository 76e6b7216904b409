"""Parses one row of a file into values for the database, and notes refused and corrected values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

from textgate.domain.address import (
    MAX_CITY_LENGTH,
    MAX_STREET_LENGTH,
    parse_country,
    parse_postal_code,
    parse_state,
)
from textgate.domain.email_address import parse_email
from textgate.domain.errors import InvalidValue
from textgate.domain.field_labels import label, sentence
from textgate.domain.imports import ImportAction
from textgate.domain.phone import parse_business_phone, parse_phone
from textgate.domain.text import line
from textgate.domain.website import parse_website
from textgate.services.details.input_parsers import NAME_LENGTH, parse_time_zone

# What users and other programs write for a missing value.
_PLACEHOLDERS = frozenset(
    {"not available", "not applicable", "n/a", "na", "none", "null", "nil", "unknown", "-", "--"}
)
# Phone numbers are always stored as E.164, so a new format is not a correction.
_REFORMATTED = frozenset({"phone", "contact_phone"})
_REGIONAL = ("state", "postal_code")

_PARSERS: Mapping[str, Callable[[str], str]] = {
    "account_external_id": line(100),
    "external_id": line(100),
    "name": line(NAME_LENGTH),
    "address1": line(MAX_STREET_LENGTH),
    "address2": line(MAX_STREET_LENGTH),
    "city": line(MAX_CITY_LENGTH),
    "website": parse_website,
    "alternative_website": parse_website,
    "contact_first_name": line(100),
    "contact_last_name": line(100),
    "contact_email": parse_email,
    "contact_phone": parse_phone,
    "time_zone": parse_time_zone,
}


@dataclass(slots=True)
class CleanRow:
    """`values` holds only valid values: a blank or refused cell never erases a stored value.
    `remarks` are tuples of column, entered value, action and reason."""

    number: int
    cells: Mapping[str, str] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    remarks: list[tuple[str, str, ImportAction, str]] = field(default_factory=list)
    is_refused: bool = False

    @property
    def external_id(self) -> str:
        return self.values.get("external_id", "")

    def refuse(self, column: str, value: str, reason: str) -> None:
        """Refuse the row as a whole."""
        self.is_refused = True
        self.remarks = [(column, value, ImportAction.ROW_REFUSED, reason)]


def clean(number: int, cells: Mapping[str, str]) -> CleanRow:
    """Parse the cells of a row: column to text."""
    row = CleanRow(number, cells)
    _parse_region(row, _parse_cell(row, "country_code", parse_country))
    _parse_phone(row)
    for column, parse in _PARSERS.items():
        if column in cells:
            _parse_cell(row, column, parse)
    return row


def reparse_region(row: CleanRow, stored_country: str | None) -> None:
    """Parse state and postal code again with the stored country, if the file has none."""
    if stored_country is not None and "country_code" not in row.values:
        for column in _REGIONAL:
            row.values.pop(column, None)
        row.remarks = [remark for remark in row.remarks if remark[0] not in _REGIONAL]
        _parse_region(row, stored_country)


def _parse_region(row: CleanRow, country: str | None) -> None:
    _parse_cell(row, "state", partial(parse_state, country=country))
    _parse_cell(row, "postal_code", partial(parse_postal_code, country=country))


def refuse_incomplete(row: CleanRow, *required: str) -> bool:
    """Refuse the row if a required value is missing or invalid. Returns True if refused."""
    for column in required:
        if column not in row.values:
            reasons = [remark[3] for remark in row.remarks if remark[0] == column]
            reasons.append(sentence(label((column,)), "is required"))
            row.refuse(column, row.cells.get(column, ""), reasons[0])
            return True
    return False


def _parse_cell(row: CleanRow, column: str, parse: Callable[[str], str]) -> str | None:
    entered = row.cells.get(column, "").strip()
    if not entered:
        return None
    if entered.casefold() in _PLACEHOLDERS:
        reason = sentence(label((column,)), "is a placeholder, not a value")
        row.remarks.append((column, entered, ImportAction.REFUSED, reason))
        return None
    try:
        value = parse(entered)
    except InvalidValue as error:
        reason = sentence(label((column,)), error.problem)
        row.remarks.append((column, entered, ImportAction.REFUSED, reason))
        return None
    if value != entered and column not in _REFORMATTED:
        reason = sentence(label((column,)), f"is stored as {value}")
        row.remarks.append((column, entered, ImportAction.CORRECTED, reason))
    row.values[column] = value
    return value


def _parse_phone(row: CleanRow) -> None:
    extension: str | None = None

    def parse(text: str) -> str:
        nonlocal extension
        number, extension = parse_business_phone(text)
        return number

    number = _parse_cell(row, "phone", parse)
    if number is not None and extension is not None:
        dropped = f"the extension {extension}" if extension else "an extension that has no digits"
        entered = row.cells["phone"].strip()
        reason = sentence("Phone", f"is stored as {number}, without {dropped}")
        row.remarks.append(("phone", entered, ImportAction.CORRECTED, reason))
