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

# Times are microseconds since 1970. AUTOINCREMENT never reuses an event's id, so that a late
# acknowledgment cannot delete another callback.
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
    """Count an attempt; returns the number of earlier ones."""
    statement = """
        INSERT INTO attempt VALUES (?, ?, 1)
        ON CONFLICT DO UPDATE SET count = count + 1 RETURNING count - 1
    """
    [(count,)] = connection.execute(statement, (operation, reference)).fetchall()
    return int(count)


class _Submission:
    __slots__ = ("loop", "result", "work")

    def __init__(self, work: Callable[[sqlite3.Connection], Any]) -> None:
        self.work = work
        self.loop = asyncio.get_running_loop()
        self.result: asyncio.Future[Any] = self.loop.create_future()

    def resolve(self, result: Any, error: BaseException | None) -> None:
        if self.result.done():
            return
        if error is None:
            self.result.set_result(result)
        else:
            self.result.set_exception(error)


class Store:
    """One connection in a thread of its own; the first call opens it."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None
        self._thread: ThreadPoolExecutor | None = None
        self._waiting: list[_Submission] = []
        self._lock = Lock()

    async def write(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run `work` atomically; returns its result after the commit. Concurrent calls share a transaction
        (group commit)."""
        submission = _Submission(work)
        with self._lock:
            self._waiting.append(submission)
            is_first = len(self._waiting) == 1
        if is_first:
            # Submissions that arrive before the thread starts this job join it.
            self._executor().submit(self._write)
        result: T = await submission.result
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
        """In the thread: commit all waiting submissions, then resolve each in its own event loop."""
        with self._lock:
            batch, self._waiting = self._waiting, []
        try:
            results = self._transact(
                lambda connection: [
                    _run_in_savepoint(connection, submission.work) for submission in batch
                ],
                "BEGIN IMMEDIATE",
            )
        except BaseException as error:
            results = [(None, error)] * len(batch)
        for loop in {submission.loop for submission in batch}:
            of_loop = [
                (submission, *result)
                for submission, result in zip(batch, results, strict=True)
                if submission.loop is loop
            ]
            loop.call_soon_threadsafe(_resolve, of_loop)

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
            # Several processes share the file. SQLITE_BUSY means that nothing was changed.
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


def _run_in_savepoint(
    connection: sqlite3.Connection, work: Callable[[sqlite3.Connection], Any]
) -> tuple[Any, BaseException | None]:
    """Returns the work's result or its error; an error rolls back this work only."""
    connection.execute("SAVEPOINT work")
    try:
        result = work(connection)
    except Exception as error:
        connection.execute("ROLLBACK TO work")
        connection.execute("RELEASE work")
        return None, error
    connection.execute("RELEASE work")
    return result, None


def _resolve(results: list[tuple[_Submission, Any, BaseException | None]]) -> None:
    for submission, result, error in results:
        submission.resolve(result, error)
