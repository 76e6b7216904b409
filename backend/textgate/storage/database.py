"""The database's connections: `run` for statement programs, `read()` and `write()` for a service's statements.

SQLite has one writer connection that begins IMMEDIATE and a pool of read-only ones, so that readers never wait
and writers never collide. PostgreSQL has one pool for both.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from functools import partial
from typing import Any

import orjson
from sqlalchemy import Dialect, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from textgate.private_files import SECURE_DELETE
from textgate.storage import postgres
from textgate.storage.compiled_query import CompiledQuery, LazyRow
from textgate.storage.outages import READ_ONLY_NOW
from textgate.storage.postgres_reads import PostgresReads
from textgate.storage.read_executor import ReadExecutor
from textgate.storage.sqlite_cursor import connect
from textgate.storage.sqlite_reads import READER_THREADS, SqliteReads
from textgate.storage.statement_program import AccessPath, Statement, StatementProgram
from textgate.storage.urls import SqliteFile, parse_url

POSTGRES_CONNECTIONS = 20

_SQLITE_PRAGMAS = (
    # FULL, not NORMAL: an acknowledged send survives a power loss, not only a crash.
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=5000",
    # A page that is written often between checkpoints goes to the database file once: up to 32 MB of WAL.
    "PRAGMA wal_autocheckpoint=8000",
)
_READ_ONLY = "PRAGMA query_only=ON"
# SQLite keeps the old pages of a statement until it ends, to undo it. By default it writes them to a file in
# the machine's temporary folder, and they contain patients' data.
_STATEMENT_JOURNAL_IN_MEMORY = "PRAGMA temp_store=MEMORY"
_WRITING = (_STATEMENT_JOURNAL_IN_MEMORY, SECURE_DELETE)


def _to_json(value: Any) -> str:
    return orjson.dumps(value).decode()


class Database:
    """The application's database; urls.py parses its URL."""

    def __init__(self, url: str) -> None:
        target = parse_url(url)
        self.dialect = "sqlite" if isinstance(target, SqliteFile) else "postgresql"
        if isinstance(target, SqliteFile):
            self._writer = _sqlite_engine(target, "BEGIN IMMEDIATE", _WRITING, size=1)
            self._reader = _sqlite_engine(target, "BEGIN", (_READ_ONLY,), size=READER_THREADS)
            self._read_executor: ReadExecutor = SqliteReads(target, (*_SQLITE_PRAGMAS, _READ_ONLY))
            # A lock instead of the pool's queue: it is fair and has no timeout.
            self._write_lock: asyncio.Lock | None = asyncio.Lock()
        else:
            self._writer = self._reader = postgres.engine(
                target,
                pool_size=POSTGRES_CONNECTIONS,
                max_overflow=0,
                pool_pre_ping=True,
                json_serializer=_to_json,
                json_deserializer=orjson.loads,
                hide_parameters=True,
            )
            event.listen(self._writer.sync_engine, "handle_error", self._leave_read_only_server)
            self._read_executor = PostgresReads(target)
            self._write_lock = None
        self.no_optional_writes_before = 0.0
        """By the loop's clock; see transactions.py."""
        self.observers: list[Callable[[Statement], object]] = []
        """Called with each statement of `run` and `one`."""

    @property
    def engines(self) -> tuple[AsyncEngine, ...]:
        """The engines in use, for observers of their statements."""
        return (self._writer,) if self._writer is self._reader else (self._writer, self._reader)

    @property
    def sql(self) -> Dialect:
        """The dialect that statements are compiled for."""
        return self._reader.dialect

    async def run(self, program: StatementProgram) -> Any:
        """The program's result. One without statements ends without a connection."""
        if self.observers:
            program = self._observed(program)
        try:
            first = next(program)
        except StopIteration as done:
            return done.value
        return await self._read_executor.run(program, first)

    async def one(self, query: CompiledQuery, **values: Any) -> LazyRow | None:
        """The row that a query finds by a key, if there is one."""
        statement = query.bind(values, AccessPath.LOOKUP)
        for observe in self.observers:
            observe(statement)
        rows = await self._read_executor.rows(statement)
        return query.first_row(rows)

    def _observed(self, program: StatementProgram) -> StatementProgram:
        """The same program; observers are called with each statement."""
        try:
            statement = next(program)
            while True:
                for observe in self.observers:
                    observe(statement)
                statement = program.send((yield statement))
        except StopIteration as done:
            return done.value

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A connection for reading: one snapshot on SQLite."""
        async with self._reader.connect() as connection:
            yield connection

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """One transaction: committed when the block ends, rolled back when it raises."""
        lock: AbstractAsyncContextManager[None] = self._write_lock or nullcontext()
        async with lock, self._writer.begin() as connection:
            yield connection

    def _leave_read_only_server(self, context: ExceptionContext) -> None:
        """After a failover the old server still answers. Only new connections lead to the new one."""
        if getattr(context.original_exception, "sqlstate", None) == READ_ONLY_NOW:
            context.is_disconnect = True
            self._read_executor.reconnect()

    async def close(self) -> None:
        await self._read_executor.close()
        for engine in self.engines:
            await engine.dispose()


def _sqlite_engine(
    file: SqliteFile, begin: str, pragmas: tuple[str, ...], *, size: int
) -> AsyncEngine:
    engine = create_async_engine(
        file.url,
        async_creator=partial(connect, file.path),
        pool_size=size,
        max_overflow=0,
        json_serializer=_to_json,
        json_deserializer=orjson.loads,
        # An error's text may contain the statement, but no patient's number or message.
        hide_parameters=True,
    )

    @event.listens_for(engine.sync_engine, "connect")
    def configure(connection: Any, _record: Any) -> None:
        # Without it, the driver would begin transactions of its own.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in _SQLITE_PRAGMAS + pragmas:
            cursor.execute(pragma)
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begin_transaction(connection: Any) -> None:
        connection.exec_driver_sql(begin)

    return engine
