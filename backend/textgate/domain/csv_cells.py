"""Lines of CSV files (RFC 4180), safe from formula injection."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

# The minus sign in addition to the hyphen; fullwidth and small forms fold into these.
_FORMULA = frozenset("=+-@\u2212")
_CONTROLS = frozenset("\t\r\n\0")
_QUOTES = frozenset("'\"`´‘’‚‛“”„‟‹›«»＇＂")
# Spaces, and what is not shown at all, such as a byte order mark.
_UNSEEN = frozenset(("Zs", "Zl", "Zp", "Cc", "Cf"))
_QUOTED = frozenset('",\r\n')


def csv_line(cells: Iterable[str | int]) -> str:
    """One line with its line break. Text cells are made safe, whatever their origin."""
    return ",".join(_written(cell) for cell in cells) + "\r\n"


def safe_cell(text: str) -> str:
    """The text, with an apostrophe before it where it could be taken for a formula: spreadsheets show
    neither. A phone number is one of those: "+14065550120" is kept as "'+14065550120", and whoever
    reads the file by program takes one apostrophe away.
    """
    return "'" + text if _may_be_formula(text) else text


def _may_be_formula(text: str) -> bool:
    """Some spreadsheets drop quotes and spaces first, so that what follows them counts."""
    for character in text:
        if character in _CONTROLS or unicodedata.normalize("NFKC", character)[0] in _FORMULA:
            return True
        if character not in _QUOTES and unicodedata.category(character) not in _UNSEEN:
            return False
    return False


def _written(cell: str | int) -> str:
    # Numbers of ours are no texts: a negative one would be none any more with an apostrophe.
    if isinstance(cell, int):
        return str(cell)
    text = safe_cell(cell)
    return '"' + text.replace('"', '""') + '"' if _QUOTED & set(text) else text
