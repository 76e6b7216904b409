"""Selects within transactions that are compiled once, for statements that run hundreds of times a second."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Dialect
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.storage.compiled_query import CompiledQuery, LazyRow, Returning


class PreparedSelect:
    """A statement whose parameters are open (see parameters.py)."""

    def __init__(self, statement: Callable[[Dialect], Returning]) -> None:
        """`statement` builds it for a dialect."""
        self._statement = statement
        self._queries: dict[str, CompiledQuery] = {}

    async def rows(self, connection: AsyncConnection, **values: Any) -> list[LazyRow]:
        dialect = connection.dialect
        query = self._queries.get(dialect.name)
        if query is None:
            query = self._queries[dialect.name] = CompiledQuery(self._statement(dialect), dialect)
        found = await connection.exec_driver_sql(query.text, tuple(query.parameters(values)))
        return [LazyRow(row, query.layout) for row in found]
