"""Shares one cache of compiled SQL among all databases of a process.

Each test has its own database and would compile the same statements again.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite

from textgate.storage.database import Database

_COMPILED: dict[Any, Any] = {}


class _EqualByType:
    """Makes dialects equal, since they are part of the cache key. All test databases have the same options."""

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other)

    def __hash__(self) -> int:
        return hash(type(self))


class SharedSqlite(_EqualByType, SQLiteDialect_aiosqlite):
    supports_statement_cache = True


class SharedPostgres(_EqualByType, PGDialect_asyncpg):
    supports_statement_cache = True


def register_dialects() -> None:
    """Let databases opened after this call share their compiled SQL."""
    registry.register("sqlite.aiosqlite", __name__, SharedSqlite.__name__)
    registry.register("postgresql.asyncpg", __name__, SharedPostgres.__name__)


def share_compiled_sql(database: Database) -> None:
    for engine in database.engines:
        engine.sync_engine.update_execution_options(compiled_cache=_COMPILED)
