"""Runs what is read (see query.py) on connections of its own: SQLite's in threads, PostgreSQL's in a pool."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, Protocol, cast

import orjson

from textgate.private_files import create_database
from textgate.storage.postgres import connect
from textgate.storage.statement_program import AccessPath, Rows, Statement, StatementProgram
from textgate.storage.urls import PostgresServers, SqliteFile

if TYPE_CHECKING:
    import asyncpg

SQLITE_READERS = 4
POSTGRES_READERS = 10
GOODBYE_SECONDS = 2.0
"""How long a server may take to end a connection."""
# Of the connection that answers most questions.
CACHE_KIB = 8 * 1024
PATIENCE_HERE = 100
"""Milliseconds."""


class Readers(Protocol):
    async def rows(self, statement: Statement) -> Rows:
        """The rows of one statement that is short."""

    async def run(self, reading: StatementProgram, first: Statement) -> Any:
        """What a reading returns that has already yielded its first statement."""

    def reconnect(self) -> None:
        """Read on new connections from now on: the old ones may lead to a server that is no longer used."""

    async def close(self) -> None: ...


class _Task:
    """A reading on its way through a thread, and who waits for it."""

    __slots__ = ("error", "first", "future", "loop", "reading", "result")

    def __init__(self, reading: StatementProgram, first: Statement) -> None:
        self.loop = asyncio.get_running_loop()
        self.future: asyncio.Future[Any] = self.loop.create_future()
        self.reading = reading
        self.first = first
        self.result: Any = None
        self.error: BaseException | None = None

    def work(self, cursor: sqlite3.Cursor) -> None:
        """All the statements, so that a request crosses threads only once."""
        try:
            _read(cursor, self.reading, self.first, only_short=False)
        except StopIteration as done:
            self.result = done.value
        except BaseException as error:  # it is the caller's, whatever it is
            self.error = error

    def tell(self) -> None:
        if self.future.cancelled():
            return
        if self.error is not None:
            self.future.set_exception(self.error)
        else:
            self.future.set_result(self.result)


def _read(
    cursor: sqlite3.Cursor, reading: StatementProgram, statement: Statement, *, only_short: bool
) -> Statement:
    """Run statements on one state of the database, up to one that is not short where only such are wanted;
    raises StopIteration with what the reading returns."""
    cursor.execute("BEGIN")
    try:
        while statement.runs_inline or not only_short:
            found = cursor.execute(statement.text, statement.parameters).fetchall()
            statement = reading.send(found)
        return statement
    finally:
        cursor.execute("ROLLBACK")


class SqliteReaders:
    """Threads, each with a connection; a long reading keeps one of them busy, and nobody else. What is short
    is read at once, where it is asked for: to cross threads would take longer."""

    def __init__(self, file: SqliteFile, pragmas: Sequence[str]) -> None:
        self._path = file.path
        self._pragmas = pragmas
        self._waiting: SimpleQueue[_Task | None] = SimpleQueue()
        self._done: deque[_Task] = deque()
        self._is_waking = False
        self._here: sqlite3.Cursor | None = None
        self._threads: list[threading.Thread] = []

    async def rows(self, statement: Statement) -> Rows:
        return self._at_hand().execute(statement.text, statement.parameters).fetchall()

    async def run(self, reading: StatementProgram, first: Statement) -> Any:
        if first.runs_inline:
            try:
                first = _read(self._at_hand(), reading, first, only_short=True)
            except StopIteration as done:
                return done.value
        if not self._threads:
            self._threads = [
                threading.Thread(target=self._work, name=f"reader-{number}", daemon=True)
                for number in range(SQLITE_READERS)
            ]
            for thread in self._threads:
                thread.start()
        task = _Task(reading, first)
        self._waiting.put(task)
        return await task.future

    def _at_hand(self) -> sqlite3.Cursor:
        if self._here is None:
            self._here = self._connect(
                f"PRAGMA cache_size=-{CACHE_KIB}",
                # Readers hardly ever wait for anybody; here everybody would wait with this one.
                f"PRAGMA busy_timeout={PATIENCE_HERE}",
            )
        return self._here

    def _connect(self, *more_pragmas: str) -> sqlite3.Cursor:
        create_database(self._path)
        connection = sqlite3.connect(self._path, isolation_level=None, cached_statements=512)
        try:
            cursor = connection.cursor()
            for pragma in (*self._pragmas, *more_pragmas):
                cursor.execute(pragma)
        except BaseException:
            connection.close()
            raise
        return cursor

    def _work(self) -> None:
        cursor: sqlite3.Cursor | None = None
        while (task := self._waiting.get()) is not None:
            try:
                # Here, so that whoever asked is told of what fails, and the thread lives on.
                cursor = cursor or self._connect()
                task.work(cursor)
            except Exception as error:
                task.error = error
            self._done.append(task)
            # Under load a loop that is being woken finds the results of several.
            if not self._is_waking:
                self._is_waking = True
                task.loop.call_soon_threadsafe(self._tell)
        if cursor is not None:
            cursor.connection.close()

    def _tell(self) -> None:
        # First: what is done from here on wakes the loop again, if it is not told of by then.
        self._is_waking = False
        while self._done:
            self._done.popleft().tell()

    def reconnect(self) -> None:
        """There is only one file."""

    async def close(self) -> None:
        if self._here is not None:
            self._here.connection.close()
            self._here = None
        for _ in self._threads:
            self._waiting.put(None)
        threads, self._threads = self._threads, []
        for thread in threads:
            await asyncio.to_thread(thread.join)


class PostgresReaders:
    """Connections of the driver's own, lent for one statement each: to take one from SQLAlchemy's pool, or from
    the driver's, would cost more than most statements do."""

    def __init__(self, servers: PostgresServers) -> None:
        # To plan a statement takes longer than to look rows up by keys. Planned once for whatever keys, it is
        # as good; of others the server finds out what their values are worth.
        self._by_keys = _ReadPool(servers, "SET plan_cache_mode = force_generic_plan")
        self._others = _ReadPool(servers)
        self._room = asyncio.Semaphore(POSTGRES_READERS)

    async def rows(self, statement: Statement) -> Rows:
        lender = self._by_keys if statement.access_path is AccessPath.LOOKUP else self._others
        async with self._room:
            return await lender.rows(statement)

    async def run(self, reading: StatementProgram, first: Statement) -> Any:
        statement = first
        while True:
            rows = await self.rows(statement)
            try:
                statement = reading.send(rows)
            except StopIteration as done:
                return done.value

    def reconnect(self) -> None:
        for lender in (self._by_keys, self._others):
            lender.reconnect()

    async def close(self) -> None:
        for lender in (self._by_keys, self._others):
            await lender.close()


class _ReadPool:
    """Connections with the same settings, as many as have been needed at once."""

    def __init__(self, servers: PostgresServers, *settings: str) -> None:
        self._servers = servers
        # Set once connected: a connection that asks for them on its way is no longer read-write to the driver.
        self._set_up = "; ".join(("SET default_transaction_read_only = on", *settings))
        self._idle: list[asyncpg.Connection[Any]] = []
        self._lost: tuple[type[Exception], ...] = ()
        """What the driver raises on a connection that has been ended."""

    async def rows(self, statement: Statement) -> Rows:
        """Asked for once more where the connection turns out to have been ended since it was last used."""
        if self._idle:
            try:
                return await self._fetch(self._idle.pop(), self._idle, statement)
            except self._lost:
                # The others have been ended as well, or will be found to be well soon enough.
                self.reconnect()
        # Taken before connecting: after a `reconnect` in the meantime this connection is not kept.
        idle = self._idle
        return await self._fetch(await self._connect(), idle, statement)

    async def _fetch(
        self,
        connection: asyncpg.Connection[Any],
        idle: list[asyncpg.Connection[Any]],
        statement: Statement,
    ) -> Rows:
        try:
            if self._servers.shares_sessions:
                async with connection.transaction(readonly=True):
                    rows = await connection.fetch(statement.text, *statement.parameters)
            else:
                rows = await connection.fetch(statement.text, *statement.parameters)
        except BaseException:
            # Whatever it was, the connection may have more to say of it.
            connection.terminate()
            raise
        if idle is self._idle:
            idle.append(connection)
        else:
            connection.terminate()
        return cast(Rows, rows)

    def reconnect(self) -> None:
        idle, self._idle = self._idle, []
        for connection in idle:
            connection.terminate()

    async def _connect(self) -> asyncpg.Connection[Any]:
        from asyncpg import exceptions

        self._lost = (
            *(ConnectionError, exceptions.PostgresConnectionError, exceptions.InterfaceError),
            *(exceptions.AdminShutdownError, exceptions.CrashShutdownError),
            exceptions.IdleSessionTimeoutError,
            # What the driver says while the news of the end arrives.
            exceptions.InternalClientError,
        )
        connection = await connect(self._servers)
        try:
            if not self._servers.shares_sessions:
                await connection.execute(self._set_up)
            for kind in ("json", "jsonb"):
                await connection.set_type_codec(
                    kind, schema="pg_catalog", encoder=_to_json, decoder=orjson.loads
                )
        except BaseException:
            connection.terminate()
            raise
        return connection

    async def close(self) -> None:
        idle, self._idle = self._idle, []
        for connection in idle:
            # One whose server is silent is ended without a goodbye.
            with suppress(OSError):
                await connection.close(timeout=GOODBYE_SECONDS)


def _to_json(value: Any) -> str:
    return orjson.dumps(value).decode()
