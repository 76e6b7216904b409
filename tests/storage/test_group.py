"""What is asked for at the same time is done in one transaction, and each is told what became of its own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection

from tests.product import START
from textgate.storage.database import Database
from textgate.storage.group import Group
from textgate.storage.tables import quota
from textgate.storage.transactions import TRIES, CommitUnknown, RetryTransaction


class Writer:
    """Writes a row for each item; `poison` cannot be written, and `no` is refused after all was."""

    def __init__(self, database: Database, largest: int = 200) -> None:
        self.database = database
        self.group = Group(database, self.do, largest)
        self.batches: list[list[str]] = []
        self.failures: list[Exception] = []
        self.before_it_fails: Callable[[], object] = bool

    async def do(
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

    def ask(self, *items: str) -> list[asyncio.Task[str]]:
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
    """Every transaction waits in front of its commit until it is let through, or made to fail."""

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


async def test_what_arrives_during_a_batch_goes_into_the_next(
    database: Database, writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(database, monkeypatch)
    first = writer.ask("a", "b")
    await gate.is_reached.wait()
    second = writer.ask("c", "d", "e")
    gate.is_open.set()
    assert await asyncio.gather(*first, *second) == ["A", "B", "C", "D", "E"]
    assert writer.batches == [["a", "b"], ["c", "d", "e"]]
    assert await writer.count() == 5


async def test_what_arrives_while_a_batch_waits_for_its_turn_goes_along(
    database: Database, writer: Writer
) -> None:
    if database.dialect != "sqlite":
        pytest.skip("PostgreSQL has no turns")
    async with database.write():
        asked = writer.ask("a")
        for _ in range(5):
            await asyncio.sleep(0)
        asked += writer.ask("b", "c")
        await asyncio.sleep(0)
    assert await asyncio.gather(*asked) == ["A", "B", "C"]
    assert writer.batches == [["a", "b", "c"]]


async def test_nobody_is_answered_before_the_commit(
    database: Database, writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(database, monkeypatch)
    asked = writer.ask("a", "no", "c")
    await gate.is_reached.wait()
    for _ in range(100):
        await asyncio.sleep(0)
    assert not any(each.done() for each in asked)
    assert await writer.count() == 0
    gate.is_open.set()
    outcomes = await asyncio.gather(*asked, return_exceptions=True)
    assert [str(each) for each in outcomes] == ["A", "no", "C"]
    assert await writer.count() == 3


async def test_a_commit_that_fails_fails_for_all_and_is_not_tried_again(
    database: Database, writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(database, monkeypatch)
    gate.error, gate.is_open = OSError("no space"), asyncio.Event()
    gate.is_open.set()
    outcomes = await asyncio.gather(*writer.ask("a", "b"), return_exceptions=True)
    assert [type(each) for each in outcomes] == [CommitUnknown] * 2
    assert [repr(each.__cause__) for each in outcomes if isinstance(each, Exception)] == [
        "OSError('no space')"
    ] * 2
    assert (writer.batches, await writer.count()) == ([["a", "b"]], 0)
    gate.error = None
    assert await writer.group.submit("a") == "A"


async def test_a_transaction_that_cannot_begin_fails_for_all_who_wait(
    database: Database, writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    @asynccontextmanager
    async def write() -> AsyncIterator[AsyncConnection]:
        raise OSError("no database")
        yield

    monkeypatch.setattr(database, "write", write)
    outcomes = await asyncio.gather(*writer.ask("a", "b"), return_exceptions=True)
    assert [type(each) for each in outcomes] == [CommitUnknown] * 2
    assert writer.batches == []


async def test_a_poisonous_one_fails_alone_with_its_own_error(writer: Writer) -> None:
    outcomes = await asyncio.gather(*writer.ask("a", "poison", "no", "d"), return_exceptions=True)
    assert [repr(each) for each in outcomes] == [
        "'A'",
        "ValueError('poison')",
        "LookupError('no')",
        "'D'",
    ]
    assert writer.batches == [["a", "poison", "no", "d"], ["a"], ["poison"], ["no"], ["d"]]
    assert await writer.count() == 3


async def test_who_is_cancelled_disturbs_nobody(
    database: Database, writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(database, monkeypatch)
    # The first one set the work going, and goes away while it is done.
    first = writer.ask("a", "b")
    await gate.is_reached.wait()
    second = writer.ask("c", "d")
    first[0].cancel()
    second[0].cancel()
    await asyncio.sleep(0)
    gate.is_open.set()
    assert list(await asyncio.gather(first[1], second[1])) == ["B", "D"]
    # It was done with its batch; what nobody waits for is not begun.
    assert writer.batches == [["a", "b"], ["d"]]
    assert await writer.count() == 3


async def test_who_has_left_is_not_tried_alone(writer: Writer) -> None:
    asked = writer.ask("a", "b", "poison")
    writer.before_it_fails = asked[1].cancel
    outcomes = await asyncio.gather(*asked, return_exceptions=True)
    assert [type(each) for each in outcomes] == [str, asyncio.CancelledError, ValueError]
    assert writer.batches == [["a", "b", "poison"], ["a"], ["poison"]]


async def test_a_batch_that_everybody_has_left_is_none(writer: Writer) -> None:
    asked = writer.ask("a", "b")
    await asyncio.sleep(0)
    for each in asked:
        each.cancel()
    await asyncio.gather(*asked, return_exceptions=True)
    assert await writer.group.submit("c") == "C"
    assert writer.batches == [["c"]]


async def test_a_batch_has_its_limit(database: Database) -> None:
    writer = Writer(database, largest=2)
    assert await asyncio.gather(*writer.ask(*"abcde")) == [*"ABCDE"]
    assert writer.batches == [["a", "b"], ["c", "d"], ["e"]]


class Sqlstate(Exception):
    def __init__(self, sqlstate: str) -> None:
        self.sqlstate = sqlstate


@pytest.mark.parametrize("sqlstate", ["40001", "40P01", None], ids=str)
async def test_transactions_in_each_others_way_are_done_again_as_a_whole(
    writer: Writer, sqlstate: str | None
) -> None:
    error = OperationalError("", {}, Sqlstate(sqlstate)) if sqlstate else RetryTransaction()
    writer.failures = [error] * (TRIES - 1)
    assert await asyncio.gather(*writer.ask("a", "b")) == ["A", "B"]
    assert writer.batches == [["a", "b"]] * TRIES
    assert await writer.count() == 2


async def test_other_errors_of_the_database_are_not(writer: Writer) -> None:
    writer.failures = [OperationalError("", {}, Sqlstate("53100"))]
    with pytest.raises(OperationalError):
        await writer.group.submit("a")
    assert len(writer.batches) == 1


def test_it_works_in_one_event_loop_after_the_other(database_url: str) -> None:
    writer: list[Writer] = []

    async def ask(item: str) -> str:
        database = Database(database_url)
        if not writer:
            writer.append(Writer(database))
        writer[0].group._database = database
        try:
            return (await asyncio.gather(*writer[0].ask(item)))[0]
        finally:
            await database.close()

    async def leave() -> None:
        # The loop ends while somebody waits.
        writer[0].ask("b")
        await asyncio.sleep(0)

    assert asyncio.run(ask("a")) == "A"
    asyncio.run(leave())
    assert asyncio.run(ask("c")) == "C"
    assert writer[0].batches == [["a"], ["c"]]
