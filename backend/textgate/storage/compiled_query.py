"""A query that is compiled once and run many times: its text, its parameters and the layout of its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from operator import itemgetter
from typing import Any, TypeAlias

from sqlalchemy import JSON, ColumnElement, Dialect, Select

from textgate.compat.sqlalchemy import Parameter, compile_positional, decoder, encoder
from textgate.storage.lru_cache import LruCache
from textgate.storage.parameters import OPEN, RAW
from textgate.storage.statement_program import AccessPath, Rows, Statement

CACHED_ROWS = 100

Layout: TypeAlias = Mapping[str, tuple[int, Callable[[Any], Any] | None]]
"""For each column name its index in the driver's row, and its decoder if it needs one."""


class LazyRow(Mapping[str, Any]):
    """A row by column name. Each value is decoded when it is first used."""

    __slots__ = ("_decoded", "_layout", "_row")

    def __init__(self, row: Sequence[Any], layout: Layout) -> None:
        self._row = row
        self._layout = layout
        self._decoded: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        try:
            return self._decoded[name]
        except KeyError:
            index, decode = self._layout[name]
            value = self._row[index]
            value = self._decoded[name] = value if decode is None else decode(value)
            return value

    def __iter__(self) -> Iterator[str]:
        return iter(self._layout)

    def __len__(self) -> int:
        return len(self._layout)


def layout_of(columns: Iterable[tuple[int, ColumnElement[Any]]], dialect: Dialect) -> Layout:
    """The layout of columns, each with its index in the driver's row."""
    return {column.name: (index, decoder(column.type, dialect)) for index, column in columns}


class CompiledQuery:
    """A query for one database, compiled at its first use. Its open parameters are bound each time it runs."""

    def __init__(self, statement: Select[Any], dialect: Dialect) -> None:
        self._statement = statement
        self._dialect = dialect
        self._rows: LruCache[LazyRow] = LruCache(CACHED_ROWS)

    def first_row(self, rows: Rows) -> LazyRow | None:
        """The first row, if there is one. Equal rows are one object, so that each is decoded once."""
        if not rows:
            return None
        if self._has_documents:
            return LazyRow(rows[0], self.layout)
        values = tuple(rows[0])
        row = self._rows.get(values)
        if row is None:
            row = self._rows[values] = LazyRow(values, self.layout)
        return row

    @cached_property
    def _compiled(self) -> tuple[str, list[Parameter]]:
        return compile_positional(self._statement, self._dialect)

    @cached_property
    def text(self) -> str:
        return self._compiled[0]

    @cached_property
    def _binders(self) -> list[Callable[[Mapping[str, Any]], Any]]:
        return [_binder(parameter, self._dialect) for parameter in self._compiled[1]]

    @cached_property
    def _has_documents(self) -> bool:
        """Whether a column is JSON, which a caller may change."""
        columns = self._statement.exported_columns
        return any(isinstance(column.type, JSON) for column in columns)

    @cached_property
    def layout(self) -> Layout:
        return layout_of(enumerate(self._statement.exported_columns), self._dialect)

    def bind(self, values: Mapping[str, Any], access_path: AccessPath) -> Statement:
        """The statement with values for its open parameters."""
        return Statement(self.text, self.parameters(values), access_path)

    def parameters(self, values: Mapping[str, Any]) -> list[Any]:
        """The driver's parameters, in order."""
        return [bind(values) for bind in self._binders]


def _binder(parameter: Parameter, dialect: Dialect) -> Callable[[Mapping[str, Any]], Any]:
    """Finds one parameter's value for the driver."""
    name, kind, value = parameter
    encode = encoder(kind, dialect)
    if value is RAW or (value is OPEN and encode is None):
        return itemgetter(name)
    if encode is None:
        return lambda _: value
    if value is OPEN:
        return lambda values: encode(values[name])
    constant = encode(value)
    return lambda _: constant
