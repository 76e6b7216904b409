"""Parses lines of text, and normalizes them for search."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from textgate.domain.errors import InvalidValue, UserErrorCode

_BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Not the whole category Cf: the tag characters that end a flag emoji and the Arabic number
# signs belong to it and are visible.
_INVISIBLE = _BIDI_CONTROLS | frozenset(
    "\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff"
)
# There is no white space beyond the ideographic one.
_BLANKS = "".join(_INVISIBLE) + "".join(filter(str.isspace, map(chr, range(0x3001))))
_LINE_SPACES = frozenset("\t\n\r")
_UNSEARCHABLE = frozenset({"Mn", "Cc", "Cf", "Cs"})
# Users type keyboard punctuation; word processors replace it.
_KEYBOARD_PUNCTUATION = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201b", "'")
    | dict.fromkeys("\u201c\u201d\u201f", '"')
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
)


def strip_invisible(text: str) -> str:
    """Without white space and invisible characters at either end, as pasting leaves them there."""
    return text.strip(_BLANKS)


def clean_line(text: str, max_length: int) -> str:
    """One line of human text in its composed form, with single spaces."""
    stripped = strip_invisible(text)
    if not stripped:
        raise InvalidValue("is required", UserErrorCode.REQUIRED)
    # Composing a long run of combining marks takes quadratic time, so absurd input stops here.
    if len(stripped) > 4 * max_length:
        raise _too_long(max_length)
    # No control is printable, and few texts need to be searched for one.
    if not text.isprintable():
        _refuse_controls(text, stripped)
    cleaned = " ".join(unicodedata.normalize("NFC", stripped).split())
    if len(cleaned) > max_length:
        raise _too_long(max_length)
    return cleaned


def _refuse_controls(text: str, stripped: str) -> None:
    # Looked for in the whole text: a control stripped from one end may reorder what is between.
    if any(character in _BIDI_CONTROLS for character in text):
        raise InvalidValue("contains invisible characters that reorder the text")
    if any(_is_control(character) for character in stripped):
        raise InvalidValue("contains control characters")


def _is_control(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cs"} and character not in _LINE_SPACES


def _too_long(max_length: int) -> InvalidValue:
    return InvalidValue(f"must have at most {max_length} characters", UserErrorCode.TOO_LONG)


def line(max_length: int) -> Callable[[str], str]:
    """The parser of lines of at most `max_length` characters."""

    def parse(text: str) -> str:
        return clean_line(text, max_length)

    return parse


def search_key(*parts: str | None) -> str:
    """The search key of a row: case-folded, without accents, with single spaces.

    Never fails: unsearchable characters, such as controls, are dropped.
    """
    joined = " ".join(part for part in parts if part)
    # Folding the case may bring forth new accents and compatibility characters.
    folded = _without_marks(_without_marks(joined).casefold())
    return " ".join(folded.split())


def _without_marks(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    decomposed = unicodedata.normalize("NFKD", text).translate(_KEYBOARD_PUNCTUATION)
    return "".join(
        character
        for character in decomposed
        if character in _LINE_SPACES or unicodedata.category(character) not in _UNSEARCHABLE
    )
