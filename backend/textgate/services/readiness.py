"""Finds out whether the database can be read and written, with a read and a write of its own."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from enum import StrEnum

import structlog
from sqlalchemy import text

from textgate.domain.clock import Clock
from textgate.logs import places
from textgate.services.limits import window_counters
from textgate.storage.database import Database
from textgate.storage.statement_program import AccessPath, Statement, StatementProgram

log = structlog.get_logger(__name__)

EVERY = timedelta(seconds=3)
"""However often somebody asks."""
PATIENCE = 3.0
"""Seconds. A database that takes longer is not ready; a locked SQLite file takes five to say so."""
_KEY = window_counters.key_of("readiness")
_WINDOW = timedelta(hours=1)


class Lack(StrEnum):
    """What the database does not do."""

    READ = "READ"
    WRITE = "WRITE"


class Readiness:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._lack: Lack | None = None
        self._looked_at: datetime | None = None
        self._looking: asyncio.Task[None] | None = None

    async def lack(self) -> Lack | None:
        """What is lacking; None if the database is ready. All who ask share one look."""
        if self._looking is None or (self._looking.done() and self._is_old):
            self._looked_at = self._clock()
            self._looking = asyncio.create_task(self._look())
        # Never cancelled: a write in another thread goes on anyway.
        await asyncio.wait((self._looking,), timeout=PATIENCE)
        return self._lack

    @property
    def _is_old(self) -> bool:
        assert self._looked_at is not None
        # The clock may have been set back.
        return not timedelta(0) <= self._clock() - self._looked_at < EVERY

    async def _look(self) -> None:
        try:
            self._lack = Lack.READ
            async with self._database.read() as connection:
                await connection.execute(text("SELECT 1"))
            for access_path in (AccessPath.LOOKUP, AccessPath.SCAN):
                await self._database.run(_reading(access_path))
            self._lack = Lack.WRITE
            # Only a commit proves that there is space, and that this server takes writes.
            async with self._database.write() as connection:
                await window_counters.count(connection, self._clock(), {_KEY: _WINDOW})
            self._lack = None
        except Exception as error:  # whatever it is, the database cannot be used
            log.warning(
                "not_ready", lack=self._lack, error=type(error).__name__, frames=places(error)
            )


def _reading(access_path: AccessPath) -> StatementProgram:
    yield Statement("SELECT 1", (), access_path)
