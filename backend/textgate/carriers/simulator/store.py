"""The simulated carrier's own SQLite file: a call's changes are committed before its answer."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from textgate.carriers.base import CarrierUnavailable
from textgate.private_files import SECURE_DELETE, create_database, make_directory

T = TypeVar("T")

_BUSY_TIMEOUT_SECONDS = 5.0
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

# Times are whole microseconds since 1970. The ids of events are never used again (AUTOINCREMENT):
# a late acknowledgement must not remove somebody else's callback.
_SCHEMA = """
CREATE TABLE IF NOT EXISTS number (
    carrier_id TEXT PRIMARY KEY,
    phone TEXT NOT NULL UNIQUE,
    reference TEXT NOT NULL UNIQUE,
    is_approved INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS verification (
    carrier_id TEXT PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    number_id TEXT NOT NULL REFERENCES number,
    business TEXT NOT NULL,
    submitted_at INTEGER NOT NULL,
    decided_at INTEGER NOT NULL,
    codes TEXT NOT NULL,
    replaced_by TEXT
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS verification_number ON verification (number_id);
CREATE INDEX IF NOT EXISTS verification_business ON verification (business, number_id);
CREATE TABLE IF NOT EXISTS message (
    id INTEGER PRIMARY KEY,
    carrier_id TEXT NOT NULL UNIQUE,
    reference TEXT NOT NULL,
    sender TEXT NOT NULL,
    recipient TEXT NOT NULL,
    body_hash BLOB NOT NULL,
    at INTEGER NOT NULL,
    sent_at INTEGER,
    ended_at INTEGER NOT NULL,
    end_status TEXT NOT NULL,
    code INTEGER
);
CREATE INDEX IF NOT EXISTS message_reference ON message (reference);
CREATE TABLE IF NOT EXISTS event (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    message_id INTEGER NOT NULL REFERENCES message,
    status TEXT NOT NULL,
    code INTEGER,
    at INTEGER NOT NULL,
    due_at INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS event_due_at ON event (due_at, id);
CREATE TABLE IF NOT EXISTS attempt (
    operation TEXT NOT NULL,
    reference TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (operation, reference)
) WITHOUT ROWID;
"""


def to_microseconds(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(microseconds=1)


def from_microseconds(microseconds: int) -> datetime:
    return _EPOCH + timedelta(microseconds=microseconds)


def count_attempt(connection: sqlite3.Connection, operation: str, reference: str) -> int:
    """How often this has been tried before, not counting this time."""
    statement = """
        INSERT INTO attempt VALUES (?, ?, 1)
        ON CONFLICT DO UPDATE SET count = count + 1 RETURNING count - 1
    """
    [(count,)] = connection.execute(statement, (operation, reference)).fetchall()
    return int(count)


class _Asked:
    """A piece of work, and who waits for its result."""

    __slots__ = ("answer", "loop", "work")

    def __init__(self, work: Callable[[sqlite3.Connection], Any]) -> None:
        self.work = work
        self.loop = asyncio.get_running_loop()
        self.answer: asyncio.Future[Any] = self.loop.create_future()

    def tell(self, result: Any, error: BaseException | None) -> None:
        if self.answer.done():
            return
        if error is None:
            self.answer.set_result(result)
        else:
            self.answer.set_exception(error)


class Store:
    """One connection on one thread of its own, opened by the first call that needs it."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None
        self._thread: ThreadPoolExecutor | None = None
        self._writing: list[_Asked] = []
        self._lock = Lock()

    async def write(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do `work`, all of it or nothing; when this returns, it is on disk. What is asked for at the
        same time shares a transaction."""
        asked = _Asked(work)
        with self._lock:
            self._writing.append(asked)
            is_first = len(self._writing) == 1
        if is_first:
            # Whoever comes before the thread gets to it goes along.
            self._executor().submit(self._write)
        result: T = await asked.answer
        return result

    async def read(self, work: Callable[[sqlite3.Connection], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(
            self._executor(), self._transact, work, "BEGIN"
        )

    async def close(self) -> None:
        if self._thread is not None:
            thread, self._thread = self._thread, None
            await asyncio.get_running_loop().run_in_executor(thread, self._disconnect)
            thread.shutdown(wait=False)

    def _executor(self) -> ThreadPoolExecutor:
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, thread_name_prefix="carrier-simulator")
        return self._thread

    def _write(self) -> None:
        """In the thread: everything that is waiting by now, and then their answers."""
        with self._lock:
            writing, self._writing = self._writing, []
        try:
            results = self._transact(
                lambda connection: [_attempt(connection, asked.work) for asked in writing],
                "BEGIN IMMEDIATE",
            )
        except BaseException as error:
            results = [(None, error)] * len(writing)
        for loop in {asked.loop for asked in writing}:
            mine = [
                (asked, *result)
                for asked, result in zip(writing, results, strict=True)
                if asked.loop is loop
            ]
            loop.call_soon_threadsafe(_tell, mine)

    def _transact(self, work: Callable[[sqlite3.Connection], T], begin: str) -> T:
        try:
            connection = self._connect()
            connection.execute(begin)
            try:
                result = work(connection)
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            return result
        except sqlite3.OperationalError as error:
            # Several processes share the file; nothing was changed when one had to give up waiting.
            if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
                raise CarrierUnavailable("The simulated carrier is busy") from error
            raise

    def _connect(self) -> sqlite3.Connection:
        if self._connection is None:
            if self._path is not None:
                make_directory(self._path.parent)
                create_database(self._path)
            connection = sqlite3.connect(
                self._path or ":memory:", timeout=_BUSY_TIMEOUT_SECONDS, isolation_level=None
            )
            try:
                connection.row_factory = sqlite3.Row
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = NORMAL")
                connection.execute(SECURE_DELETE)
                connection.executescript(f"BEGIN IMMEDIATE; {_SCHEMA} COMMIT;")
            except BaseException:
                connection.close()
                raise
            self._connection = connection
        return self._connection

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _attempt(
    connection: sqlite3.Connection, work: Callable[[sqlite3.Connection], Any]
) -> tuple[Any, BaseException | None]:
    """What a piece of work returns, or raises, and then it has left nothing behind."""
    connection.execute("SAVEPOINT work")
    try:
        result = work(connection)
    except Exception as error:
        connection.execute("ROLLBACK TO work")
        connection.execute("RELEASE work")
        return None, error
    connection.execute("RELEASE work")
    return result, None


def _tell(answers: list[tuple[_Asked, Any, BaseException | None]]) -> None:
    for asked, result, error in answers:
        asked.tell(result, error)
