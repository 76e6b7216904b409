"""Imports files of practices and locations, batch by batch, and writes only changes.

Memory holds one batch, regardless of the number of rows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from textgate.domain.clock import Clock
from textgate.domain.imports import ImportKind
from textgate.domain.viewer import operator
from textgate.services.imports.files import open_file
from textgate.services.imports.planning import Counts
from textgate.services.imports.reading import Source, batches
from textgate.services.imports.report import Report
from textgate.services.imports.writing import BatchWriter
from textgate.storage.database import Database

BATCH = 500


@dataclass(slots=True)
class ImportSummary:
    """The counts of both files, and the titles of ignored columns."""

    accounts: Counts = field(default_factory=Counts)
    locations: Counts = field(default_factory=Counts)
    unknown_columns: list[str] = field(default_factory=list)


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
    writer = BatchWriter(database, clock, operator(partner_id))
    files = [(open_file(Source.file(practices), ImportKind.ACCOUNTS), summary.accounts)]
    if locations is not None:
        files.append((open_file(Source.file(locations), ImportKind.LOCATIONS), summary.locations))
    total = sum(file.rows for file, _ in files)
    done = 0
    for file, counts in files:
        for note in file.column_notes():
            summary.unknown_columns.append(f"{note.file}: {note.column}")
            report.add(note)
        for batch in batches(file.read(), BATCH):
            counts.add(await writer.write(file.kind, batch))
            for row in batch:
                for note in file.notes(row):
                    report.add(note)
            done += len(batch)
            if progress is not None:
                progress(done, total)
    return summary
