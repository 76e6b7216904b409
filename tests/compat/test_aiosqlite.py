"""Contract of `compat/aiosqlite.py` with aiosqlite. A failure means that the library has changed."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from textgate.compat.aiosqlite import ThreadConnection


@pytest.fixture
def open_file(tmp_path: Path) -> Callable[[], sqlite3.Connection]:
    return partial(sqlite3.connect, tmp_path / "file.sqlite3", check_same_thread=False)


async def test_functions_run_in_the_thread_that_opened_the_file(
    open_file: Callable[[], sqlite3.Connection],
) -> None:
    openers: list[threading.Thread] = []

    def note_and_open() -> sqlite3.Connection:
        openers.append(threading.current_thread())
        return open_file()

    connection = ThreadConnection(note_and_open)
    await connection
    thread = await connection.run_in_thread(threading.current_thread)
    assert [thread] == openers
    assert thread is not threading.current_thread()
    assert thread.daemon
    await connection.close()


async def test_a_cursor_belongs_to_the_open_connection(
    open_file: Callable[[], sqlite3.Connection],
) -> None:
    connection = ThreadConnection(open_file)
    await connection

    def read() -> list[object]:
        return connection.open_cursor().execute("SELECT 1").fetchall()

    assert await connection.run_in_thread(read) == [(1,)]
    await connection.close()


async def test_an_error_in_the_thread_reaches_the_caller(
    open_file: Callable[[], sqlite3.Connection],
) -> None:
    connection = ThreadConnection(open_file)
    await connection
    with pytest.raises(ZeroDivisionError):
        await connection.run_in_thread(divmod, 1, 0)
    await connection.close()


async def test_close_ends_the_thread_and_closes_the_file(
    open_file: Callable[[], sqlite3.Connection],
) -> None:
    opened: list[sqlite3.Connection] = []

    def keep_and_open() -> sqlite3.Connection:
        opened.append(open_file())
        return opened[0]

    connection = ThreadConnection(keep_and_open)
    await connection
    thread = await connection.run_in_thread(threading.current_thread)
    await connection.close()
    await connection.close()
    thread.join(10)
    assert not thread.is_alive()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        opened[0].execute("SELECT 1")
    with pytest.raises(ValueError, match="closed"):
        await connection.run_in_thread(list)


async def test_canceling_the_task_that_opens_a_connection_closes_it(
    open_file: Callable[[], sqlite3.Connection],
) -> None:
    may_open = threading.Event()
    opened: list[sqlite3.Connection] = []

    def open_late() -> sqlite3.Connection:
        may_open.wait(10)
        opened.append(open_file())
        return opened[0]

    connection = ThreadConnection(open_late)

    async def use() -> None:
        await connection

    task = asyncio.create_task(use())
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    may_open.set()
    assert connection.stopped is not None
    await connection.stopped
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        opened[0].execute("SELECT 1")
