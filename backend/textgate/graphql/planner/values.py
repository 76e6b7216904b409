"""How the values of columns, as drivers have them, and what is made of them are written in answers: the same as
graphql-core writes what SQLAlchemy makes of them, without making it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeAlias

from graphql import GraphQLEnumType, GraphQLFloat, GraphQLNamedType
from graphql.type.definition import GraphQLLeafType
from sqlalchemy import Boolean, Column, Date, Dialect, Enum, Float, Integer, Text

from textgate.graphql.declare.entity import Entity
from textgate.graphql.operation.operation import Unplannable
from textgate.graphql.types.scalars import write_moment
from textgate.storage.compiled_query import Layout, LazyRow
from textgate.storage.tables.base import Moment

if TYPE_CHECKING:
    from textgate.graphql.planner.branch import DriverRow, Run

ValueWriter: TypeAlias = Callable[[Any], Any]
"""Makes what an answer has of a column's value."""

Write: TypeAlias = "Callable[[Any, Run], Any]"
"""Makes what an answer has of a value that a resolver returned, or of a row."""


class NullFound(Exception):
    """Raised where there is not what the schema promises."""


def required(value: Any) -> Any:
    if value is None:
        raise NullFound
    return value


def hexadecimal(dialect: Dialect) -> ValueWriter | None:
    """What makes an id's digits of a key; None where the driver has them so."""
    return None if dialect.name == "sqlite" else _hex


def writer(column: Column[Any], shown_as: GraphQLNamedType, dialect: Dialect) -> ValueWriter | None:
    """What writes a column's values that are not null; None where they are written as they are.

    Raises Unplannable for a kind of column that is not known here.
    """
    is_sqlite = dialect.name == "sqlite"
    kind = column.type
    if isinstance(kind, Moment):
        return _moment_of_text if is_sqlite else write_moment
    if isinstance(kind, Enum):
        assert isinstance(shown_as, GraphQLEnumType)
        names = {member.value: shown_as.serialize(member) for member in kind.enum_class or ()}
        return names.__getitem__
    if isinstance(kind, Boolean):
        return bool if is_sqlite else None
    if isinstance(kind, Date):
        return None if is_sqlite else date.isoformat
    if isinstance(kind, Integer):
        return _integer
    if isinstance(kind, Float):
        return GraphQLFloat.serialize
    if isinstance(kind, Text):
        return None
    raise Unplannable(kind)


def _hex(key: Any) -> str:
    digits: str = key.hex
    return digits


def _integer(value: int) -> int:
    if not -(2**31) <= value < 2**31:
        raise OverflowError
    return value


def _moment_of_text(text: str) -> str:
    """SQLite's `2026-11-23 14:30:00.000000`, a moment in UTC."""
    seconds, _, fraction = text[11:].partition(".")
    rest = seconds if not fraction.strip("0") else f"{seconds}.{fraction:0<6}"
    return f"{text[:10]}T{rest}Z"


_PLAIN: dict[str, type] = {"String": str, "ID": str, "Boolean": bool}


def leaf(kind: GraphQLLeafType) -> Write:
    serialize, plain = kind.serialize, _PLAIN.get(kind.name)
    return lambda value, _: value if value is None or type(value) is plain else serialize(value)


def of_entity(cls: type[Entity], layout: Layout, read: Write, write: Write) -> Write:
    """What answers a field that has a resolver, on an object that is a row."""
    return lambda row, run: write(read(cls.of(LazyRow(row, layout)), run), run)


def remembered(write: Write, places: Sequence[int]) -> Write:
    """The same, asked once for rows whose columns are the same, since it is a function of these."""
    columns, this = itemgetter(*places), object()

    def remembered(row: DriverRow, run: Run) -> Any:
        key = this, columns(row)
        if key not in run.made:
            run.made[key] = write(row, run)
        return run.made[key]

    return remembered
