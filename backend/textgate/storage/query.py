"""A SELECT that is compiled once and run many times: its text, what fills its places, how its columns read."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from typing import Any, TypeAlias

import orjson
from sqlalchemy import (
    ARRAY,
    BindParameter,
    ColumnElement,
    Dialect,
    Select,
    Text,
    Uuid,
    any_,
    bindparam,
    func,
    literal_column,
    select,
)
from sqlalchemy.types import TypeEngine

Rows: TypeAlias = Sequence[Sequence[Any]]
"""Rows as the driver has them: `reader` tells what a column's values are in Python."""

Reading: TypeAlias = "Generator[tuple[str, Sequence[Any]], Rows, Any]"
"""What is read, one statement after another: yields a statement's text and what fills its places, is sent its
rows, and returns what it makes of them. Knows no driver, so that both databases run the same."""


_OPEN: Any = object()
# PostgreSQL's number for its type of fractions: what SQLAlchemy asks of numbers before it converts them.
_FLOAT8 = 701


class Query:
    """A statement for one database. Its open parameters are filled each time it is run."""

    def __init__(self, statement: Select[Any], dialect: Dialect) -> None:
        compiled: Any = statement.compile(
            dialect=dialect, compile_kwargs={"render_postcompile": True}
        )
        self.text = str(compiled)
        self._places = tuple(
            _place(name, compiled.binds, compiled.params, dialect)
            for name in compiled.positiontup or ()
        )

    def fill(self, values: Mapping[str, Any]) -> tuple[str, list[Any]]:
        """The text and its parameters, as the driver takes them; `values` are `raw` already."""
        return self.text, [
            values[name] if is_open else value for name, is_open, value in self._places
        ]


def _place(
    name: str, bound: Mapping[str, BindParameter[Any]], values: Mapping[str, Any], dialect: Dialect
) -> tuple[str, bool, Any]:
    if values[name] is _OPEN:
        return name, True, None
    # What a list is spread out into is named after its parameter, and numbered.
    kind = bound[name if name in bound else name.rpartition("_")[0]].type
    return name, False, raw(values[name], kind, dialect)


def raw(value: Any, kind: TypeEngine[Any], dialect: Dialect) -> Any:
    """A value of Python as the driver takes it."""
    process = kind.dialect_impl(dialect).bind_processor(dialect)
    return value if process is None else process(value)


def reader(kind: TypeEngine[Any], dialect: Dialect) -> Callable[[Any], Any] | None:
    """What turns the driver's value of a column into Python's; None where they are the same."""
    return kind.dialect_impl(dialect).result_processor(dialect, _FLOAT8)


def open_parameter(name: str, kind: TypeEngine[Any]) -> BindParameter[Any]:
    """A place in a statement that is filled each time."""
    return bindparam(name, _OPEN, type_=kind)


def among(column: ColumnElement[Any], name: str, dialect: Dialect) -> ColumnElement[bool]:
    """The condition for a column of keys to have one of many values: one parameter, however many they are
    (`many` makes it), so that the statement's text is always the same."""
    if dialect.name == "postgresql":
        return column == any_(open_parameter(name, ARRAY(Uuid())))
    each = func.json_each(open_parameter(name, Text()))
    return column.in_(select(literal_column("value")).select_from(each))


def many(keys: Sequence[Any], dialect: Dialect) -> Any:
    """Keys, as the driver has them, for `among`."""
    return keys if dialect.name == "postgresql" else orjson.dumps(keys).decode()
