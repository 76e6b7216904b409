"""SQLite connections for an event loop, on which most statements cross to the connection's thread once.

The driver crosses once to open a cursor, to execute, to fetch and to close. Each crossing costs more than most
of our statements.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from textgate.compat.aiosqlite import ThreadConnection
from textgate.private_files import create_database

_PREFETCHED_ROWS = 256


async def connect(path: str) -> ThreadConnection:
    """An open connection; its thread ends with the process."""

    def open_file() -> sqlite3.Connection:
        create_database(path)
        return sqlite3.connect(path, check_same_thread=False)

    connection = _Connection(open_file)
    try:
        await connection
    except Exception:
        # The error may close the event loop, which the thread still needs to report that it has stopped.
        if connection.stopped is not None:
            await connection.stopped
        raise
    return connection


class _Connection(ThreadConnection):
    def cursor(self) -> Any:
        return _Cursor(self)

    async def rollback(self) -> None:
        # The pool rolls back each returned connection. Few still have a transaction.
        if self.in_transaction:
            await super().rollback()


class _Cursor:
    """The part of a cursor that SQLAlchemy uses. It prefetches short results. The rest of a long one stays in
    the database until it is fetched."""

    arraysize = 1

    def __init__(self, connection: ThreadConnection) -> None:
        self._connection = connection
        self._open: sqlite3.Cursor | None = None
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    async def __aenter__(self) -> _Cursor:
        return self

    async def execute(self, statement: str, parameters: Sequence[Any] = ()) -> _Cursor:
        run = self._connection.run_in_thread
        await run(self._run, sqlite3.Cursor.execute, statement, parameters)
        return self

    async def executemany(self, statement: str, parameters: Iterable[Sequence[Any]]) -> _Cursor:
        run = self._connection.run_in_thread
        await run(self._run, sqlite3.Cursor.executemany, statement, parameters)
        return self

    def _run(self, execute: Callable[..., Any], statement: str, parameters: Any) -> None:
        """In the connection's thread."""
        cursor = self._connection.open_cursor()
        try:
            execute(cursor, statement, parameters)
            self.description = cursor.description
            self.rowcount = cursor.rowcount
            self.lastrowid = cursor.lastrowid
            if cursor.description:
                self._rows = cursor.fetchmany(_PREFETCHED_ROWS)
        except BaseException:
            cursor.close()
            raise
        if len(self._rows) == _PREFETCHED_ROWS:
            self._open = cursor
        else:
            cursor.close()

    async def fetchall(self) -> list[Any]:
        rows, self._rows = self._rows, []
        if self._open is not None:
            rows += await self._connection.run_in_thread(self._open.fetchall)
        return rows

    async def fetchmany(self, size: int | None = None) -> list[Any]:
        size = size or self.arraysize
        if not self._rows and self._open is not None:
            self._rows = await self._connection.run_in_thread(
                self._open.fetchmany, max(size, _PREFETCHED_ROWS)
            )
        rows, self._rows = self._rows[:size], self._rows[size:]
        return rows

    async def fetchone(self) -> Any:
        rows = await self.fetchmany(1)
        return rows[0] if rows else None

    async def close(self) -> None:
        self._rows = []
        if self._open is not None:
            cursor, self._open = self._open, None
            await self._connection.run_in_thread(cursor.close)
