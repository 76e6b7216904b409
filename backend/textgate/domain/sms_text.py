"""The text of a message: what may be sent, and how many segments a carrier will bill for it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from textgate.domain.errors import InvalidValue, UserErrorCode
from textgate.domain.text import strip_invisible

MAX_BODY_LENGTH = 1600
"""Carriers refuse longer bodies, whatever their encoding (Twilio's 21617)."""

_GSM_EXTENSION = frozenset("\f^{}\\[~]|€")
_GSM_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM = _GSM_BASIC | _GSM_EXTENSION
# Controls but those of layout, and halves of characters. C1 controls stay: they are what quotes from old
# Windows programs decay to, in real texts.
_UNSENDABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class SmsEncoding(StrEnum):
    GSM_7 = "GSM_7"
    UCS_2 = "UCS_2"


@dataclass(frozen=True, slots=True)
class SegmentLimits:
    """Units in a text that is alone and in each part of a longer one; a carrier may differ."""

    gsm_single: int = 160
    gsm_part: int = 153
    ucs_single: int = 70
    ucs_part: int = 67


STANDARD_LIMITS = SegmentLimits()


@dataclass(frozen=True, slots=True)
class SmsMeasure:
    """`units` are septets in GSM-7 and UTF-16 code units in UCS-2."""

    encoding: SmsEncoding
    units: int
    segments: int


def measure(body: str, *, limits: SegmentLimits = STANDARD_LIMITS) -> SmsMeasure:
    """The encoding, size and number of segments; an empty text still takes one."""
    if _GSM.issuperset(body):
        encoding = SmsEncoding.GSM_7
        sizes = [2 if character in _GSM_EXTENSION else 1 for character in body]
        single, part = limits.gsm_single, limits.gsm_part
    else:
        encoding = SmsEncoding.UCS_2
        sizes = [2 if character > "\uffff" else 1 for character in body]
        single, part = limits.ucs_single, limits.ucs_part
    units = sum(sizes)
    return SmsMeasure(encoding, units, 1 if units <= single else _parts(sizes, part))


def _parts(sizes: Iterable[int], capacity: int) -> int:
    # Not a division: a character of two units that would straddle two parts moves to the second.
    parts, used = 1, 0
    for size in sizes:
        used += size
        if used > capacity:
            parts, used = parts + 1, size
    return parts


def parse_body(body: str) -> str:
    """The text exactly as it was written, or a refusal."""
    if not strip_invisible(body):
        raise InvalidValue("is required", UserErrorCode.REQUIRED)
    if len(body) > MAX_BODY_LENGTH:
        raise InvalidValue(
            f"must have at most {MAX_BODY_LENGTH:,} characters", UserErrorCode.TOO_LONG
        )
    if _UNSENDABLE.search(body):
        raise InvalidValue("contains characters that cannot be sent as text")
    return body
