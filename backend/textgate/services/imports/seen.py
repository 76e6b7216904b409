"""Which ids the rows of a file have had so far: on disk, so that memory does not grow with the rows."""

from __future__ import annotations

import sqlite3
from types import TracebackType
from typing import Self


class SeenIds:
    """Keys of two parts, each of them told to be new once."""

    def __init__(self) -> None:
        # Without a name it is a temporary file: written only once the cache is full, and never left over.
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.execute("PRAGMA journal_mode=OFF")
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
        """Whether the id is new; raises OSError where there is no room to remember it."""
        try:
            added = self._database.execute(
                "INSERT OR IGNORE INTO seen VALUES (?, ?)", (owner, external_id)
            )
        except sqlite3.Error as error:
            raise OSError(f"no temporary file can be written: {error}") from None
        return added.rowcount == 1
