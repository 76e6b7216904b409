"""Checks CSV files, then reads them record by record."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import count, islice
from pathlib import Path
from typing import BinaryIO, Self, TypeVar

T = TypeVar("T")

# No real cell is longer. An unclosed quote takes the file as one cell, up to this limit.
MAX_CELL_LENGTH = 100_000
# A line is held in memory, so a line without an end must be limited.
MAX_LINE_BYTES = 1_000_000
MAX_COLUMNS = 1_000

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Spreadsheets write tabs in UTF-16, and semicolons where the comma is the decimal separator.
_DELIMITERS = ",;\t"


class ImportFailed(Exception):
    """A file cannot be imported, and nothing was written. The message is for users."""


@dataclass(frozen=True, slots=True)
class Source:
    """A CSV file on disk or in memory. Errors call it `label`, reports call it `name`."""

    label: str
    name: str
    open: Callable[[], BinaryIO]

    @classmethod
    def file(cls, path: Path) -> Self:
        return cls(str(path), path.name, partial(_open_file, path))

    @classmethod
    def upload(cls, name: str, content: bytes) -> Self:
        return cls(name, name, lambda: io.BytesIO(content))


def check(source: Source) -> int:
    """Return the number of records after the header. Raises ImportFailed unless the file is CSV in UTF-8, or
    in UTF-16 with a byte order mark.

    This is a separate pass, so that an invalid end of a file does not leave half of it imported.
    """
    try:
        with source.open() as file:
            if _encoding(file) == "utf-16":
                _check_utf_16(source, file)
            else:
                lines = iter(lambda: file.readline(MAX_LINE_BYTES), b"")
                for number, raw in enumerate(lines, start=1):
                    _check_line(source, number, raw)
        return sum(1 for _ in records(source)) - 1
    except OSError as error:
        raise ImportFailed(f"{source.label}: {error.strerror}") from None


def records(source: Source) -> Iterator[tuple[int, list[str]]]:
    """Yield the header and the records, each with its row number in a spreadsheet.

    Blank lines are counted but not yielded. A cell of several lines is in one row.
    """
    csv.field_size_limit(MAX_CELL_LENGTH)
    with source.open() as file, io.TextIOWrapper(file, _encoding(file), newline="") as text:
        reader = csv.reader(text, strict=True, delimiter=_delimiter(text))
        for number in count(1):
            first_line = reader.line_num + 1
            try:
                cells = next(reader, None)
            except csv.Error as error:
                raise ImportFailed(
                    f"{source.label}: The record from line {first_line} on is not valid CSV: {error}"
                ) from None
            if cells is None:
                return
            if cells:
                yield number, cells


def batches(items: Iterator[T], size: int) -> Iterator[list[T]]:
    while batch := list(islice(items, size)):
        yield batch


def header_of(source: Source) -> tuple[int, list[str]]:
    """The header with its row number."""
    header = next(records(source), None)
    if header is None:
        raise ImportFailed(f"{source.label}: The file is empty.")
    if len(header[1]) > MAX_COLUMNS:
        raise ImportFailed(
            f"{source.label}: The file has {len(header[1]):,} columns; at most {MAX_COLUMNS:,} are allowed."
        )
    return header


def _open_file(path: Path) -> BinaryIO:
    # A pipe cannot be read twice.
    if path.exists() and not path.is_file():
        raise ImportFailed(f"{path}: This is not a regular file.")
    return path.open("rb")


def _encoding(file: BinaryIO) -> str:
    start = file.read(2)
    file.seek(0)
    # utf-8-sig: spreadsheets write a byte order mark.
    return "utf-16" if start in _UTF_16 else "utf-8-sig"


def _delimiter(text: io.TextIOWrapper) -> str:
    """The delimiter that is most frequent in the first line with text."""
    line = next(
        (line for line in iter(lambda: text.readline(MAX_LINE_BYTES), "") if line.strip()), ""
    )
    text.seek(0)
    return max(_DELIMITERS, key=line.count)


def _check_line(source: Source, number: int, raw: bytes) -> None:
    if len(raw) == MAX_LINE_BYTES:
        raise _too_long(source, number)
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        raise ImportFailed(
            f"{source.label}: Line {number} is not UTF-8. Save the file as CSV in UTF-8."
        ) from None
    if b"\0" in raw:
        raise _has_nul(source, number)


def _check_utf_16(source: Source, file: BinaryIO) -> None:
    # Not closed: the caller closes the file.
    text = io.TextIOWrapper(file, "utf-16", newline="")
    number = 0
    try:
        for number, line in enumerate(iter(lambda: text.readline(MAX_LINE_BYTES), ""), start=1):
            if len(line) == MAX_LINE_BYTES:
                raise _too_long(source, number)
            if "\0" in line:
                raise _has_nul(source, number)
    except UnicodeDecodeError:
        # The decoder reads ahead, so the exact line is unknown.
        raise ImportFailed(
            f"{source.label}: The file is not valid UTF-16 after line {number}. Save it as CSV in UTF-8."
        ) from None
    text.detach()


def _too_long(source: Source, number: int) -> ImportFailed:
    return ImportFailed(f"{source.label}: Line {number} is too long for a CSV file.")


def _has_nul(source: Source, number: int) -> ImportFailed:
    return ImportFailed(
        f"{source.label}: Line {number} contains a NUL character, which is not valid in CSV."
    )
