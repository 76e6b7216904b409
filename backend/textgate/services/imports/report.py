"""The report of an import: a line for every value that was refused or mended, and for every refused row."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import astuple, dataclass, fields
from enum import StrEnum
from types import TracebackType
from typing import Self, TextIO

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Action(StrEnum):
    """What was done about a value."""

    REFUSED = "refused"
    MENDED = "mended"
    ROW_REFUSED = "row refused"
    IGNORED = "column ignored"


@dataclass(frozen=True, slots=True)
class Note:
    """`row` counts records with the header as 1, as a spreadsheet does."""

    file: str
    row: int
    external_id: str
    column: str
    value: str
    action: Action
    reason: str


class Report:
    """Counts notes, and writes them to `output` as they come where there is one."""

    def __init__(self, output: TextIO | None) -> None:
        self.counts: Counter[Action] = Counter()
        self._output = output
        self._writer = None if output is None else csv.writer(output, lineterminator="\r\n")
        if self._writer is not None:
            self._writer.writerow(field.name for field in fields(Note))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        if self._output is not None:
            self._output.close()

    def add(self, note: Note) -> None:
        self.counts[note.action] += 1
        if self._writer is not None:
            self._writer.writerow(safe(str(cell)) for cell in astuple(note))


def safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: those that begin like one get an apostrophe."""
    return "'" + cell if cell.startswith(_FORMULA) else cell
