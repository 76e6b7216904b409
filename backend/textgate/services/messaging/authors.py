"""Stores the names of the callers who send an account's messages; filters by name search them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.ids import new_id
from textgate.domain.text import search_key
from textgate.storage.lru_cache import LruCache
from textgate.storage.prepared_write import PreparedWrite
from textgate.storage.statements import insert_unless_exists
from textgate.storage.tables import message_author

KNOWN = 10_000
_INSERT = PreparedWrite(lambda dialect: insert_unless_exists(dialect, message_author))

Author: TypeAlias = tuple[UUID, str]
"""An account's id, and the name of a caller."""


def author_of(row: Mapping[str, Any]) -> Author:
    """The author of a row of `message`."""
    return row["account_id"], row["sent_by_name"]


class Authors:
    """Writes each name once: nearly every send has a name that is stored already."""

    def __init__(self) -> None:
        self._committed: LruCache[bool] = LruCache(KNOWN)

    def remember(self, author: Author) -> None:
        """Call only after the commit: a name from a transaction that failed would never be stored."""
        self._committed[author] = True

    async def insert(self, connection: AsyncConnection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert the authors of these messages."""
        partners = {
            author: row["partner_id"]
            for row in rows
            if not self._committed.get(author := author_of(row))
        }
        if not partners:
            return
        new_rows = [
            {
                "id": new_id(),
                "partner_id": partner_id,
                "account_id": account_id,
                "name": name,
                "name_key": search_key(name),
            }
            # Always in this order, so that two transactions cannot deadlock.
            for (account_id, name), partner_id in sorted(partners.items())
        ]
        await _INSERT.execute(connection, new_rows)
