"""aiosqlite's connection thread: one that no cancellation leaks, and that runs functions of our own."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from typing import Any

import aiosqlite

_UNUSED_CHUNK_SIZE = 64


class ThreadConnection(aiosqlite.Connection):
    """A connection whose thread opens the file, and ends with the process.

    `open_file` must pass `check_same_thread=False`.
    """

    def __init__(self, open_file: Callable[[], sqlite3.Connection]) -> None:
        super().__init__(self._open, _UNUSED_CHUNK_SIZE)
        self._thread.daemon = True
        self._open_file = open_file
        self._opened: sqlite3.Connection | None = None
        """Only the connection's thread uses it."""
        self.stopped: asyncio.Future[Any] | None = None
        """Done when the thread has nothing left to do; None before `stop`."""

    def _open(self) -> sqlite3.Connection:
        """In the connection's thread."""
        self._opened = self._open_file()
        return self._opened

    async def run_in_thread(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """Call a function in the connection's thread."""
        execute: Any = self._execute
        return await execute(function, *arguments)

    def open_cursor(self) -> sqlite3.Cursor:
        """In the connection's thread."""
        return self._conn.cursor()

    def stop(self) -> asyncio.Future[Any] | None:
        """aiosqlite loses track of a connection whose task is canceled while it opens or closes the file. The
        thread closes it after everything that is already queued."""
        if not self._running:
            return None
        self._tx.put_nowait((None, self._close_opened))
        self.stopped = super().stop()
        return self.stopped

    def _close_opened(self) -> None:
        """In the connection's thread."""
        if self._opened is not None:
            self._opened.close()

    async def close(self) -> None:
        stopped = self.stop()
        if stopped is not None:
            await stopped
