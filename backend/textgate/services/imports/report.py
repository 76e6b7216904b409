"""The report of an import: a line for every refused or corrected value, and for every refused row."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, fields
from operator import attrgetter
from types import TracebackType
from typing import Self, TextIO

from textgate.domain.csv_cells import safe_cell
from textgate.domain.imports import ImportAction

# As many as fit on a screen, for imports without a report file.
FIRST_NOTES = 20


@dataclass(frozen=True, slots=True)
class Note:
    """`row` is the row number in a spreadsheet. A header in the first line is row 1."""

    file: str
    row: int
    external_id: str
    column: str
    value: str
    action: ImportAction
    reason: str


COLUMNS = tuple(field.name for field in fields(Note))
_cells: Callable[[Note], tuple[object, ...]] = attrgetter(*COLUMNS)
# A cell may have 100,000 characters, too many to show.
_SHOWN_LENGTH = 200


def cells_of(note: Note) -> tuple[str, ...]:
    """The note's line in a report."""
    return tuple(str(cell) for cell in _cells(note))


def problem(note: Note) -> dict[str, str | int]:
    """The note as shown in the browser: where, the code and the sentence."""
    is_long = len(note.value) > _SHOWN_LENGTH
    return {
        "row": note.row,
        "externalId": note.external_id,
        "column": note.column[:_SHOWN_LENGTH],
        "value": note.value[:_SHOWN_LENGTH] + "…" if is_long else note.value,
        "code": note.action.name,
        "message": note.reason,
    }


class Report:
    """Counts notes, keeps the first ones, and writes each to `output` at once, if there is one."""

    def __init__(self, output: TextIO | None) -> None:
        self.counts: Counter[ImportAction] = Counter()
        self.first: list[Note] = []
        self._output = output
        self._writer = None if output is None else csv.writer(output, lineterminator="\r\n")
        if self._writer is not None:
            self._writer.writerow(COLUMNS)

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
            self._writer.writerow(map(safe_cell, cells_of(note)))
