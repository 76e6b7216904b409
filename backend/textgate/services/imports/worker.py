"""Finishes imports in the background, batch by batch.

A batch and its progress are one transaction: after a crash, the next worker continues with the first row that
is not stored. It reads the rows before it again, so that duplicate ids are still detected.
"""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import ColumnElement, RowMapping, and_, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.clock import Clock
from textgate.domain.csv_cells import csv_line
from textgate.domain.errors import AuthorityLost
from textgate.domain.imports import ImportFailure, ImportKind, ImportState
from textgate.domain.viewer import Origin, Viewer
from textgate.logs import frame_locations
from textgate.services.imports.files import ImportFile, open_file
from textgate.services.imports.planning import Counts
from textgate.services.imports.preview import FIRST_PROBLEMS
from textgate.services.imports.reading import Source
from textgate.services.imports.report import Note, cells_of, problem
from textgate.services.imports.rows import CleanRow
from textgate.services.imports.writing import BatchWriter
from textgate.storage import leases
from textgate.storage.database import Database
from textgate.storage.outages import is_outage
from textgate.storage.tables import import_file, import_job, import_report

log = structlog.get_logger(__name__)

BATCH = 100
"""Small: sends wait for SQLite's one writer."""
CANDIDATES = 10
"""How many due imports a worker tries to lock, while other workers have locked the first ones."""
MAX_TRIES = 5
"""After so many leases without a stored batch the import has failed; it may be what kills the process."""

_COUNTS = ("created", "updated", "unchanged", "refused")


class _LeaseLost(Exception):
    """Another worker has the import."""


@dataclass(slots=True)
class _OpenImport:
    """A leased import. `row` has its progress; `rows` continues after it."""

    row: dict[str, Any]
    file: ImportFile
    rows: Generator[CleanRow]


class ImportWorker:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._open: _OpenImport | None = None

    async def run_due(self) -> int:
        """Import one batch of rows. Returns 0 if no import is due."""
        row: Mapping[str, Any] | None = None
        try:
            if self._open is None:
                row = await self._lease()
                if row is None:
                    return 0
                self._open = await self._open_file(row)
            row = self._open.row
            await self._advance(self._open)
        except _LeaseLost:
            self._close()
        except AuthorityLost:
            self._close()
            await self._end(row, ImportState.FAILED, ImportFailure.ACCESS_ENDED)
        except Exception as error:
            # Memory may be ahead of the database.
            self._close()
            if is_outage(error) or row is None:
                raise
            # Without the traceback, whose locals and message may hold data of practices.
            log.error(  # noqa: TRY400
                "import_failed",
                import_id=row["id"].hex,
                error=type(error).__name__,
                frames=frame_locations(error),
            )
            await self._end(row, ImportState.FAILED, ImportFailure.INTERNAL_ERROR)
        return 1

    async def next_due_at(self) -> datetime | None:
        statement = leases.next_due(self._database.dialect, import_job)
        async with self._database.read() as connection:
            return (await connection.execute(statement)).scalar_one()

    async def release(self) -> None:
        """Give an unfinished import back, so that the next worker need not wait for the lease to expire."""
        if self._open is None:
            return
        is_held = _is_held(self._open.row)
        self._close()
        async with self._database.write() as connection:
            await connection.execute(update(import_job).where(is_held).values(lease_until=None))

    async def _lease(self) -> dict[str, Any] | None:
        """Lease the import that has waited longest."""
        now = self._clock()
        async with self._database.write() as connection:
            row = await _lock_first_due(connection, now)
            if row is None:
                return None
            changes = {"state": ImportState.RUNNING, "tries": row["tries"] + 1}
            lease_until = await leases.lease(
                connection, import_job, row["partner_id"], [row["id"]], now, **changes
            )
        leased = {**row, **changes, "lease_until": lease_until}
        if leased["tries"] > MAX_TRIES:
            await self._end(leased, ImportState.FAILED, ImportFailure.INTERRUPTED)
            return None
        log.info("import_leased", import_id=row["id"].hex, tries=leased["tries"])
        return leased

    async def _open_file(self, row: Mapping[str, Any]) -> _OpenImport:
        statement = select(import_file.c.content).where(_is_file(row))
        async with self._database.read() as connection:
            compressed: bytes = (await connection.execute(statement)).scalar_one()
        return await asyncio.to_thread(_open_at, row, compressed)

    async def _advance(self, job: _OpenImport) -> None:
        batch = await asyncio.to_thread(lambda: list(islice(job.rows, BATCH)))
        if not batch:
            self._close()
            await self._end(job.row, ImportState.COMPLETED)
            return
        progress: dict[str, Any] = {}

        async def save(connection: AsyncConnection, counts: Counts) -> None:
            notes = [note for row in batch for note in job.file.notes(row)]
            if job.row["rows_done"] == 0:
                notes = [*job.file.column_notes(), *notes]
            progress.update(_progress(job.row, counts, notes), lease_until=self._lease_end())
            await self._update(connection, job.row, progress)
            if notes:
                await connection.execute(insert(import_report), _report_part(job.row, notes))

        writer = BatchWriter(self._database, self._clock, _actor(job.row))
        await writer.write(ImportKind(job.row["kind"]), batch, save)
        job.row |= progress

    def _lease_end(self) -> datetime:
        return self._clock() + leases.LEASE

    async def _end(
        self,
        row: Mapping[str, Any] | None,
        state: ImportState,
        failure: ImportFailure | None = None,
    ) -> None:
        """Store the result and delete the file, unless another worker has the import."""
        assert row is not None
        result = {
            "state": state,
            "failure": failure,
            "due_at": None,
            "lease_until": None,
            "finished_at": self._clock(),
        }
        try:
            async with self._database.write() as connection:
                await self._update(connection, row, result)
                await connection.execute(delete(import_file).where(_is_file(row)))
        except _LeaseLost:
            return
        log.info("import_ended", import_id=row["id"].hex, state=state, failure=failure)

    async def _update(
        self, connection: AsyncConnection, row: Mapping[str, Any], values: Mapping[str, Any]
    ) -> None:
        updated = await connection.execute(update(import_job).where(_is_held(row)).values(**values))
        if updated.rowcount != 1:
            raise _LeaseLost

    def _close(self) -> None:
        if self._open is not None:
            self._open.rows.close()
            self._open = None


async def _lock_first_due(connection: AsyncConnection, now: datetime) -> RowMapping | None:
    """Lock the import that has waited longest, of those that no other worker has locked."""
    due = leases.select_due(import_job, now, CANDIDATES)
    for partner_id, row_id in (await connection.execute(due)).all():
        is_job = (import_job.c.partner_id == partner_id) & (import_job.c.id == row_id)
        statement = select(import_job).where(is_job, leases.is_due(import_job, now))
        locked = await connection.execute(statement.with_for_update(skip_locked=True))
        row = locked.mappings().one_or_none()
        if row is not None:
            return row
    return None


def _is_held(row: Mapping[str, Any]) -> ColumnElement[bool]:
    return leases.is_held(import_job, row["partner_id"], row["id"], row["lease_until"])


def _is_file(row: Mapping[str, Any]) -> ColumnElement[bool]:
    return and_(import_file.c.partner_id == row["partner_id"], import_file.c.import_id == row["id"])


def _open_at(row: Mapping[str, Any], compressed: bytes) -> _OpenImport:
    """Open the file of an import, after the rows that are stored."""
    source = Source.upload(row["file_name"], zlib.decompress(compressed))
    file = open_file(source, ImportKind(row["kind"]))
    rows = file.read()
    for _ in islice(rows, row["rows_done"]):
        pass
    return _OpenImport(dict(row), file, rows)


def _actor(row: Mapping[str, Any]) -> Viewer:
    """The caller that started the import."""
    return Viewer(
        kind=row["actor_kind"],
        partner_id=row["partner_id"],
        id=row["actor_id"],
        name=row["actor_name"],
        # An import neither sends nor requests numbers.
        sms_enabled=False,
        role=row["role"],
        origin=Origin(row["request_id"], row["address"]),
    )


def _progress(row: Mapping[str, Any], counts: Counts, notes: Sequence[Note]) -> dict[str, Any]:
    first = row["problems"]
    return {
        "rows_done": row["rows_done"] + counts.rows,
        "problem_count": row["problem_count"] + len(notes),
        "problems": [*first, *map(problem, notes[: FIRST_PROBLEMS - len(first)])],
        "tries": 0,
        **{name: row[name] + getattr(counts, name) for name in _COUNTS},
    }


def _report_part(row: Mapping[str, Any], notes: Sequence[Note]) -> dict[str, Any]:
    text = "".join(csv_line(cells_of(note)) for note in notes)
    keys: dict[str, UUID] = {"import_id": row["id"], "partner_id": row["partner_id"]}
    return {**keys, "position": row["rows_done"], "content": zlib.compress(text.encode())}
