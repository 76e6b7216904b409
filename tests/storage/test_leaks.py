"""Failed and canceled work leaves no database connection open."""

from __future__ import annotations

import asyncio
import gc
import sqlite3
import threading
from collections.abc import Awaitable, Callable, Coroutine, Generator, Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.exc import DatabaseError, OperationalError

from tests.postgres import Administer
from tests.product import Product
from tests.server import wait_until
from textgate.storage.database import Database
from textgate.storage.migrate import upgrade
from textgate.storage.statement_program import AccessPath, Statement, StatementProgram

Use = Callable[[Database], Coroutine[Any, Any, object]]

COUNT = "SELECT count(*) FROM partner"
WRONG_CURSOR = """{
  sendReport { totals { count } rows(after: "x") { nodes { day } } }
}"""


@pytest.fixture(autouse=True)
def no_garbage_collection() -> Iterator[None]:
    """A connection that only the garbage collector closes is a leak."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture
def open_connections(database_url: str, request: pytest.FixtureRequest) -> Callable[[], int]:
    """Counts the connections to the test's database."""
    if database_url.startswith("sqlite"):
        path = database_url.removeprefix("sqlite+aiosqlite:///")
        return lambda: _descriptors(path)
    administer: Administer = request.getfixturevalue("administer")
    name = make_url(database_url).database
    statement = f"SELECT FROM pg_stat_activity WHERE datname = '{name}'"
    return lambda: int(str(administer(statement)).removeprefix("SELECT "))


def _descriptors(path: str) -> int:
    # A connection is closed in its thread, which then ends.
    for thread in threading.enumerate():
        if "_connection_worker_thread" in thread.name:
            thread.join(10)
    open_descriptors = 0
    for descriptor in Path("/proc/self/fd").iterdir():
        # Other threads may close descriptors during the loop.
        with suppress(FileNotFoundError):
            open_descriptors += str(descriptor.readlink()) == path
    return open_descriptors


class CanceledAt:
    """Awaits some work, and cancels its own task at the work's waits with these numbers."""

    def __init__(self, work: Coroutine[Any, Any, object], times: set[int]) -> None:
        self._work = work
        self._times = times

    def __await__(self) -> Generator[Any, None, object]:
        task = asyncio.current_task()
        assert task is not None
        steps = self._work.__await__()
        raised: BaseException | None = None
        for time in count():
            try:
                waits_for = next(steps) if raised is None else steps.throw(raised)
            except StopIteration as done:
                return done.value
            raised = None
            if time in self._times:
                asyncio.get_running_loop().call_soon(task.cancel)
            try:
                yield waits_for
            except BaseException as error:
                raised = error
        raise AssertionError


async def read(database: Database) -> object:
    async with database.read() as connection:
        return (await connection.execute(text(COUNT))).scalar_one()


async def write(database: Database) -> object:
    async with database.write() as connection:
        return (await connection.execute(text(COUNT))).scalar_one()


async def run(database: Database) -> object:
    def program() -> StatementProgram:
        rows = yield Statement(COUNT, [], AccessPath.SCAN)
        return rows[0][0]

    return await database.run(program())


@pytest.mark.parametrize("use", [read, write, run])
@pytest.mark.parametrize("cancellations", [1, 2])
async def test_a_cancellation_at_any_wait_closes_the_connection(
    database_url: str, open_connections: Callable[[], int], use: Use, cancellations: int
) -> None:
    for first in count():
        database = Database(database_url)
        times = set(range(first, first + cancellations))
        task = asyncio.create_task(_await(CanceledAt(use(database), times)))
        done, _ = await asyncio.wait([task], timeout=10)
        assert done, f"canceled at {times}, it never ends"
        await database.close()
        # A server notices after a moment that its client disconnected.
        await asyncio.to_thread(wait_until, lambda: open_connections() == 0)
        if not task.cancelled():
            assert task.result() == 0
            break
    # At least one run was canceled.
    assert first > 0


async def test_queries_that_fail_halfway_leave_no_connection_open(
    database_url: str, open_connections: Callable[[], int]
) -> None:
    async with Product.open(database_url) as product:
        client = await product.partner()
        for _ in range(10):
            # One field fails, which cancels the other field during its statement.
            (error,) = (await client.ask(WRONG_CURSOR))["errors"]
            assert error["extensions"]["code"] == "INVALID_ARGUMENT"
    await asyncio.to_thread(wait_until, lambda: open_connections() == 0)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("use", [read, write, run])
async def test_a_file_that_is_no_database_is_closed(
    database_url: str, open_connections: Callable[[], int], use: Use
) -> None:
    database = Database(database_url)
    await asyncio.to_thread(
        Path(str(make_url(database_url).database)).write_text, "No database. " * 1000
    )
    # The error keeps its objects alive.
    with pytest.raises((DatabaseError, sqlite3.DatabaseError)) as raised:
        await use(database)
    await database.close()
    assert "file is not a database" in str(raised.value)
    assert open_connections() == 0


@pytest.mark.parametrize("use", [upgrade, lambda url: read(Database(url))])
def test_a_file_that_cannot_be_opened_leaves_no_thread_that_needs_the_loop(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    use: Callable[[str], Coroutine[Any, Any, object]],
) -> None:
    uncaught: list[object] = []
    monkeypatch.setattr(threading, "excepthook", uncaught.append)
    for _ in range(20):
        loop = asyncio.new_event_loop()
        with pytest.raises(OperationalError):
            loop.run_until_complete(use(f"sqlite+aiosqlite:///{tmp_path}"))
        loop.close()
        _descriptors(str(tmp_path))
    assert uncaught == []


async def _await(work: Awaitable[object]) -> object:
    return await work
