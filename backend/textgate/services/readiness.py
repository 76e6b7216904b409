"""Probes whether the database can be read and written."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from enum import StrEnum

import structlog
from sqlalchemy import text

from textgate.domain.clock import Clock
from textgate.logs import frame_locations
from textgate.services.limits import window_counters
from textgate.storage.database import Database
from textgate.storage.statement_program import AccessPath, Statement, StatementProgram

log = structlog.get_logger(__name__)

MIN_INTERVAL = timedelta(seconds=3)
"""Callers within this time share one result."""
TIMEOUT_SECONDS = 3.0
"""A slower database is not ready. A locked SQLite file takes five seconds to report it."""
_KEY = window_counters.key_of("readiness")
_WINDOW = timedelta(hours=1)


class Probe(StrEnum):
    READ = "READ"
    WRITE = "WRITE"


class Readiness:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._failed_probe: Probe | None = None
        self._started_at: datetime | None = None
        self._task: asyncio.Task[None] | None = None

    async def failed_probe(self) -> Probe | None:
        """Return the probe that fails, or None if the database is ready. Concurrent callers share a run."""
        if self._task is None or (self._task.done() and self._is_stale):
            self._started_at = self._clock()
            self._task = asyncio.create_task(self._run())
        # Do not cancel on timeout: a write in another thread cannot be stopped.
        await asyncio.wait((self._task,), timeout=TIMEOUT_SECONDS)
        return self._failed_probe

    @property
    def _is_stale(self) -> bool:
        assert self._started_at is not None
        # Negative if the clock was set back.
        return not timedelta(0) <= self._clock() - self._started_at < MIN_INTERVAL

    async def _run(self) -> None:
        try:
            self._failed_probe = Probe.READ
            async with self._database.read() as connection:
                await connection.execute(text("SELECT 1"))
            for access_path in AccessPath:
                await self._database.run(_select_one(access_path))
            self._failed_probe = Probe.WRITE
            # Only a commit proves that the disk has space and the server accepts writes.
            async with self._database.write() as connection:
                await window_counters.count(connection, self._clock(), {_KEY: _WINDOW})
            self._failed_probe = None
        except Exception as error:  # any error makes the database unusable
            log.warning(
                "not_ready",
                failed_probe=self._failed_probe,
                error=type(error).__name__,
                frames=frame_locations(error),
            )


def _select_one(access_path: AccessPath) -> StatementProgram:
    yield Statement("SELECT 1", (), access_path)
