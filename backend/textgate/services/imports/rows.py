"""One row of a file into values for the database; whatever is refused or mended on the way is noted."""

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
from textgate.domain.phone import parse_business_phone, parse_phone
from textgate.domain.text import line
from textgate.domain.website import parse_website
from textgate.services.details.input_parsers import NAME_LENGTH, parse_time_zone
from textgate.services.imports.report import Action

# What people and other programs write into a cell that they have nothing for.
_PLACEHOLDERS = frozenset(
    {"not available", "not applicable", "n/a", "na", "none", "null", "nil", "unknown", "-", "--"}
)
# Written differently on purpose: E.164 is how every phone number is kept.
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
    """`values` holds only what can be written: a blank or refused cell never erases what is on file.
    `remarks` are column, value as given, what was done, why."""

    number: int
    cells: Mapping[str, str] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    remarks: list[tuple[str, str, Action, str]] = field(default_factory=list)
    is_refused: bool = False

    @property
    def external_id(self) -> str:
        return self.values.get("external_id", "")

    def refuse(self, column: str, value: str, reason: str) -> None:
        """Refuse the row as a whole."""
        self.is_refused = True
        self.remarks = [(column, value, Action.ROW_REFUSED, reason)]


def clean(number: int, cells: Mapping[str, str]) -> CleanRow:
    """Read a row's cells by our columns."""
    row = CleanRow(number, cells)
    _read_region(row, _read(row, "country_code", parse_country))
    _read_phone(row)
    for column, parse in _PARSERS.items():
        if column in cells:
            _read(row, column, parse)
    return row


def judge_by(row: CleanRow, country_on_file: str | None) -> None:
    """Read state and postal code again, where only what is on file tells the country."""
    if country_on_file is not None and "country_code" not in row.values:
        for column in _REGIONAL:
            row.values.pop(column, None)
        row.remarks = [remark for remark in row.remarks if remark[0] not in _REGIONAL]
        _read_region(row, country_on_file)


def _read_region(row: CleanRow, country: str | None) -> None:
    _read(row, "state", partial(parse_state, country=country))
    _read(row, "postal_code", partial(parse_postal_code, country=country))


def lacking(row: CleanRow, *required: str) -> bool:
    """Refuses the row, and says so, where a required cell could not be read."""
    for column in required:
        if column not in row.values:
            reasons = [remark[3] for remark in row.remarks if remark[0] == column]
            row.refuse(column, row.cells.get(column, ""), reasons[0] if reasons else "is required")
            return True
    return False


def _read(row: CleanRow, column: str, parse: Callable[[str], str]) -> str | None:
    given = row.cells.get(column, "").strip()
    if not given:
        return None
    if given.casefold() in _PLACEHOLDERS:
        row.remarks.append((column, given, Action.REFUSED, "stands for nothing"))
        return None
    try:
        value = parse(given)
    except InvalidValue as error:
        row.remarks.append((column, given, Action.REFUSED, error.message))
        return None
    if value != given and column not in _REFORMATTED:
        row.remarks.append((column, given, Action.MENDED, f"is kept as {value}"))
    row.values[column] = value
    return value


def _read_phone(row: CleanRow) -> None:
    extension: str | None = None

    def parse(text: str) -> str:
        nonlocal extension
        number, extension = parse_business_phone(text)
        return number

    number = _read(row, "phone", parse)
    if number is not None and extension is not None:
        dropped = f"the extension {extension}" if extension else "an extension without digits"
        given = row.cells["phone"].strip()
        row.remarks.append(("phone", given, Action.MENDED, f"{dropped} was dropped: {number}"))
