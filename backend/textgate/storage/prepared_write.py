"""Writes many rows with one statement that is compiled once, for where thousands are written each second.

What each value becomes is decided by the types of the columns, as everywhere; only what SQLAlchemy does
anew for each row of each execution is done once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import CursorResult, Dialect, Insert, Update
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.storage.tables.base import Moment

_Convert = Callable[[Any], Any]


class PreparedWrite:
    """A statement for rows that all have the same columns, or parameters, by name, and no others."""

    def __init__(self, statement: Callable[[Dialect], Insert | Update]) -> None:
        """`statement` makes it, for one database or the other."""
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
        compiled: Any = statement.compile(dialect=dialect, column_keys=names)
        self.text: str = compiled.string
        self._columns: list[tuple[str, _Convert | None]] = []
        for name in compiled.positiontup:
            kind = compiled.binds[name].type
            convert = kind.dialect_impl(dialect).bind_processor(dialect)
            if isinstance(kind, Moment):
                convert = _remembering(convert)
            self._columns.append((name, convert))

    def values(self, rows: Sequence[Mapping[str, Any]]) -> list[tuple[Any, ...]]:
        columns = self._columns
        return [
            tuple(
                [row[name] if convert is None else convert(row[name]) for name, convert in columns]
            )
            for row in rows
        ]


def _remembering(convert: _Convert) -> _Convert:
    """Rows that are written together mostly have one moment, which is converted once."""
    last: Any = None
    converted: Any = None

    def remember(value: Any) -> Any:
        nonlocal last, converted
        if value is not last:
            last, converted = value, convert(value)
        return converted

    return remember
