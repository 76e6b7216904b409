"""Remembers the ids of the rows so far, on disk, so that memory does not grow with the file."""

from __future__ import annotations

import sqlite3
from types import TracebackType
from typing import Self


class SeenIds:
    """A set of keys of two parts. `max_pages` limits its size on disk."""

    def __init__(self, max_pages: int | None = None) -> None:
        # An unnamed database is a temporary file: SQLite writes it when its cache is full, and deletes it.
        self._database = sqlite3.connect(
            "",
            isolation_level=None,
            # Threads take turns with one set.
            check_same_thread=False,
        )
        self._database.execute("PRAGMA journal_mode=OFF")
        if max_pages is not None:
            self._database.execute(f"PRAGMA max_page_count={max_pages:d}")
        self._database.execute(
            "CREATE TABLE seen (owner TEXT, id TEXT, PRIMARY KEY (owner, id)) WITHOUT ROWID"
        )
        self._database.execute("BEGIN")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        self._database.close()

    def add(self, owner: str, external_id: str) -> bool:
        """Add an id. True if it is new. Raises OSError if the disk is full."""
        try:
            added = self._database.execute(
                "INSERT OR IGNORE INTO seen VALUES (?, ?)", (owner, external_id)
            )
        except sqlite3.Error as error:
            raise OSError(f"cannot write a temporary file: {error}") from None
        return added.rowcount == 1
