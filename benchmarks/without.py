"""`python -m benchmarks.without NAME serve`: Textgate with one optimization switched off; see ablation.py."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any


def nothing() -> None:
    """The baseline: the same start without a change."""


def mutation_plan() -> None:
    from graphql import OperationType

    from textgate.graphql.planner import plans
    from textgate.graphql.planner.run import Unplannable

    def refuse(*_: Any) -> Any:
        raise Unplannable("switched off")

    plans._PLANS[OperationType.MUTATION] = refuse


def coercion() -> None:
    from textgate.graphql.operation import operation

    operation._IS_ITSELF.clear()


def fixed_arguments() -> None:
    from textgate.graphql.planner import selection

    def convert(self: Any, variables: Any) -> Any:
        return selection.arguments(self._schema, self._definition, self._node, variables)

    selection.Arguments.of = convert


def row_cache() -> None:
    from textgate.storage.compiled_query import CompiledQuery, LazyRow

    CompiledQuery.first_row = lambda self, rows: LazyRow(rows[0], self.layout) if rows else None


def gc_after_start() -> None:
    from textgate.cli import http_server

    http_server.freeze_loaded_objects = lambda: gc.set_threshold(700, 10, 10)


def gc_at_import() -> None:
    from textgate.cli import main

    main.defer_garbage_collection = lambda: None


def statistics() -> None:
    from textgate.storage import sqlite_statistics

    def forget(connection: Any, _: Any) -> None:
        connection.exec_driver_sql("ANALYZE alembic_version")
        connection.exec_driver_sql("DELETE FROM sqlite_stat1")

    sqlite_statistics.describe = forget


def sqlite_cursor() -> None:
    import aiosqlite

    from textgate.private_files import create_database
    from textgate.storage import database, migrate

    async def connect(path: str) -> Any:
        create_database(path)
        connection = aiosqlite.connect(path)
        connection._thread.daemon = True
        return await connection

    database.connect = migrate.connect = connect


def inline_reads() -> None:
    from textgate.storage import sqlite_reads, statement_program

    def one(statement: Any) -> Any:
        return (yield statement)

    async def rows(self: Any, statement: Any) -> Any:
        program = one(statement)
        return await self.run(program, next(program))

    statement_program.Statement.runs_inline = property(lambda _: False)
    sqlite_reads.SqliteReads.rows = rows


def read_pool() -> None:
    import asyncpg

    from textgate.storage import postgres_reads

    async def rows(self: Any, statement: Any) -> Any:
        if not hasattr(self, "pool"):
            self.pool = asyncpg.create_pool(
                min_size=1,
                max_size=postgres_reads.MAX_CONNECTIONS_IN_USE,
                connect=lambda *_, **__: self._connect(),
                reset=_no_reset,
            )
        pool = await self.pool
        return await pool.fetch(statement.text, *statement.parameters)

    postgres_reads.ReadPool.rows = rows


async def _no_reset(_: Any) -> None:
    """Our connections keep their settings."""


def graphql_first() -> None:
    from starlette.routing import Route, Router

    from textgate.app import GRAPHQL, GraphQLFirst

    def build(self: Any, app: Any, graphql: Any) -> None:
        self._app = app
        self._graphql = graphql
        self._route = None
        while not isinstance(app, Router):
            app = app.app
        app.routes.insert(0, Route(GRAPHQL, graphql))

    async def call(self: Any, scope: Any, receive: Any, send: Any) -> None:
        await self._app(scope, receive, send)

    GraphQLFirst.__init__ = build
    GraphQLFirst.__call__ = call


def write_buffer() -> None:
    from textgate.web.write_buffer import WriteBuffer

    def write(self: Any, data: bytes) -> None:
        self.written += len(data)
        self._transport.write(data)

    WriteBuffer.write = write


def prepared_write() -> None:
    from textgate.storage.prepared_write import PreparedWrite

    async def execute(self: Any, connection: Any, rows: Sequence[Mapping[str, Any]]) -> Any:
        key = connection.dialect.name
        if key not in self._compiled:
            self._compiled[key] = self._statement(connection.dialect)
        return await connection.execute(
            self._compiled[key], [*rows] if len(rows) > 1 else dict(rows[0])
        )

    PreparedWrite.execute = execute


def wal_autocheckpoint() -> None:
    from textgate.storage import database

    database._SQLITE_PRAGMAS = tuple(
        pragma for pragma in database._SQLITE_PRAGMAS if "autocheckpoint" not in pragma
    )


def temp_store() -> None:
    from textgate.storage import database

    database._WRITING = database._WRITING[1:]


SWITCHES: dict[str, Callable[[], None]] = {
    each.__name__: each
    for each in (
        *(nothing, mutation_plan, coercion, fixed_arguments, row_cache),
        *(sqlite_cursor, graphql_first, write_buffer, read_pool, inline_reads),
        *(prepared_write, wal_autocheckpoint, temp_store),
        *(gc_after_start, gc_at_import, statistics),
    )
}

if __name__ == "__main__":
    SWITCHES[sys.argv.pop(1)]()
    from textgate.cli import app

    app()
