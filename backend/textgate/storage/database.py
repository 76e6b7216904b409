"""Engines and the ways to use them: `run` for plans, `read()` and `write()` for a service's statements.

SQLite: one writer connection that begins IMMEDIATE, and a pool of read-only ones, so that readers
never wait and writers never collide. PostgreSQL: one pool for both.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from functools import partial
from typing import Any

import orjson
from sqlalchemy import Dialect, event
from sqlalchemy.engine import URL, ExceptionContext
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from textgate.private_files import SECURE_DELETE
from textgate.storage import postgres
from textgate.storage.compiled_query import CompiledQuery, LazyRow
from textgate.storage.outages import READ_ONLY_NOW
from textgate.storage.read_executor import SQLITE_READERS, PostgresReaders, Readers, SqliteReaders
from textgate.storage.sqlite_cursor import connect
from textgate.storage.statement_program import AccessPath, Statement, StatementProgram
from textgate.storage.urls import SqliteFile, read_url

POSTGRES_CONNECTIONS = 20

_SQLITE_PRAGMAS = (
    # FULL, not NORMAL: an acknowledged send survives a power loss, not only a crash.
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=5000",
    # Pages that are written again and again between checkpoints go to the database once: 32 MB of them.
    "PRAGMA wal_autocheckpoint=8000",
)
_READ_ONLY = "PRAGMA query_only=ON"
# The pages that a statement changes are put by until it has ended, should it have to be undone: in a file,
# written twice for each page, where this says nothing else.
_UNDO_IN_MEMORY = "PRAGMA temp_store=MEMORY"
_WRITING = (_UNDO_IN_MEMORY, SECURE_DELETE)


def _to_json(value: Any) -> str:
    return orjson.dumps(value).decode()


class Database:
    """The application's database; its URL is read by urls.py."""

    def __init__(self, url: str) -> None:
        target = read_url(url)
        self.url: URL = target.url
        self.dialect = self.url.get_backend_name()
        if isinstance(target, SqliteFile):
            self._writer = _sqlite_engine(target, "BEGIN IMMEDIATE", _WRITING, size=1)
            self._reader = _sqlite_engine(target, "BEGIN", (_READ_ONLY,), size=SQLITE_READERS)
            self._readers: Readers = SqliteReaders(target, (*_SQLITE_PRAGMAS, _READ_ONLY))
            # The writer's queue is ours, so that it is fair and knows no pool time-out.
            self._turn: asyncio.Lock | None = asyncio.Lock()
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
            event.listen(self._writer.sync_engine, "handle_error", self._leave_what_is_read_only)
            self._readers = PostgresReaders(target)
            self._turn = None
        self.not_before = 0.0
        """By the loop's clock, when that is to be written again which may as well wait."""
        self.observers: list[Callable[[Statement], object]] = []
        """Called with each statement of `run` and `one`."""

    @property
    def engines(self) -> tuple[AsyncEngine, ...]:
        """The engines in use, for whoever watches statements go by."""
        return (self._writer,) if self._writer is self._reader else (self._writer, self._reader)

    @property
    def sql(self) -> Dialect:
        """What statements are written for."""
        return self._reader.dialect

    async def run(self, reading: StatementProgram) -> Any:
        """What a reading returns; one that needs no statement at all is done at once."""
        if self.observers:
            reading = self._watched(reading)
        try:
            first = next(reading)
        except StopIteration as done:
            return done.value
        return await self._readers.run(reading, first)

    async def one(self, query: CompiledQuery, **values: Any) -> LazyRow | None:
        """The one row that a query finds by a key, if it finds one."""
        statement = query.bind(values, AccessPath.LOOKUP)
        for observe in self.observers:
            observe(statement)
        rows = await self._readers.rows(statement)
        return query.first_row(rows)

    def _watched(self, reading: StatementProgram) -> StatementProgram:
        """The same, with whoever watches statements go by told of each."""
        try:
            statement = next(reading)
            while True:
                for observe in self.observers:
                    observe(statement)
                statement = reading.send((yield statement))
        except StopIteration as done:
            return done.value

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A connection for reading; what it reads is one consistent state on SQLite."""
        async with self._reader.connect() as connection:
            yield connection

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """One transaction: committed when the block ends, rolled back when it raises."""
        turn: AbstractAsyncContextManager[None] = self._turn or nullcontext()
        async with turn, self._writer.begin() as connection:
            yield connection

    def _leave_what_is_read_only(self, context: ExceptionContext) -> None:
        """A server that another has taken over from still answers: only new connections lead to the new one."""
        if getattr(context.original_exception, "sqlstate", None) == READ_ONLY_NOW:
            context.is_disconnect = True
            self._readers.reconnect()

    async def close(self) -> None:
        await self._readers.close()
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
        # An error's text tells the statement, never what patients are written or where.
        hide_parameters=True,
    )

    @event.listens_for(engine.sync_engine, "connect")
    def configure(connection: Any, _record: Any) -> None:
        # The driver must not open transactions of its own: BEGIN is ours, below.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in _SQLITE_PRAGMAS + pragmas:
            cursor.execute(pragma)
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begin_transaction(connection: Any) -> None:
        connection.exec_driver_sql(begin)

    return engine
