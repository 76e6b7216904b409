"""The report of an import: a line for every refused or corrected value, and for every refused row."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, fields
from enum import StrEnum
from operator import attrgetter
from types import TracebackType
from typing import Self, TextIO

from textgate.domain.csv_cells import safe_cell

# As many as fit on a screen, for imports without a report file.
FIRST_NOTES = 20


class Action(StrEnum):
    """What the import did with a value."""

    REFUSED = "refused"
    CORRECTED = "corrected"
    ROW_REFUSED = "row refused"
    IGNORED = "column ignored"


@dataclass(frozen=True, slots=True)
class Note:
    """`row` is the row number in a spreadsheet. A header in the first line is row 1."""

    file: str
    row: int
    external_id: str
    column: str
    value: str
    action: Action
    reason: str


_COLUMNS = tuple(field.name for field in fields(Note))
_cells: Callable[[Note], tuple[object, ...]] = attrgetter(*_COLUMNS)


class Report:
    """Counts notes, keeps the first ones, and writes each to `output` at once, if there is one."""

    def __init__(self, output: TextIO | None) -> None:
        self.counts: Counter[Action] = Counter()
        self.first: list[Note] = []
        self._output = output
        self._writer = None if output is None else csv.writer(output, lineterminator="\r\n")
        if self._writer is not None:
            self._writer.writerow(_COLUMNS)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        if self._output is not None:
            self._output.close()

    def add(self, note: Note) -> None:
        self.counts[note.action] += 1
        if len(self.first) < FIRST_NOTES:
            self.first.append(note)
        if self._writer is not None:
            self._writer.writerow(safe_cell(str(cell)) for cell in _cells(note))
