"""Reads from SQLite: short statements in the event loop, all others in threads."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections import deque
from collections.abc import Sequence
from queue import SimpleQueue
from typing import Any

from textgate.private_files import create_database
from textgate.storage.statement_program import Rows, Statement, StatementProgram
from textgate.storage.urls import SqliteFile

READER_THREADS = 4
INLINE_CACHE_KIB = 8 * 1024
"""The page cache of the connection in the event loop, which runs most statements."""
INLINE_BUSY_MS = 100
"""How long the event loop may wait for a lock. Readers need one only in rare moments."""


class SqliteReads:
    """Threads with a connection each, so that a long program delays no other. An inline statement runs at once:
    to cross threads would take longer."""

    def __init__(self, file: SqliteFile, pragmas: Sequence[str]) -> None:
        self._path = file.path
        self._pragmas = pragmas
        self._waiting: SimpleQueue[_Task | None] = SimpleQueue()
        self._done: deque[_Task] = deque()
        self._is_waking = False
        self._opened_inline: sqlite3.Cursor | None = None
        self._threads: list[threading.Thread] = []

    async def rows(self, statement: Statement) -> Rows:
        return self._inline_cursor().execute(statement.text, statement.parameters).fetchall()

    async def run(self, program: StatementProgram, first: Statement) -> Any:
        if first.runs_inline:
            try:
                first = _run(self._inline_cursor(), program, first, only_inline=True)
            except StopIteration as done:
                return done.value
        if not self._threads:
            self._threads = [
                threading.Thread(target=self._work, name=f"reader-{number}", daemon=True)
                for number in range(READER_THREADS)
            ]
            for thread in self._threads:
                thread.start()
        task = _Task(program, first)
        self._waiting.put(task)
        return await task.future

    def _inline_cursor(self) -> sqlite3.Cursor:
        if self._opened_inline is None:
            self._opened_inline = self._connect(
                f"PRAGMA cache_size=-{INLINE_CACHE_KIB}",
                f"PRAGMA busy_timeout={INLINE_BUSY_MS}",
            )
        return self._opened_inline

    def _connect(self, *more_pragmas: str) -> sqlite3.Cursor:
        create_database(self._path)
        connection = sqlite3.connect(self._path, isolation_level=None, cached_statements=512)
        try:
            cursor = connection.cursor()
            for pragma in (*self._pragmas, *more_pragmas):
                cursor.execute(pragma)
        except BaseException:
            connection.close()
            raise
        return cursor

    def _work(self) -> None:
        """In a thread of its own."""
        cursor: sqlite3.Cursor | None = None
        while (task := self._waiting.get()) is not None:
            try:
                # Connecting here reports its errors to the caller, and keeps the thread alive.
                cursor = cursor or self._connect()
                task.run(cursor)
            except Exception as error:
                task.error = error
            self._done.append(task)
            # Under load, one wake-up of the loop delivers several results.
            if not self._is_waking:
                self._is_waking = True
                task.loop.call_soon_threadsafe(self._deliver)
        if cursor is not None:
            cursor.connection.close()

    def _deliver(self) -> None:
        # First: a task that is done after this line wakes the loop again.
        self._is_waking = False
        while self._done:
            self._done.popleft().deliver()

    def reconnect(self) -> None:
        """There is only one file."""

    async def close(self) -> None:
        if self._opened_inline is not None:
            self._opened_inline.connection.close()
            self._opened_inline = None
        for _ in self._threads:
            self._waiting.put(None)
        threads, self._threads = self._threads, []
        for thread in threads:
            await asyncio.to_thread(thread.join)


class _Task:
    """A program on its way through a thread, and its caller's future."""

    __slots__ = ("error", "first", "future", "loop", "program", "result")

    def __init__(self, program: StatementProgram, first: Statement) -> None:
        self.loop = asyncio.get_running_loop()
        self.future: asyncio.Future[Any] = self.loop.create_future()
        self.program = program
        self.first = first
        self.result: Any = None
        self.error: BaseException | None = None

    def run(self, cursor: sqlite3.Cursor) -> None:
        """Run all statements, so that a request crosses threads only once."""
        try:
            _run(cursor, self.program, self.first, only_inline=False)
        except StopIteration as done:
            self.result = done.value
        except BaseException as error:  # any error is the caller's
            self.error = error

    def deliver(self) -> None:
        if self.future.cancelled():
            return
        if self.error is not None:
            self.future.set_exception(self.error)
        else:
            self.future.set_result(self.result)


def _run(
    cursor: sqlite3.Cursor, program: StatementProgram, statement: Statement, *, only_inline: bool
) -> Statement:
    """Run statements on one snapshot of the database. Return the first that may not run inline, or raise
    StopIteration with the program's result."""
    cursor.execute("BEGIN")
    try:
        while statement.runs_inline or not only_inline:
            rows = cursor.execute(statement.text, statement.parameters).fetchall()
            statement = program.send(rows)
        return statement
    finally:
        cursor.execute("ROLLBACK")
