"""How the values of columns, as drivers have them, are written in answers: the same as graphql-core writes what
SQLAlchemy makes of them, without making it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from graphql import GraphQLEnumType, GraphQLFloat, GraphQLNamedType
from sqlalchemy import Boolean, Column, Date, Dialect, Enum, Float, Integer, Text

from textgate.graphql.types.scalars import write_moment
from textgate.storage.tables.base import Moment

Write = Callable[[Any], Any]


def hexadecimal(dialect: Dialect) -> Write | None:
    """What makes an id's digits of a key; None where the driver has them so."""
    return None if dialect.name == "sqlite" else _hex


def writer(column: Column[Any], shown_as: GraphQLNamedType, dialect: Dialect) -> Write | None:
    """What writes a column's values that are not null; None where they are written as they are.

    Raises LookupError for a kind of column that is not known here.
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
    raise LookupError(kind)


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
