"""Reads rows exactly as they are stored, for the audit log's check, and tells what no type wrote so.

SQLAlchemy's types forgive: on SQLite a UUID in capital letters, or a moment without its fraction, reads
as the same value. Here a column comes as the bytes of its text, of which only one form is right.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Column,
    ColumnElement,
    Enum,
    Integer,
    Label,
    LargeBinary,
    RowMapping,
    Text,
    Uuid,
    case,
    cast,
    func,
    literal,
    type_coerce,
)
from sqlalchemy.types import NullType

from textgate.storage.tables.base import Moment

_KEY = re.compile(r"[0-9a-f]{32}", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}", re.ASCII)
_AS_IT_COMES = NullType()


@dataclass(frozen=True, slots=True)
class StoredRow:
    """`values` by column; of the columns that are `wrong`, only what can be shown of them."""

    values: dict[str, Any]
    wrong: tuple[str, ...]


class Stored:
    """Some columns of a table in their stored form."""

    def __init__(self, dialect: str, *columns: Column[Any]) -> None:
        express = _on_sqlite if dialect == "sqlite" else _on_postgresql
        self.columns: list[Label[Any]] = [express(each).label(each.name) for each in columns]
        self._readers = [(each.name, bool(each.nullable), _reader(each)) for each in columns]

    def read(self, row: RowMapping) -> StoredRow:
        values: dict[str, Any] = {}
        wrong = []
        for name, is_nullable, read in self._readers:
            raw = row[name]
            try:
                values[name] = None if raw is None and is_nullable else read(raw)
            except ValueError:
                wrong.append(name)
                values[name] = raw.decode(errors="replace") if isinstance(raw, bytes) else str(raw)
        return StoredRow(values, tuple(wrong))


def _on_sqlite(column: Column[Any]) -> ColumnElement[Any]:
    """Text as its bytes, whole numbers as they are; a BLOB, which no column is, as a word instead."""
    plain = type_coerce(column, _AS_IT_COMES)
    kind = func.typeof(column)
    expressed = case(
        (kind == "text", cast(plain, LargeBinary)), (kind == "blob", literal("BLOB")), else_=plain
    )
    return type_coerce(expressed, _AS_IT_COMES)


def _on_postgresql(column: Column[Any]) -> ColumnElement[Any]:
    """The forms that SQLite has; the types of PostgreSQL are exact, but know more moments than Python."""
    if isinstance(column.type, Integer):
        return column
    text: ColumnElement[Any] = cast(column, Text)
    if isinstance(column.type, Uuid):
        text = func.replace(text, "-", "")
    elif isinstance(column.type, Moment):
        # With the era, which is taken off again where it is ours: there is a 2026 in the other one.
        in_utc = func.timezone("UTC", column)
        text = func.rtrim(func.to_char(in_utc, "YYYY-MM-DD HH24:MI:SS.US AD"), " AD")
    return func.convert_to(text, "UTF8", type_=_AS_IT_COMES)


def _reader(column: Column[Any]) -> Callable[[Any], Any]:
    """What turns a stored form into the value, and raises ValueError for any other form."""
    kind = column.type
    if isinstance(kind, Integer):
        return _number
    if isinstance(kind, Uuid):
        return lambda raw: UUID(_matching(_KEY, raw))
    if isinstance(kind, Moment):
        return lambda raw: datetime.fromisoformat(_matching(_MOMENT, raw)).replace(tzinfo=UTC)
    if isinstance(kind, Enum) and kind.enum_class is not None:
        members = kind.enum_class
        return lambda raw: members(_text(raw))
    return _text


def _number(raw: Any) -> int:
    if type(raw) is not int:
        raise ValueError
    return raw


def _text(raw: Any) -> str:
    if type(raw) is not bytes:
        raise ValueError
    return raw.decode()


def _matching(form: re.Pattern[str], raw: Any) -> str:
    text = _text(raw)
    if form.fullmatch(text) is None:
        raise ValueError
    return text
