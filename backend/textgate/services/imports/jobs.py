"""Imports as stored jobs: a caller starts one with a file, and the worker finishes it."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import AsyncIterator
from uuid import UUID

from sqlalchemy import insert, select

from textgate.domain.clock import Clock
from textgate.domain.csv_cells import csv_line
from textgate.domain.errors import not_found
from textgate.domain.ids import new_id
from textgate.domain.imports import ImportState
from textgate.domain.viewer import Viewer
from textgate.services.access.scope import within
from textgate.services.imports.preview import Preview, open_upload, preview
from textgate.services.imports.report import COLUMNS
from textgate.services.worker_signals import WorkerSignals
from textgate.storage.database import Database
from textgate.storage.statements import insert_unless_exists
from textgate.storage.tables import import_file, import_job, import_report


class ImportRunning(Exception):
    """The partner has an unfinished import."""


class ImportJobs:
    def __init__(self, database: Database, clock: Clock, signals: WorkerSignals) -> None:
        self._database = database
        self._clock = clock
        self._signals = signals

    async def preview(self, viewer: Viewer, file_name: str, content: bytes) -> Preview:
        """What an import of the file would change. Raises ImportFailed."""
        return await preview(self._database, self._clock, viewer, file_name, content)

    async def start(self, viewer: Viewer, file_name: str, content: bytes) -> UUID:
        """Store the file and an import of it; returns its id. Raises ImportFailed and ImportRunning."""
        file = await asyncio.to_thread(open_upload, file_name, content)
        compressed = await asyncio.to_thread(zlib.compress, content)
        now = self._clock()
        row = {
            "id": new_id(),
            "partner_id": viewer.partner_id,
            "actor_kind": viewer.kind,
            "actor_id": viewer.id,
            "actor_name": viewer.name,
            "role": viewer.role,
            "request_id": viewer.origin.request_id,
            "address": viewer.origin.address,
            "file_name": file_name,
            "kind": file.kind,
            "state": ImportState.QUEUED,
            "failure": None,
            "rows_total": file.rows,
            "rows_done": 0,
            "created": 0,
            "updated": 0,
            "unchanged": 0,
            "refused": 0,
            "problem_count": 0,
            "problems": [],
            "tries": 0,
            "due_at": now,
            "lease_until": None,
            "created_at": now,
            "finished_at": None,
        }
        keys = {"import_id": row["id"], "partner_id": viewer.partner_id}
        async with self._database.write() as connection:
            # The unique index decides between concurrent starts.
            statement = insert_unless_exists(connection.dialect, import_job)
            if (await connection.execute(statement, row)).rowcount == 0:
                raise ImportRunning
            await connection.execute(insert(import_file), keys | {"content": compressed})
        self._signals.imports.set()
        return row["id"]  # type: ignore[return-value]

    async def report(self, viewer: Viewer, import_id: UUID) -> AsyncIterator[str]:
        """The CSV lines of all refused and corrected values. Raises InvalidInput."""
        is_job = (import_job.c.id == import_id) & within(viewer, import_job)
        async with self._database.read() as connection:
            if (await connection.execute(select(import_job.c.id).where(is_job))).first() is None:
                raise not_found("Import")
        return self._report_lines(viewer, import_id)

    async def _report_lines(self, viewer: Viewer, import_id: UUID) -> AsyncIterator[str]:
        yield csv_line(COLUMNS)
        position = -1
        while True:
            statement = (
                select(import_report.c.position, import_report.c.content)
                .where(
                    import_report.c.import_id == import_id,
                    import_report.c.partner_id == viewer.partner_id,
                    import_report.c.position > position,
                )
                .order_by(import_report.c.position)
                .limit(20)
            )
            # Closed between reads: a slow client must not hold a connection.
            async with self._database.read() as connection:
                parts = (await connection.execute(statement)).all()
            if not parts:
                return
            for part in parts:
                yield zlib.decompress(part.content).decode()
            position = parts[-1].position
