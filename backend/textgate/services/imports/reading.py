"""Reads CSV files record by record, once they have been found to be whole."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

# Far beyond any honest cell; a quote that is never closed swallows the file up to here.
LONGEST_CELL = 100_000
# A line is held in memory, so that one without an end must not be read to its end.
LONGEST_LINE = 1_000_000


class ImportFailed(Exception):
    """A file cannot be imported at all; nothing has been written. The message is for people."""


def check(path: Path) -> int:
    """How many records a file has after its header; raises ImportFailed for one that is not CSV in
    UTF-8. A pass of its own, so that a broken end of a file does not leave half of it imported."""
    try:
        # A pipe could not be read a second time.
        if path.exists() and not path.is_file():
            raise ImportFailed(f"{path}: is not a regular file")
        with path.open("rb") as file:
            lines = iter(lambda: file.readline(LONGEST_LINE), b"")
            for number, raw in enumerate(lines, start=1):
                _check_line(path, number, raw)
        return sum(1 for _ in records(path)) - 1
    except OSError as error:
        raise ImportFailed(f"{path}: {error.strerror}") from None


def records(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The header and then the records of a file, each with its row as a spreadsheet shows it: blank
    lines count, but are left out, and a cell of several lines is in one row."""
    csv.field_size_limit(LONGEST_CELL)
    # A byte order mark is what spreadsheets put before UTF-8.
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, strict=True)
        for number in count(1):
            begins = reader.line_num + 1
            try:
                cells = next(reader, None)
            except csv.Error as error:
                raise ImportFailed(
                    f"{path}: what begins on line {begins} is not valid CSV: {error}"
                ) from None
            if cells is None:
                return
            if cells:
                yield number, cells


def batches(items: Iterator[T], size: int) -> Iterator[list[T]]:
    while batch := list(islice(items, size)):
        yield batch


def header_of(path: Path) -> tuple[int, list[str]]:
    """The header with its row."""
    header = next(records(path), None)
    if header is None:
        raise ImportFailed(f"{path}: is empty")
    return header


def _check_line(path: Path, number: int, raw: bytes) -> None:
    if len(raw) == LONGEST_LINE:
        raise ImportFailed(f"{path}: line {number} is too long for a CSV file")
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        raise ImportFailed(
            f"{path}: line {number} is not UTF-8; save the file as CSV in UTF-8"
        ) from None
    if b"\0" in raw:
        raise ImportFailed(f"{path}: line {number} has a NUL in it, which no CSV file has")
