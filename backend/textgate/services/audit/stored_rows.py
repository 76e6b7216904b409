"""Decodes rows exactly as stored, to verify the audit log, and reports values that Textgate did not write.

SQLAlchemy's types are lenient: on SQLite a UUID in capital letters, or a time without its fraction, yields
the same value. This module reads the bytes of each column's text and accepts exactly one form.
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
_UNTYPED = NullType()


@dataclass(frozen=True, slots=True)
class StoredRow:
    """`values` by column. The columns in `wrong` hold a printable form of the raw value."""

    values: dict[str, Any]
    wrong: tuple[str, ...]


class StoredColumns:
    """Selects columns of a table in their stored form, and decodes the rows."""

    def __init__(self, dialect: str, *columns: Column[Any]) -> None:
        expression = _on_sqlite if dialect == "sqlite" else _on_postgresql
        self.columns: list[Label[Any]] = [
            expression(column).label(column.name) for column in columns
        ]
        self._decoders = [
            (column.name, bool(column.nullable), _decoder(column)) for column in columns
        ]

    def decode(self, row: RowMapping) -> StoredRow:
        values: dict[str, Any] = {}
        wrong = []
        for name, is_nullable, decode in self._decoders:
            raw = row[name]
            try:
                values[name] = None if raw is None and is_nullable else decode(raw)
            except ValueError:
                wrong.append(name)
                values[name] = raw.decode(errors="replace") if isinstance(raw, bytes) else str(raw)
        return StoredRow(values, tuple(wrong))


def _on_sqlite(column: Column[Any]) -> ColumnElement[Any]:
    """Text as bytes, integers unchanged. No column is a BLOB, so the word BLOB reports one."""
    plain = type_coerce(column, _UNTYPED)
    kind = func.typeof(column)
    expression = case(
        (kind == "text", cast(plain, LargeBinary)), (kind == "blob", literal("BLOB")), else_=plain
    )
    return type_coerce(expression, _UNTYPED)


def _on_postgresql(column: Column[Any]) -> ColumnElement[Any]:
    """The same forms as on SQLite. PostgreSQL's types are exact, but allow times that Python does not."""
    if isinstance(column.type, Integer):
        return column
    text: ColumnElement[Any] = cast(column, Text)
    if isinstance(column.type, Uuid):
        text = func.replace(text, "-", "")
    elif isinstance(column.type, Moment):
        # Strip the era only if it is AD, so that the year 2026 BC is not taken for 2026.
        in_utc = func.timezone("UTC", column)
        text = func.rtrim(func.to_char(in_utc, "YYYY-MM-DD HH24:MI:SS.US AD"), " AD")
    return func.convert_to(text, "UTF8", type_=_UNTYPED)


def _decoder(column: Column[Any]) -> Callable[[Any], Any]:
    """A function from the stored form to the value. It raises ValueError for any other form."""
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
