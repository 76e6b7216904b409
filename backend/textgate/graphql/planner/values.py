"""Writes values of columns, as drivers return them, the way graphql-core would write them.

SQLite's `2026-11-23 14:30:00.000000` becomes `2026-11-23T14:30:00Z` without a datetime in between.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from operator import itemgetter
from typing import Any, TypeAlias

from graphql import GraphQLEnumType, GraphQLFloat, GraphQLNamedType
from graphql.type.definition import GraphQLLeafType
from sqlalchemy import Boolean, Column, Date, Dialect, Enum, Float, Integer, Text

from textgate.graphql.declare.entity import Entity
from textgate.graphql.declare.moments import write_moment
from textgate.graphql.planner.branch import DriverRow
from textgate.graphql.planner.run import NullFound, Run, Unplannable
from textgate.storage.compiled_query import Layout, LazyRow
from textgate.storage.tables.base import Moment

ColumnWriter: TypeAlias = Callable[[Any], Any]
"""column's value from the driver → value in the answer"""

Write: TypeAlias = Callable[[Any, Run], Any]
"""(value that a resolver returned, or row; run) → value in the answer"""


def required(value: Any) -> Any:
    if value is None:
        raise NullFound
    return value


def id_writer(dialect: Dialect) -> ColumnWriter | None:
    """Writes the hexadecimal digits of a key; None if the driver returns them."""
    return None if dialect.name == "sqlite" else _hex


def column_writer(
    column: Column[Any], graphql_type: GraphQLNamedType, dialect: Dialect
) -> ColumnWriter | None:
    """Writes a column's values other than null; None if the driver returns them as they are written.

    Raises Unplannable for an unknown type of column.
    """
    is_sqlite = dialect.name == "sqlite"
    column_type = column.type
    if isinstance(column_type, Moment):
        return _moment_of_text if is_sqlite else write_moment
    if isinstance(column_type, Enum):
        assert isinstance(graphql_type, GraphQLEnumType)
        members = column_type.enum_class or ()
        names = {member.value: graphql_type.serialize(member) for member in members}
        return names.__getitem__
    if isinstance(column_type, Boolean):
        return bool if is_sqlite else None
    if isinstance(column_type, Date):
        return None if is_sqlite else date.isoformat
    if isinstance(column_type, Integer):
        return _integer
    if isinstance(column_type, Float):
        return GraphQLFloat.serialize
    if isinstance(column_type, Text):
        return None
    raise Unplannable(column_type)


def _hex(key: Any) -> str:
    digits: str = key.hex
    return digits


def _integer(value: int) -> int:
    if not -(2**31) <= value < 2**31:
        raise OverflowError
    return value


def _moment_of_text(text: str) -> str:
    seconds, _, fraction = text[11:].partition(".")
    time = seconds if not fraction.strip("0") else f"{seconds}.{fraction:0<6}"
    return f"{text[:10]}T{time}Z"


_PLAIN: dict[str, type] = {"String": str, "ID": str, "Boolean": bool}


def leaf_writer(leaf_type: GraphQLLeafType) -> Write:
    serialize, plain = leaf_type.serialize, _PLAIN.get(leaf_type.name)
    return lambda value, _: value if value is None or type(value) is plain else serialize(value)


def resolver_writer(cls: type[Entity], layout: Layout, resolve: Write, write: Write) -> Write:
    """Writes a field that has a resolver: makes an entity of the row, and calls its method."""
    return lambda row, run: write(resolve(cls.of(LazyRow(row, layout)), run), run)


def memoized(write: Write, indexes: Sequence[int]) -> Write:
    """Calls `write` once in a run for all rows that are equal in these columns."""
    columns, this = itemgetter(*indexes), object()

    def write_once(row: DriverRow, run: Run) -> Any:
        key = this, columns(row)
        if key not in run.memo:
            run.memo[key] = write(row, run)
        return run.memo[key]

    return write_once
