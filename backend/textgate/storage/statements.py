"""Statements that the two databases spell differently, and the columns of joined rows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Dialect, Label, Table, func, type_coerce
from sqlalchemy.dialects import postgresql, sqlite

from textgate.storage.tables.base import Moment


def insert_or(dialect: str, table: Table) -> Any:
    """The dialect's INSERT, for an upsert: it has `on_conflict_do_update`."""
    return (postgresql if dialect == "postgresql" else sqlite).insert(table)


def insert_unless_exists(dialect: Dialect, table: Table) -> Any:
    """An INSERT that does nothing if the row violates a unique constraint."""
    return _insert_unless_exists(dialect.name, table)


@cache
def _insert_unless_exists(dialect: str, table: Table) -> Any:
    return insert_or(dialect, table).on_conflict_do_nothing()


def latest(dialect: str, *moments: ColumnElement[datetime]) -> ColumnElement[datetime]:
    """The latest of several moments of one row. None may be NULL."""
    function = func.greatest if dialect == "postgresql" else func.max
    return type_coerce(function(*moments), Moment())


def labelled(table: Table, prefix: str) -> list[Label[Any]]:
    """All columns of a table, labeled with a prefix to distinguish them in a join."""
    return [column.label(prefix + column.name) for column in table.c]


def part(row: Mapping[str, Any], table: Table, prefix: str) -> dict[str, Any]:
    """One table's columns of a joined row; see `labelled`."""
    return {column.name: row[prefix + column.name] for column in table.c}
