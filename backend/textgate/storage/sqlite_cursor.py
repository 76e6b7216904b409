"""SQLite connections for an event loop, on which most statements are one trip to the connection's thread.

The driver takes one to make a cursor, one to execute, one to fetch and one to close it, and each of them
costs more than most of our statements do.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

import aiosqlite

from textgate.private_files import create_database

_FETCHED_AT_ONCE = 256


async def connect(path: str) -> aiosqlite.Connection:
    """An open connection; its thread ends with the process."""
    connection = _Connection(path)
    connection._thread.daemon = True
    try:
        return await connection
    except Exception:
        # The error may close the event loop, which the thread still needs to say that it has stopped.
        if connection.stopping is not None:
            await connection.stopping
        raise


class _Connection(aiosqlite.Connection):
    def __init__(self, path: str) -> None:
        super().__init__(self._open, 64)
        self._path = path
        self._opened: sqlite3.Connection | None = None
        """Only the connection's thread uses it."""
        self.stopping: asyncio.Future[Any] | None = None
        """Done when the thread has nothing left to do."""

    def _open(self) -> sqlite3.Connection:
        """In the connection's thread."""
        create_database(self._path)
        self._opened = sqlite3.connect(self._path, check_same_thread=False)
        return self._opened

    def stop(self) -> asyncio.Future[Any] | None:
        # A task that is canceled while it opens or closes the connection makes aiosqlite lose track of
        # it. The thread runs this after everything that is already queued, so it never does.
        if not self._running:
            return None
        self._tx.put_nowait((None, self._close_opened))
        self.stopping = super().stop()
        return self.stopping

    def _close_opened(self) -> None:
        """In the connection's thread."""
        if self._opened is not None:
            self._opened.close()

    async def close(self) -> None:
        stopped = self.stop()
        if stopped is not None:
            await stopped

    def cursor(self) -> Any:
        return _Cursor(self)

    async def rollback(self) -> None:
        # The pool rolls back whatever comes back to it, which hardly ever has anything left.
        if self.in_transaction:
            await super().rollback()


class _Cursor:
    """As much of a cursor as SQLAlchemy uses. Short results are there at once; of long ones the rest stays
    in the database until it is asked for."""

    arraysize = 1

    def __init__(self, connection: _Connection) -> None:
        self._run_there: Any = connection._execute
        self._connection = connection
        self._open: sqlite3.Cursor | None = None
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    async def __aenter__(self) -> _Cursor:
        return self

    async def execute(self, statement: str, parameters: Sequence[Any] = ()) -> _Cursor:
        await self._run_there(self._run, sqlite3.Cursor.execute, statement, parameters)
        return self

    async def executemany(self, statement: str, parameters: Iterable[Sequence[Any]]) -> _Cursor:
        await self._run_there(self._run, sqlite3.Cursor.executemany, statement, parameters)
        return self

    def _run(self, how: Any, statement: str, parameters: Any) -> None:
        """In the connection's thread."""
        cursor = self._connection._conn.cursor()
        try:
            how(cursor, statement, parameters)
            self.description = cursor.description
            self.rowcount = cursor.rowcount
            self.lastrowid = cursor.lastrowid
            if cursor.description:
                self._rows = cursor.fetchmany(_FETCHED_AT_ONCE)
        except BaseException:
            cursor.close()
            raise
        if len(self._rows) == _FETCHED_AT_ONCE:
            self._open = cursor
        else:
            cursor.close()

    async def fetchall(self) -> list[Any]:
        rows, self._rows = self._rows, []
        if self._open is not None:
            rows += await self._run_there(self._open.fetchall)
        return rows

    async def fetchmany(self, size: int | None = None) -> list[Any]:
        size = size or self.arraysize
        if not self._rows and self._open is not None:
            self._rows = await self._run_there(self._open.fetchmany, max(size, _FETCHED_AT_ONCE))
        rows, self._rows = self._rows[:size], self._rows[size:]
        return rows

    async def fetchone(self) -> Any:
        rows = await self.fetchmany(1)
        return rows[0] if rows else None

    async def close(self) -> None:
        self._rows = []
        if self._open is not None:
            cursor, self._open = self._open, None
            await self._run_there(cursor.close)
