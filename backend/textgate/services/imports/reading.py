"""Reads CSV files record by record, once they have been found to be whole."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

# Far beyond any honest cell; a quote that is never closed swallows the file up to here.
LONGEST_CELL = 100_000


class ImportFailed(Exception):
    """A file cannot be imported at all; nothing has been written. The message is for people."""


def check(path: Path) -> int:
    """How many records a file has after its header; raises ImportFailed for one that is not CSV in
    UTF-8. A pass of its own, so that a broken end of a file does not leave half of it imported."""
    try:
        with path.open("rb") as file:
            for number, raw in enumerate(file, start=1):
                _check_line(path, number, raw)
        return sum(1 for _ in records(path)) - 1
    except OSError as error:
        raise ImportFailed(f"{path}: {error.strerror}") from None
    except csv.Error as error:
        raise ImportFailed(f"{path}: is not valid CSV: {error}") from None


def records(path: Path) -> Iterator[list[str]]:
    """The header and then the records of a file; blank lines are left out."""
    csv.field_size_limit(LONGEST_CELL)
    # A byte order mark is what spreadsheets put before UTF-8.
    with path.open(encoding="utf-8-sig", newline="") as file:
        for cells in csv.reader(file, strict=True):
            if cells:
                yield cells


def batches(items: Iterator[T], size: int) -> Iterator[list[T]]:
    while batch := list(islice(items, size)):
        yield batch


def header_of(path: Path) -> Sequence[str]:
    header = next(records(path), None)
    if header is None:
        raise ImportFailed(f"{path}: is empty")
    return header


def _check_line(path: Path, number: int, raw: bytes) -> None:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        raise ImportFailed(
            f"{path}: line {number} is not UTF-8; save the file as CSV in UTF-8"
        ) from None
    if b"\0" in raw:
        raise ImportFailed(f"{path}: line {number} has a NUL in it, which no CSV file has")
