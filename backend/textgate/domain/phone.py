"""Parses and formats North American phone numbers; internally they are always E.164."""

from __future__ import annotations

import re
import unicodedata

import phonenumbers
from phonenumbers import PhoneMetadata, PhoneNumber, PhoneNumberType

from textgate.domain.errors import InvalidValue, UserErrorCode
from textgate.domain.text import strip_invisible

# Listed by region, because +1 is also Jamaica, the Bahamas and twenty other countries, where a
# text costs many times as much and our verification does not count.
REGIONS = frozenset({"US", "CA", "PR", "GU", "VI", "AS", "MP"})

_TEXTABLE = frozenset(
    {
        PhoneNumberType.FIXED_LINE,
        PhoneNumberType.MOBILE,
        PhoneNumberType.FIXED_LINE_OR_MOBILE,
        PhoneNumberType.TOLL_FREE,
    }
)
# Twilio's test numbers, which our simulator answers too. They lie in the 500 range of "personal"
# numbers, which is refused otherwise.
_TEST_NUMBERS = "+1500555000"
_MAX_LENGTH = 40
_TEN_DIGITS = "must be a ten-digit phone number, for example (406) 555-0120"
_WRITTEN = re.compile(r"\(?\s*(\+?)([0-9()./ \t\-\u2010-\u2015\u2212]+)")
_EXTENSION = re.compile(
    r"(?<=[0-9])[\s,;.]*(?:ext(?:ensio)?n?|x|#)\s*[.:=]?\s*([0-9]*)\Z", re.IGNORECASE
)


# The library's own patterns of the United States, by which it would come to the same after sixty others.
_US = PhoneMetadata.metadata_for_region("US")
assert _US is not None
_ORDINARY, _SPECIAL = (
    re.compile("|".join(f"(?:{kind.national_number_pattern})" for kind in kinds if kind))
    for kinds in (
        (_US.fixed_line, _US.toll_free),
        (
            *(_US.premium_rate, _US.shared_cost, _US.voip, _US.personal_number, _US.pager),
            *(_US.uan, _US.voicemail),
        ),
    )
)


class NoSuchNumber(InvalidValue):
    """A well-formed number that cannot receive texts."""


def parse_phone(text: str) -> str:
    """The E.164 form of a number in any notation."""
    written = _as_written(text)
    if _EXTENSION.search(written):
        raise InvalidValue("must not have an extension, because texts cannot reach one")
    return _number(written)


def parse_business_phone(text: str) -> tuple[str, str | None]:
    """As `parse_phone`, and the extension: None if there is none, '' if it has no digits."""
    written = _as_written(text)
    extension = _EXTENSION.search(written)
    if extension is None:
        return _number(written), None
    return _number(written[: extension.start()]), extension[1]


def format_national(number: str) -> str:
    """For example (406) 555-0120."""
    if len(number) != 12 or not number.startswith("+1"):
        return number
    return f"({number[2:5]}) {number[5:8]}-{number[8:]}"


def last_four(number: str) -> str:
    """The only part of a number that logs may have."""
    return f"…{number[-4:]}"


def _as_written(text: str) -> str:
    stripped = strip_invisible(text)
    if len(stripped) > _MAX_LENGTH:
        raise InvalidValue(f"must have at most {_MAX_LENGTH} characters", UserErrorCode.TOO_LONG)
    # Brings fullwidth digits, no-break spaces and the like down to ASCII.
    written = unicodedata.normalize("NFKC", stripped)
    written = strip_invisible(re.sub(r"\Atel:", "", written, flags=re.IGNORECASE))
    if not written:
        raise InvalidValue("is required", UserErrorCode.REQUIRED)
    return written


def _number(written: str) -> str:
    match = _WRITTEN.fullmatch(written)
    if match is None:
        raise InvalidValue(_TEN_DIGITS)
    has_plus = bool(match[1])
    digits = re.sub(r"[^0-9]", "", match[2])
    if not has_plus and len(digits) in (5, 6):
        raise InvalidValue("must not be a short code")
    if len(digits) == 10 and not has_plus:
        number = "+1" + digits
    elif len(digits) == 11 and digits.startswith("1"):
        number = "+" + digits
    else:
        raise InvalidValue(_TEN_DIGITS)
    if not number.startswith(_TEST_NUMBERS):
        _check_assigned(number)
    return number


def _check_assigned(number: str) -> None:
    if _ORDINARY.fullmatch(number, 2) and not _SPECIAL.fullmatch(number, 2):
        return
    # What parsing it would give: a plus, a one and ten digits leave nothing to guess.
    parsed = PhoneNumber(country_code=1, national_number=int(number[2:]))
    # Of no region, or of no type: what the library calls a number that is not valid.
    region, kind = phonenumbers.region_code_for_number(parsed), phonenumbers.number_type(parsed)
    if region is None or kind == PhoneNumberType.UNKNOWN:
        raise NoSuchNumber("is not in use; check the area code and the exchange")
    if region not in REGIONS:
        raise NoSuchNumber("must be a number of the United States, its territories or Canada")
    if kind not in _TEXTABLE:
        raise NoSuchNumber("must be an ordinary or a toll-free number, not a premium-rate number")
