"""Writes of many rows that are compiled once, for tables that take thousands of rows a second.

Column types decide how values are encoded, as everywhere. SQLAlchemy would look up the encoders again for each
row of each execution.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from typing import Any, TypeAlias

from sqlalchemy import CursorResult, Dialect, Insert, Update
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.compat.sqlalchemy import compile_positional, encoder

_Encode: TypeAlias = Callable[[Any], Any]


class PreparedWrite:
    """An INSERT or UPDATE for rows that all have the same columns or parameters."""

    def __init__(
        self, statement: Callable[[Dialect], Insert | Update], *, rows_at_once: int = 1
    ) -> None:
        """`statement` builds it for a dialect. An INSERT that ends with its VALUES may insert several rows at
        once on SQLite, whose search index writes to the database at the end of each statement."""
        self._statement = statement
        self._rows_at_once = rows_at_once
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
        at_once = self._rows_at_once
        if connection.dialect.name == "sqlite" and len(values) > at_once > 1:
            text = compiled.several(at_once)
            while len(values) >= at_once:
                together = tuple(chain.from_iterable(values[:at_once]))
                result = await connection.exec_driver_sql(text, together)
                values = values[at_once:]
            if not values:
                return result
        one_or_many: Any = values if len(values) > 1 else values[0]
        return await connection.exec_driver_sql(compiled.text, one_or_many)


class _Compiled:
    def __init__(self, statement: Insert | Update, dialect: Dialect, names: list[str]) -> None:
        self.text, parameters = compile_positional(statement, dialect, names)
        self._columns: list[tuple[str, _Encode | None]] = [
            (name, encoder(kind, dialect)) for name, kind, _ in parameters
        ]

    def several(self, rows: int) -> str:
        """The text of an INSERT of so many rows."""
        places = f"({', '.join('?' * len(self._columns))})"
        head = self.text.removesuffix(places)
        if head == self.text:
            raise ValueError("The statement must end with its VALUES.")
        return head + ", ".join([places] * rows)

    def values(self, rows: Sequence[Mapping[str, Any]]) -> list[tuple[Any, ...]]:
        """The driver's parameters for each row."""
        columns = self._columns
        return [
            tuple([row[name] if encode is None else encode(row[name]) for name, encode in columns])
            for row in rows
        ]
