"""Items submitted at the same time share a transaction, and each gets its own outcome."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any, cast

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection

from tests.product import START
from textgate.storage.database import Database
from textgate.storage.group_commit import GroupCommit
from textgate.storage.tables import quota
from textgate.storage.transactions import MAX_TRIES, CommitUnknown, RetryTransaction


class Writer:
    """Inserts a row for each item. `poison` fails the transaction, and `no` is refused after the inserts."""

    def __init__(self, database: Database, max_batch: int = 200) -> None:
        self.database = database
        self.group = GroupCommit(
            database, self.work, owner_of=lambda item: item.partition(" ")[0], max_batch=max_batch
        )
        self.batches: list[list[str]] = []
        self.failures: list[Exception] = []
        self.before_it_fails: Callable[[], object] = bool

    async def work(
        self, connection: AsyncConnection, items: Sequence[str]
    ) -> Sequence[str | Exception]:
        self.batches.append(list(items))
        rows = [{"key": item, "count": 1, "ends_at": START + timedelta(days=1)} for item in items]
        await connection.execute(insert(quota), rows)
        if self.failures:
            raise self.failures.pop()
        if "poison" in items:
            self.before_it_fails()
            await asyncio.sleep(0)
            raise ValueError("poison")
        return [LookupError(item) if item == "no" else item.upper() for item in items]

    def submit(self, *items: str) -> list[asyncio.Task[str]]:
        return [asyncio.ensure_future(self.group.submit(item)) for item in items]

    async def count(self) -> int:
        async with self.database.read() as connection:
            counted = await connection.execute(select(func.count()).select_from(quota))
        count: int = counted.scalar_one()
        return count


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = Database(database_url)
    yield opened
    await opened.close()


@pytest.fixture
def writer(database: Database) -> Writer:
    return Writer(database)


class Gate:
    """Every transaction waits before its commit until the gate opens, and fails if `error` is set."""

    def __init__(self, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
        self.is_reached = asyncio.Event()
        self.is_open = asyncio.Event()
        self.error: Exception | None = None
        self._write = database.write
        monkeypatch.setattr(database, "write", self.write)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        async with self._write() as connection:
            yield connection
            self.is_reached.set()
            await self.is_open.wait()
            if self.error is not None:
                raise self.error


async def test_items_that_arrive_during_a_batch_form_the_next_one(
    database: Database, writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(database, monkeypatch)
    first = writer.submit("a", "b")
    await gate.is_reached.wait()
    second = writer.submit("c", "d", "e")
    gate.is_open.set()
    assert await asyncio.gather(*first, *second) == ["A", "B", "C", "D", "E"]
    assert writer.batches == [["a", "b"], ["c", "d", "e"]]
    assert await writer.count() == 5


async def test_items_that_arrive_while_a_batch_waits_for_the_lock_join_it(
    database: Database, writer: Writer
) -> None:
    if database.dialect != "sqlite":
        pytest.skip("PostgreSQL has more than one writer")
    async with database.write():
        submitted = writer.submit("a")
        for _ in range(5):
            await asyncio.sleep(0)
        submitted += writer.submit("b", "c")
        await asyncio.sleep(0)
    assert await asyncio.gather(*submitted) == ["A", "B", "C"]
    assert writer.batches == [["a", "b", "c"]]


async def test_no_outcome_is_returned_before_the_commit(
    database: Database, writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(database, monkeypatch)
    submitted = writer.submit("a", "no", "c")
    await gate.is_reached.wait()
    for _ in range(100):
        await asyncio.sleep(0)
    assert not any(task.done() for task in submitted)
    assert await writer.count() == 0
    gate.is_open.set()
    outcomes = await asyncio.gather(*submitted, return_exceptions=True)
    assert [str(outcome) for outcome in outcomes] == ["A", "no", "C"]
    assert await writer.count() == 3


async def test_a_failed_commit_fails_every_item_and_is_not_retried(
    database: Database, writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(database, monkeypatch)
    gate.error, gate.is_open = OSError("no space"), asyncio.Event()
    gate.is_open.set()
    outcomes = await asyncio.gather(*writer.submit("a", "b"), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [CommitUnknown] * 2
    assert [repr(outcome.__cause__) for outcome in outcomes if isinstance(outcome, Exception)] == [
        "OSError('no space')"
    ] * 2
    assert (writer.batches, await writer.count()) == ([["a", "b"]], 0)
    gate.error = None
    assert await writer.group.submit("a") == "A"


async def test_a_transaction_that_cannot_begin_fails_every_waiting_item(
    database: Database, writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    @asynccontextmanager
    async def write() -> AsyncIterator[AsyncConnection]:
        raise OSError("no database")
        yield

    monkeypatch.setattr(database, "write", write)
    outcomes = await asyncio.gather(*writer.submit("a", "b"), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [CommitUnknown] * 2
    assert writer.batches == []


async def test_a_poisonous_item_fails_alone_with_its_own_error(writer: Writer) -> None:
    outcomes = await asyncio.gather(
        *writer.submit("a", "poison", "no", "d"), return_exceptions=True
    )
    assert [repr(outcome) for outcome in outcomes] == [
        "'A'",
        "ValueError('poison')",
        "LookupError('no')",
        "'D'",
    ]
    assert writer.batches == [["a", "poison", "no", "d"], ["a"], ["poison"], ["no"], ["d"]]
    assert await writer.count() == 3


async def test_a_canceled_caller_affects_no_other(
    database: Database, writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(database, monkeypatch)
    # The first caller started the task, and is canceled while its batch runs.
    first = writer.submit("a", "b")
    await gate.is_reached.wait()
    second = writer.submit("c", "d")
    first[0].cancel()
    second[0].cancel()
    await asyncio.sleep(0)
    gate.is_open.set()
    assert list(await asyncio.gather(first[1], second[1])) == ["B", "D"]
    # "a" was in the running batch; "c" was withdrawn before its batch began.
    assert writer.batches == [["a", "b"], ["d"]]
    assert await writer.count() == 3


async def test_a_split_skips_canceled_callers(writer: Writer) -> None:
    submitted = writer.submit("a", "b", "poison")
    writer.before_it_fails = submitted[1].cancel
    outcomes = await asyncio.gather(*submitted, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [str, asyncio.CancelledError, ValueError]
    assert writer.batches == [["a", "b", "poison"], ["a"], ["poison"]]


async def test_a_batch_of_canceled_callers_is_not_processed(writer: Writer) -> None:
    submitted = writer.submit("a", "b")
    await asyncio.sleep(0)
    for task in submitted:
        task.cancel()
    await asyncio.gather(*submitted, return_exceptions=True)
    assert await writer.group.submit("c") == "C"
    assert writer.batches == [["c"]]


async def test_a_batch_has_a_maximum_size(database: Database) -> None:
    writer = Writer(database, max_batch=2)
    assert await asyncio.gather(*writer.submit(*"abcde")) == [*"ABCDE"]
    assert writer.batches == [["a", "b"], ["c", "d"], ["e"]]


class Sqlstate(Exception):
    def __init__(self, sqlstate: str) -> None:
        self.sqlstate = sqlstate


@pytest.mark.parametrize("sqlstate", ["40001", "40P01", None], ids=str)
async def test_a_conflicting_transaction_is_retried_as_a_whole(
    writer: Writer, sqlstate: str | None
) -> None:
    error = OperationalError("", {}, Sqlstate(sqlstate)) if sqlstate else RetryTransaction()
    writer.failures = [error] * (MAX_TRIES - 1)
    assert await asyncio.gather(*writer.submit("a", "b")) == ["A", "B"]
    assert writer.batches == [["a", "b"]] * MAX_TRIES
    assert await writer.count() == 2


async def test_other_database_errors_are_not_retried(writer: Writer) -> None:
    writer.failures = [OperationalError("", {}, Sqlstate("53100"))]
    with pytest.raises(OperationalError):
        await writer.group.submit("a")
    assert len(writer.batches) == 1


class CurrentDatabase:
    """Delegates to the database of the running event loop: engines belong to the loop that opened them."""

    opened: Database

    def __getattr__(self, name: str) -> Any:
        return getattr(self.opened, name)


def test_a_new_event_loop_can_use_it_after_another_has_ended(database_url: str) -> None:
    current = CurrentDatabase()
    writer = Writer(cast("Database", current))

    async def submit(item: str) -> str:
        current.opened = Database(database_url)
        try:
            return (await asyncio.gather(*writer.submit(item)))[0]
        finally:
            await current.opened.close()

    async def end_loop_early() -> None:
        # The loop ends while a caller waits.
        writer.submit("b")
        await asyncio.sleep(0)

    assert asyncio.run(submit("a")) == "A"
    asyncio.run(end_loop_early())
    assert asyncio.run(submit("c")) == "C"
    assert writer.batches == [["a"], ["c"]]
