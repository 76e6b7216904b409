"""Concurrent writes to the simulated carrier share a commit, but fail separately."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

from textgate.carriers.simulator.store import Store


def insert(reference: str, *, fails: bool = False) -> Callable[[sqlite3.Connection], str]:
    def work(connection: sqlite3.Connection) -> str:
        connection.execute("INSERT INTO attempt VALUES ('test', ?, 1)", (reference,))
        if fails:
            raise LookupError(reference)
        return reference

    return work


def committed(path: Path) -> set[str]:
    """The references that another connection reads."""
    connection = sqlite3.connect(path)
    try:
        return {row[0] for row in connection.execute("SELECT reference FROM attempt")}
    finally:
        connection.close()


async def test_a_failed_write_is_rolled_back_and_affects_no_other(tmp_path: Path) -> None:
    path = tmp_path / "carrier.db"
    store = Store(path)
    works = [insert("a"), insert("b", fails=True), insert("c"), insert("a")]
    outcomes = await asyncio.gather(
        *(store.write(work) for work in works),
        return_exceptions=True,
    )
    assert [repr(outcome) for outcome in outcomes[:3]] == ["'a'", "LookupError('b')", "'c'"]
    assert isinstance(outcomes[3], sqlite3.IntegrityError)
    assert committed(path) == {"a", "c"}
    await store.close()


async def test_concurrent_writes_are_committed_together_before_any_returns(tmp_path: Path) -> None:
    path = tmp_path / "carrier.db"
    store = Store(path)
    await store.read(lambda _: None)
    released = threading.Event()

    def hold(_: sqlite3.Connection) -> None:
        released.wait(10)

    first = asyncio.ensure_future(store.write(hold))
    await asyncio.sleep(0)
    change_counts: list[int] = []

    def count(connection: sqlite3.Connection) -> None:
        change_counts.append(connection.total_changes)
        connection.execute("INSERT INTO attempt VALUES ('test', ?, 1)", (str(len(change_counts)),))

    others = [asyncio.ensure_future(store.write(count)) for _ in range(50)]
    last = asyncio.ensure_future(store.write(hold))
    for _ in range(5):
        await asyncio.sleep(0)
    assert committed(path) == set()
    assert not any(task.done() for task in (first, *others, last))
    released.set()
    await asyncio.gather(first, *others, last)
    assert len(committed(path)) == 50
    await store.close()


async def test_a_failed_commit_fails_every_write(tmp_path: Path) -> None:
    path = tmp_path / "carrier.db"
    store = Store(path)
    await store.read(lambda _: None)

    def end(connection: sqlite3.Connection) -> None:
        # Roll back, so that the commit fails.
        connection.execute("ROLLBACK")
        connection.execute("SAVEPOINT work")

    outcomes = await asyncio.gather(
        store.write(insert("a")),
        store.write(end),
        return_exceptions=True,
    )
    assert all(isinstance(outcome, sqlite3.OperationalError) for outcome in outcomes)
    assert committed(path) == set()
    # The next write succeeds.
    await store.write(insert("b"))
    assert committed(path) == {"b"}
    await store.close()
