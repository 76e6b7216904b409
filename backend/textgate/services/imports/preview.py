"""Shows what an import of a file would change, without writing anything."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from textgate.domain.clock import Clock
from textgate.domain.imports import ImportAction, ImportKind, RowOutcome
from textgate.domain.viewer import Viewer
from textgate.services.imports.files import ImportFile, open_file
from textgate.services.imports.planning import Counts, PlannedRow, plan
from textgate.services.imports.reading import Source, batches
from textgate.services.imports.report import Note
from textgate.storage.database import Database

BATCH = 500
FIRST_ROWS = 20
FIRST_PROBLEMS = 100
MAX_ROWS = 100_000
"""Limits the work and the report of one upload; the command has no limit."""


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """`values` has the columns of the file as they will be stored; it is empty for a refused row."""

    number: int
    outcome: RowOutcome
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Preview:
    """`columns` has the file's title of each known column. `problems` are the first ones."""

    kind: ImportKind
    columns: Mapping[str, str]
    ignored_columns: Sequence[str]
    counts: Counts
    first_rows: Sequence[PreviewRow]
    problems: Sequence[Note]
    problem_counts: Mapping[ImportAction, int]


def open_upload(name: str, content: bytes) -> ImportFile:
    """Check an uploaded file of either kind. Raises ImportFailed."""
    return open_file(Source.upload(name, content), max_rows=MAX_ROWS)


async def preview(
    database: Database, clock: Clock, viewer: Viewer, name: str, content: bytes
) -> Preview:
    """Read the whole file and compare it with what is stored. Raises ImportFailed.

    Threads parse, so that a large file does not keep other requests waiting.
    """
    file = await asyncio.to_thread(open_upload, name, content)
    problems = _Problems()
    problems.add(file.column_notes())
    counts = Counts()
    first_rows: list[PreviewRow] = []
    rows = file.read()
    try:
        read = batches(rows, BATCH)
        while batch := await asyncio.to_thread(next, read, None):
            async with database.read() as connection:
                planned = await plan(
                    connection, viewer.partner_id, file.kind, batch, clock(), to_change=False
                )
            counts.add(Counts.of(planned))
            for planned_row in planned:
                problems.add(file.notes(planned_row.row))
                if len(first_rows) < FIRST_ROWS:
                    first_rows.append(_preview_row(file, planned_row))
    finally:
        rows.close()
    return Preview(
        file.kind,
        file.columns.recognized,
        file.columns.unknown,
        counts,
        first_rows,
        problems.first,
        problems.counts,
    )


class _Problems:
    """Counts problems and keeps the first ones."""

    def __init__(self) -> None:
        self.first: list[Note] = []
        self.counts: Counter[ImportAction] = Counter()

    def add(self, notes: Sequence[Note]) -> None:
        self.first += notes[: FIRST_PROBLEMS - len(self.first)]
        self.counts.update(note.action for note in notes)


def _preview_row(file: ImportFile, planned: PlannedRow) -> PreviewRow:
    if planned.outcome is RowOutcome.REFUSED:
        return PreviewRow(planned.row.number, planned.outcome, {})
    # The key of a location's account is not a column of the location.
    stored = {**planned.row.values, **planned.after}
    values = {column: stored.get(column) for column in file.columns.indexes}
    return PreviewRow(planned.row.number, planned.outcome, values)
