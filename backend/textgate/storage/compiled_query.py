"""A statement that is compiled once and run many times: its text, what fills its places, how its rows read."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from functools import cached_property
from operator import itemgetter
from typing import Any, NamedTuple, TypeAlias
from uuid import UUID

import orjson
from sqlalchemy import (
    ARRAY,
    JSON,
    BindParameter,
    Column,
    ColumnElement,
    CompoundSelect,
    Dialect,
    Select,
    TableValuedAlias,
    Text,
    Uuid,
    any_,
    bindparam,
    cast,
    column,
    func,
    select,
)
from sqlalchemy.sql.dml import ReturningInsert, ReturningUpdate
from sqlalchemy.types import TypeEngine

from textgate.storage.lru_cache import LruCache

REMEMBERED_ROWS = 100

Rows: TypeAlias = Sequence[Sequence[Any]]
"""Rows as the driver has them: `reader` tells what a column's values are in Python."""


class AccessPath(Enum):
    """How a statement finds its rows. SQLite runs LOOKUP and RANGE in the event loop."""

    LOOKUP = "LOOKUP"
    """By equality on a key. The plan does not depend on the values."""
    RANGE = "RANGE"
    """A bounded range of an index: microseconds, whatever the size of the table."""
    SCAN = "SCAN"
    """May read rows that it does not return."""


class Statement(NamedTuple):
    """A statement's text and what fills its places, as the driver takes it."""

    text: str
    parameters: Sequence[Any]
    access_path: AccessPath

    @property
    def is_short(self) -> bool:
        return self.access_path is not AccessPath.SCAN


Returning: TypeAlias = (
    "Select[Any] | CompoundSelect[Any] | ReturningInsert[Any] | ReturningUpdate[Any]"
)
"""What returns rows."""

StatementProgram: TypeAlias = Generator[Statement, Rows, Any]
"""What is read, one statement after another: yields each, is sent its rows, and returns what it makes of them.
Knows no driver, so that both databases run the same."""


class Row(Mapping[str, Any]):
    """A row by its columns' names, each value made Python's when it is first looked at."""

    __slots__ = ("_layout", "_read", "_row")

    def __init__(self, row: Sequence[Any], layout: Layout) -> None:
        self._row = row
        self._layout = layout
        self._read: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        try:
            return self._read[name]
        except KeyError:
            place, read = self._layout[name]
            value = self._row[place]
            value = self._read[name] = value if read is None else read(value)
            return value

    def __iter__(self) -> Iterator[str]:
        return iter(self._layout)

    def __len__(self) -> int:
        return len(self._layout)


Layout: TypeAlias = Mapping[str, tuple[int, Callable[[Any], Any] | None]]
"""Where each column is in a driver's row, and what reads it."""


def layout_of(columns: Iterable[tuple[int, ColumnElement[Any]]], dialect: Dialect) -> Layout:
    return {column.name: (place, reader(column.type, dialect)) for place, column in columns}


# What stands in an open parameter until it is filled; in one that takes values as the driver has them.
_OPEN: Any = object()
_RAW: Any = object()
# PostgreSQL's number for its type of fractions: what SQLAlchemy asks of numbers before it converts them.
_FLOAT8 = 701


class CompiledQuery:
    """A statement for one database. Its open parameters are filled each time it is run."""

    def __init__(self, statement: Returning, dialect: Dialect) -> None:
        compiled: Any = statement.compile(
            dialect=dialect, compile_kwargs={"render_postcompile": True}
        )
        self.text = str(compiled)
        self._statement = statement
        self._dialect = dialect
        self._seen: LruCache[Row] = LruCache(REMEMBERED_ROWS)
        self._places = tuple(
            _place(name, compiled.binds, compiled.params, dialect)
            for name in compiled.positiontup or ()
        )

    def one(self, rows: Rows) -> Row | None:
        """The row, if there is one. Whoever asks again and again finds the same: its values are made Python's
        once."""
        if not rows:
            return None
        if not self._is_plain:
            return Row(rows[0], self.layout)
        raw = tuple(rows[0])
        row = self._seen.get(raw)
        if row is None:
            row = self._seen[raw] = Row(raw, self.layout)
        return row

    @cached_property
    def _is_plain(self) -> bool:
        """Whether no value is a document, which whoever has it may change."""
        columns = self._statement.exported_columns
        return not any(isinstance(column.type, JSON) for column in columns)

    @cached_property
    def layout(self) -> Layout:
        return layout_of(enumerate(self._statement.exported_columns), self._dialect)

    def fill(self, values: Mapping[str, Any], access_path: AccessPath) -> Statement:
        return Statement(self.text, self.parameters(values), access_path)

    def parameters(self, values: Mapping[str, Any]) -> list[Any]:
        return [place(values) for place in self._places]


def _place(
    name: str, bound: Mapping[str, BindParameter[Any]], values: Mapping[str, Any], dialect: Dialect
) -> Callable[[Mapping[str, Any]], Any]:
    """What fills a place."""
    # What a list is spread out into is named after its parameter, and numbered.
    kind = bound[name if name in bound else name.rpartition("_")[0]].type
    process = kind.dialect_impl(dialect).bind_processor(dialect)
    value = values[name]
    if value is _RAW or (value is _OPEN and process is None):
        return itemgetter(name)
    if process is None:
        return lambda _: value
    if value is _OPEN:
        return lambda given: process(given[name])
    fixed = process(value)
    return lambda _: fixed


def reader(kind: TypeEngine[Any], dialect: Dialect) -> Callable[[Any], Any] | None:
    """What turns the driver's value of a column into Python's; None where they are the same."""
    return kind.dialect_impl(dialect).result_processor(dialect, _FLOAT8)


def raw_key(dialect: Dialect) -> Callable[[UUID], Any]:
    """What makes of a row's id what the driver has for it."""
    return Uuid().bind_processor(dialect) or _itself


def _itself(value: Any) -> Any:
    return value


def open_parameter(name: str, kind: TypeEngine[Any], *, is_raw: bool = False) -> BindParameter[Any]:
    """A place in a statement that is filled each time: with a value of Python, or as the driver has it."""
    return bindparam(name, _RAW if is_raw else _OPEN, type_=kind)


def among(column: ColumnElement[Any], name: str, dialect: Dialect) -> ColumnElement[bool]:
    """The condition for a column to have one of many values: one parameter, however many they are (`many` makes
    it), so that the statement's text is always the same."""
    if dialect.name == "postgresql":
        return column == any_(open_parameter(name, ARRAY(column.type), is_raw=True))
    return column.in_(select(each_of(name, dialect).c.value))


def each_of(name: str, dialect: Dialect) -> TableValuedAlias:
    """Many keys, in one parameter as for `among`, as the column `value` of a table."""
    if dialect.name == "postgresql":
        keys = func.unnest(open_parameter(name, ARRAY(Uuid()), is_raw=True))
        return keys.table_valued("value", name="keys").render_derived()
    keys = func.json_each(open_parameter(name, Text(), is_raw=True))
    return keys.table_valued("value", name="keys")


def rows_of(name: str, columns: Sequence[Column[Any]], dialect: Dialect) -> Select[Any]:
    """Rows with these columns, all in one parameter, however many they are: `as_rows` makes it."""
    document = open_parameter(name, Text(), is_raw=True)
    if dialect.name == "postgresql":
        typed = [column(each.name, each.type) for each in columns]
        rows = func.json_to_recordset(cast(document, JSON())).table_valued(*typed)
        return select(*rows.render_derived(name=name, with_types=True).c)
    rows = func.json_each(document).table_valued("value", name=name)
    return select(
        *(func.json_extract(rows.c.value, f"$.{each.name}").label(each.name) for each in columns)
    )


def as_rows(
    rows: Iterable[Mapping[str, Any]], columns: Sequence[Column[Any]], dialect: Dialect
) -> str:
    """Rows for `rows_of`."""
    kinds = [(each.name, each.type.dialect_impl(dialect)) for each in columns]
    write = [(name, kind.bind_processor(dialect) or _itself) for name, kind in kinds]
    written = [{name: make(row[name]) for name, make in write} for row in rows]
    return orjson.dumps(written, default=_id_as_text).decode()


def _id_as_text(value: Any) -> str:
    """A driver has ids of a class of its own, which the JSON writer does not know."""
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"a row cannot have {type(value)}")


def many(keys: Sequence[Any], dialect: Dialect) -> Any:
    """Keys as the driver has them, for `among` and `each_of`; for `among` other values as well."""
    return keys if dialect.name == "postgresql" else orjson.dumps(keys).decode()


def ids(given: Iterable[UUID | None], dialect: Dialect) -> Any:
    """Rows' ids for `among` and `each_of`, each once."""
    raw = raw_key(dialect)
    return many(list({raw(each) for each in given if each is not None}), dialect)
