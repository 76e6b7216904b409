"""Writes of many rows that are compiled once, for tables that take thousands of rows a second.

Column types decide how values are encoded, as everywhere. SQLAlchemy would look up the encoders again for each
row of each execution.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import CursorResult, Dialect, Insert, Update
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.compat.sqlalchemy import compile_positional, encoder

_Encode: TypeAlias = Callable[[Any], Any]


class PreparedWrite:
    """An INSERT or UPDATE for rows that all have the same columns or parameters."""

    def __init__(self, statement: Callable[[Dialect], Insert | Update]) -> None:
        """`statement` builds it for a dialect."""
        self._statement = statement
        self._compiled: dict[tuple[str, ...], _Compiled] = {}

    async def execute(
        self, connection: AsyncConnection, rows: Sequence[Mapping[str, Any]]
    ) -> CursorResult[Any]:
        key = (connection.dialect.name, *rows[0])
        compiled = self._compiled.get(key)
        if compiled is None:
            statement = self._statement(connection.dialect)
            compiled = self._compiled[key] = _Compiled(statement, connection.dialect, [*rows[0]])
        values = compiled.values(rows)
        one_or_many: Any = values if len(values) > 1 else values[0]
        return await connection.exec_driver_sql(compiled.text, one_or_many)


class _Compiled:
    def __init__(self, statement: Insert | Update, dialect: Dialect, names: list[str]) -> None:
        self.text, parameters = compile_positional(statement, dialect, names)
        self._columns: list[tuple[str, _Encode | None]] = [
            (name, encoder(kind, dialect)) for name, kind, _ in parameters
        ]

    def values(self, rows: Sequence[Mapping[str, Any]]) -> list[tuple[Any, ...]]:
        """The driver's parameters for each row."""
        columns = self._columns
        return [
            tuple([row[name] if encode is None else encode(row[name]) for name, encode in columns])
            for row in rows
        ]
