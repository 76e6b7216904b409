"""Lines of CSV files (RFC 4180), safe from formula injection."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

# The minus sign in addition to the hyphen; fullwidth and small forms fold into these.
_FORMULA = frozenset("=+-@\u2212")
_CONTROLS = frozenset("\t\r\n\0")
_QUOTES = frozenset("'\"`´‘’‚‛“”„‟‹›«»＇＂")
# Spaces and invisible characters, such as a byte order mark.
_UNSEEN = frozenset(("Zs", "Zl", "Zp", "Cc", "Cf"))
_QUOTED = frozenset('",\r\n')


def csv_line(cells: Iterable[str | int]) -> str:
    """One line with its line break. All text cells are made safe."""
    return ",".join(_written(cell) for cell in cells) + "\r\n"


def safe_cell(text: str) -> str:
    """The text, with an apostrophe before it if a spreadsheet could evaluate it as a formula.

    Spreadsheets do not show the apostrophe. A phone number gets one too: "+14065550120" becomes
    "'+14065550120". A program that parses the file must remove one apostrophe.
    """
    return "'" + text if _may_be_formula(text) else text


def _may_be_formula(text: str) -> bool:
    """Skips quotes and spaces, which some spreadsheets drop before they look for a formula."""
    for character in text:
        if character in _CONTROLS or unicodedata.normalize("NFKC", character)[0] in _FORMULA:
            return True
        if character not in _QUOTES and unicodedata.category(character) not in _UNSEEN:
            return False
    return False


def _written(cell: str | int) -> str:
    # An apostrophe would turn a negative number into text.
    if isinstance(cell, int):
        return str(cell)
    text = safe_cell(cell)
    return '"' + text.replace('"', '""') + '"' if _QUOTED & set(text) else text
