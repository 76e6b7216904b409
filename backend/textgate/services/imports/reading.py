"""Checks CSV files, then reads them record by record."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

# No real cell is longer. An unclosed quote takes the file as one cell, up to this limit.
MAX_CELL_LENGTH = 100_000
# A line is held in memory, so a line without an end must be limited.
MAX_LINE_BYTES = 1_000_000


class ImportFailed(Exception):
    """A file cannot be imported, and nothing was written. The message is for users."""


def check(path: Path) -> int:
    """Return the number of records after the header. Raises ImportFailed unless the file is CSV in UTF-8.

    This is a separate pass, so that an invalid end of a file does not leave half of it imported.
    """
    try:
        # A pipe cannot be read twice.
        if path.exists() and not path.is_file():
            raise ImportFailed(f"{path}: This is not a regular file.")
        with path.open("rb") as file:
            lines = iter(lambda: file.readline(MAX_LINE_BYTES), b"")
            for number, raw in enumerate(lines, start=1):
                _check_line(path, number, raw)
        return sum(1 for _ in records(path)) - 1
    except OSError as error:
        raise ImportFailed(f"{path}: {error.strerror}") from None


def records(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield the header and the records, each with its row number in a spreadsheet.

    Blank lines are counted but not yielded. A cell of several lines is in one row.
    """
    csv.field_size_limit(MAX_CELL_LENGTH)
    # utf-8-sig: spreadsheets write a byte order mark.
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, strict=True)
        for number in count(1):
            first_line = reader.line_num + 1
            try:
                cells = next(reader, None)
            except csv.Error as error:
                raise ImportFailed(
                    f"{path}: The record from line {first_line} on is not valid CSV: {error}"
                ) from None
            if cells is None:
                return
            if cells:
                yield number, cells


def batches(items: Iterator[T], size: int) -> Iterator[list[T]]:
    while batch := list(islice(items, size)):
        yield batch


def header_of(path: Path) -> tuple[int, list[str]]:
    """The header with its row number."""
    header = next(records(path), None)
    if header is None:
        raise ImportFailed(f"{path}: The file is empty.")
    return header


def _check_line(path: Path, number: int, raw: bytes) -> None:
    if len(raw) == MAX_LINE_BYTES:
        raise ImportFailed(f"{path}: Line {number} is too long for a CSV file.")
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        raise ImportFailed(
            f"{path}: Line {number} is not UTF-8. Save the file as CSV in UTF-8."
        ) from None
    if b"\0" in raw:
        raise ImportFailed(
            f"{path}: Line {number} contains a NUL character, which is not valid in CSV."
        )
