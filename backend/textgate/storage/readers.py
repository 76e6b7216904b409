"""Runs what is read (see query.py) on connections of its own: SQLite's in threads, PostgreSQL's in a pool."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections import deque
from collections.abc import Sequence
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, Protocol

import orjson
from sqlalchemy.ext.asyncio import AsyncEngine

from textgate.storage.query import Reading

if TYPE_CHECKING:
    import asyncpg

SQLITE_READERS = 4
POSTGRES_READERS = 10

_Statement = tuple[str, Sequence[Any]]


class Readers(Protocol):
    async def run(self, reading: Reading, first: _Statement) -> Any:
        """What a reading returns that has already yielded its first statement."""

    async def close(self) -> None: ...


class _Task:
    """A reading on its way through a thread, and who waits for it."""

    __slots__ = ("error", "first", "future", "loop", "reading", "result")

    def __init__(self, reading: Reading, first: _Statement) -> None:
        self.loop = asyncio.get_running_loop()
        self.future: asyncio.Future[Any] = self.loop.create_future()
        self.reading = reading
        self.first = first
        self.result: Any = None
        self.error: BaseException | None = None

    def work(self, cursor: sqlite3.Cursor) -> None:
        """All statements at once, of one state of the database: a request crosses threads only once."""
        try:
            cursor.execute("BEGIN")
            try:
                statement = self.first
                while True:
                    statement = self.reading.send(cursor.execute(*statement).fetchall())
            finally:
                cursor.execute("ROLLBACK")
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


class SqliteReaders:
    """Threads, each with a connection; a long reading keeps one of them busy, and nobody else."""

    def __init__(self, engine: AsyncEngine, pragmas: Sequence[str]) -> None:
        (self._path,), _ = engine.dialect.create_connect_args(engine.url)
        self._pragmas = pragmas
        self._waiting: SimpleQueue[_Task | None] = SimpleQueue()
        self._done: deque[_Task] = deque()
        self._is_waking = False
        self._threads: list[threading.Thread] = []

    async def run(self, reading: Reading, first: _Statement) -> Any:
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

    def _work(self) -> None:
        connection = sqlite3.connect(self._path, isolation_level=None, cached_statements=512)
        cursor = connection.cursor()
        for pragma in self._pragmas:
            cursor.execute(pragma)
        while (task := self._waiting.get()) is not None:
            task.work(cursor)
            self._done.append(task)
            # Under load a loop that is being woken finds the results of several.
            if not self._is_waking:
                self._is_waking = True
                task.loop.call_soon_threadsafe(self._tell)
        connection.close()

    def _tell(self) -> None:
        # First: what is done from here on wakes the loop again, if it is not told of by then.
        self._is_waking = False
        while self._done:
            self._done.popleft().tell()

    async def close(self) -> None:
        for _ in self._threads:
            self._waiting.put(None)
        threads, self._threads = self._threads, []
        for thread in threads:
            await asyncio.to_thread(thread.join)


class PostgresReaders:
    """A pool of the driver's own: SQLAlchemy's would cost more than most statements do."""

    def __init__(self, engine: AsyncEngine) -> None:
        _, self._where = engine.dialect.create_connect_args(engine.url)
        self._pool: asyncpg.Pool[Any] | None = None
        self._opening = asyncio.Lock()

    async def run(self, reading: Reading, first: _Statement) -> Any:
        pool = self._pool or await self._open()
        async with pool.acquire() as connection:
            text, parameters = first
            try:
                while True:
                    rows = await connection.fetch(text, *parameters)
                    text, parameters = reading.send(rows)
            except StopIteration as done:
                return done.value

    async def _open(self) -> asyncpg.Pool[Any]:
        import asyncpg

        async with self._opening:
            if self._pool is None:
                self._pool = await asyncpg.create_pool(
                    **self._where,
                    min_size=0,
                    max_size=POSTGRES_READERS,
                    init=_read_json,
                    reset=_leave,
                    server_settings={"default_transaction_read_only": "on"},
                )
        return self._pool

    async def close(self) -> None:
        if self._pool is not None:
            await self._pool.close()


async def _read_json(connection: Any) -> None:
    for kind in ("json", "jsonb"):
        await connection.set_type_codec(
            kind, schema="pg_catalog", encoder=_to_json, decoder=orjson.loads
        )


def _to_json(value: Any) -> str:
    return orjson.dumps(value).decode()


async def _leave(_connection: Any) -> None:
    """Nothing: what only reads leaves nothing behind that would have to be undone."""
