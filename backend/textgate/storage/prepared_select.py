"""Runs a statement that is compiled once within transactions, for where it is run hundreds of times a second.

What each value becomes is decided by the types of the columns, as everywhere; of rows when it is looked at.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Dialect
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.storage.compiled_query import CompiledQuery, Returning, Row


class PreparedSelect:
    """A statement whose places are open parameters (see query.py)."""

    def __init__(self, statement: Callable[[Dialect], Returning]) -> None:
        """`statement` makes it, for one database or the other."""
        self._statement = statement
        self._queries: dict[str, CompiledQuery] = {}

    async def rows(self, connection: AsyncConnection, **values: Any) -> list[Row]:
        dialect = connection.dialect
        query = self._queries.get(dialect.name)
        if query is None:
            query = self._queries[dialect.name] = CompiledQuery(self._statement(dialect), dialect)
        found = await connection.exec_driver_sql(query.text, tuple(query.parameters(values)))
        return [Row(row, query.layout) for row in found]
