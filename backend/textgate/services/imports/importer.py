"""Imports files of practices and locations, batch by batch, and writes only changes.

Memory holds one batch, regardless of the number of rows.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from textgate.domain.clock import Clock
from textgate.services.imports.columns import LOCATION_COLUMNS, PRACTICE_COLUMNS, Columns, match
from textgate.services.imports.reading import batches, check, header_of, records
from textgate.services.imports.report import Action, Note, Report
from textgate.services.imports.rows import CleanRow, clean, refuse_incomplete
from textgate.services.imports.seen import SeenIds
from textgate.services.imports.writing import BatchWriter, Counts
from textgate.storage.database import Database

BATCH = 500


@dataclass(slots=True)
class ImportSummary:
    """The counts of both files, and the titles of ignored columns."""

    accounts: Counts = field(default_factory=Counts)
    locations: Counts = field(default_factory=Counts)
    unknown_columns: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    header_row: int
    columns: Columns
    rows: int
    counts: Counts
    required: tuple[str, ...]
    write: Callable[[list[CleanRow], Counts], Awaitable[None]]


async def import_files(
    database: Database,
    clock: Clock,
    *,
    partner_id: UUID,
    practices: Path,
    locations: Path | None,
    report: Report,
    progress: Callable[[int, int], None] | None = None,
) -> ImportSummary:
    """Create and update accounts and locations by the partner's own ids.

    Raises ImportFailed for unreadable files, before any write. Calls `progress` with the number of finished
    rows and of all rows.
    """
    summary = ImportSummary()
    writer = BatchWriter(database, clock, partner_id)
    files = [
        _open(
            practices,
            PRACTICE_COLUMNS,
            ("external_id", "name"),
            summary.accounts,
            writer.write_accounts,
        )
    ]
    if locations is not None:
        required = ("account_external_id", "external_id", "name")
        files.append(
            _open(locations, LOCATION_COLUMNS, required, summary.locations, writer.write_locations)
        )
    total = sum(file.rows for file in files)
    done = 0
    for file in files:
        for title in file.columns.unknown:
            summary.unknown_columns.append(f"{file.path.name}: {title}")
            report.add(
                _note(
                    file, file.header_row, "", (title, "", Action.IGNORED, "The column is unknown.")
                )
            )
        for batch in batches(_rows(file), BATCH):
            await file.write([row for row in batch if not row.is_refused], file.counts)
            for row in batch:
                file.counts.rows += 1
                file.counts.refused += row.is_refused
                for remark in row.remarks:
                    report.add(_note(file, row.number, row.external_id, remark))
            done += len(batch)
            if progress is not None:
                progress(done, total)
    return summary


def _open(
    path: Path,
    known: Mapping[str, Sequence[str]],
    required: tuple[str, ...],
    counts: Counts,
    write: Callable[[list[CleanRow], Counts], Awaitable[None]],
) -> _File:
    rows = check(path)
    header_row, header = header_of(path)
    columns = match(path.name, header, known, *required)
    return _File(path, header_row, columns, rows, counts, required, write)


def _rows(file: _File) -> Iterator[CleanRow]:
    numbered = records(file.path)
    next(numbered)
    with SeenIds() as seen:
        for number, cells in numbered:
            if len(cells) != file.columns.width:
                row = CleanRow(number)
                row.refuse(
                    "", "", f"The row has {len(cells)} cells instead of {file.columns.width}."
                )
                yield row
                continue
            row = clean(number, file.columns.pick(cells))
            if not refuse_incomplete(row, *file.required):
                owner = row.values.get("account_external_id", "")
                if not seen.add(owner, row.external_id):
                    row.refuse("external_id", row.external_id, "An earlier row has this id.")
            yield row


def _note(file: _File, number: int, external_id: str, remark: tuple[str, str, Action, str]) -> Note:
    column, value, action, reason = remark
    return Note(file.path.name, number, external_id, column, value, action, reason)
