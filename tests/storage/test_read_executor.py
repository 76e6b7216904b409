"""Runs the statements of plans in order, short ones at once, and raises errors to their caller only."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from sqlalchemy import JSON, Uuid, func, insert, literal_column, make_url, select, text, update

from tests.storage.test_database import row
from textgate.domain.ids import new_id
from textgate.storage.compiled_query import CompiledQuery
from textgate.storage.database import Database
from textgate.storage.parameters import open_parameter
from textgate.storage.postgres_reads import MAX_CONNECTIONS_IN_USE
from textgate.storage.sqlite_reads import READER_THREADS
from textgate.storage.statement_program import AccessPath, Statement, StatementProgram
from textgate.storage.tables import partner

CAPACITY = max(MAX_CONNECTIONS_IN_USE, READER_THREADS)
_LONG = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {}) SELECT count(*) FROM n"


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = Database(database_url)
    yield opened
    await opened.close()


def counted(
    *statements: Statement, after_each: Callable[[], object] = lambda: None
) -> StatementProgram:
    counts = []
    for statement in statements:
        rows = yield statement
        counts.append(rows[0][0])
        after_each()
    return counts


def count_partners(access_path: AccessPath) -> Statement:
    return Statement("SELECT count(*) FROM partner", [], access_path)


@pytest.mark.parametrize("access_path", AccessPath)
async def test_a_program_receives_its_rows_and_returns(
    database: Database, access_path: AccessPath
) -> None:
    statement = count_partners(access_path)
    assert await database.run(counted(statement, statement)) == [0, 0]


async def test_a_program_without_statements_returns_at_once(database: Database) -> None:
    assert await database.run(counted()) == []


async def test_one_row_is_found_by_its_key(database: Database) -> None:
    expected = row(name="Wanted")
    async with database.write() as connection:
        await connection.execute(insert(partner), [row(), expected])
    query = CompiledQuery(
        select(partner).where(partner.c.id == open_parameter("id", Uuid())), database.sql
    )
    selected = await database.one(query, id=expected["id"])
    assert selected is not None
    assert {name: selected[name] for name in expected} == expected
    assert await database.one(query, id=new_id()) is None


@pytest.mark.parametrize("access_path", AccessPath)
async def test_an_error_reaches_only_its_caller(
    database: Database, access_path: AccessPath
) -> None:
    wrong = Statement("SELECT nothing FROM nowhere", [], access_path)
    good = count_partners(access_path)
    outcomes = await asyncio.gather(
        database.run(counted(good, wrong)), database.run(counted(good)), return_exceptions=True
    )
    assert isinstance(outcomes[0], Exception)
    assert outcomes[1] == [0]

    def raises() -> None:
        raise LookupError

    with pytest.raises(LookupError):
        await database.run(counted(good, after_each=raises))
    assert await database.run(counted(good)) == [0]


async def test_readers_cannot_write(database: Database) -> None:
    for access_path in AccessPath:
        with pytest.raises(Exception, match=r"readonly|read-only"):
            await database.run(counted(Statement("DELETE FROM partner", [], access_path)))


async def test_a_long_read_does_not_delay_a_short_one(database: Database) -> None:
    long = Statement(_LONG.format(1_000_000), [], AccessPath.SCAN)
    finished: list[Any] = []

    async def run(program: StatementProgram) -> None:
        finished.append(await database.run(program))

    await asyncio.gather(run(counted(long)), run(counted(count_partners(AccessPath.RANGE))))
    assert finished == [[0], [1_000_000]]


async def test_sqlite_runs_short_reads_without_a_thread_and_the_rest_in_one(
    database: Database,
) -> None:
    if database.dialect != "sqlite":
        pytest.skip("PostgreSQL's driver has no threads")
    short, long = count_partners(AccessPath.RANGE), count_partners(AccessPath.SCAN)
    threads: list[str] = []

    def note() -> None:
        threads.append(threading.current_thread().name)

    await database.run(counted(short, short, after_each=note))
    await database.run(counted(short, long, short, long, after_each=note))
    caller = threading.current_thread().name
    assert threads[:3] == [caller] * 3
    assert len(set(threads[3:])) == 1
    assert threads[3].startswith("reader-")


async def test_a_program_on_sqlite_reads_one_snapshot_during_writes(
    database: Database, database_url: str
) -> None:
    if database.dialect != "sqlite":
        pytest.skip("PostgreSQL's statements each see what is committed")
    async with database.write() as connection:
        await connection.execute(insert(partner), row())
        first = select(func.count()).select_from(partner)
        assert (await connection.execute(first)).scalar_one() == 1
    path = str(make_url(database_url).database)
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    for access_path in AccessPath:
        statement = count_partners(access_path)

        def write() -> None:
            other.execute("UPDATE partner SET name = name || '!'")

        names = Statement("SELECT name FROM partner", [], access_path)
        results = await database.run(counted(names, statement, names, after_each=write))
        assert results[0] == results[2]
    other.close()


async def test_a_canceled_caller_affects_no_other(database: Database) -> None:
    long = Statement(_LONG.format(200_000), [], AccessPath.SCAN)
    canceled = asyncio.create_task(database.run(counted(long)))
    await asyncio.sleep(0)
    canceled.cancel()
    with pytest.raises(asyncio.CancelledError):
        await canceled
    assert await database.run(counted(long)) == [200_000]


async def test_a_reader_thread_survives_a_failure_to_open_the_database(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    if database.dialect != "sqlite":
        pytest.skip("PostgreSQL's driver has no threads")
    connect, long = sqlite3.connect, count_partners(AccessPath.SCAN)
    fails = iter([True] * READER_THREADS)

    def connect_or_fail(*arguments: Any, **options: Any) -> Any:
        if next(fails, False):
            raise sqlite3.OperationalError("unable to open database file")
        return connect(*arguments, **options)

    monkeypatch.setattr(sqlite3, "connect", connect_or_fail)
    for _ in range(READER_THREADS):
        with pytest.raises(sqlite3.OperationalError, match="unable to open"):
            await asyncio.wait_for(database.run(counted(long)), 10)
    assert await asyncio.wait_for(database.run(counted(long)), 10) == [0]


async def test_reads_continue_after_the_server_ends_their_connections(database: Database) -> None:
    if database.dialect != "postgresql":
        pytest.skip("SQLite has no connections that a server ends")
    statement = count_partners(AccessPath.RANGE)
    assert await database.run(counted(statement)) == [0]
    async with database.read() as connection:
        terminate = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
        await connection.execute(text(f"{terminate} AND pid <> pg_backend_pid()"))
    await asyncio.sleep(0)
    assert await database.run(counted(statement)) == [0]


async def test_canceled_reads_free_their_readers(database: Database) -> None:
    long = Statement(_LONG.format(20_000), [], AccessPath.SCAN)
    canceled = [asyncio.create_task(database.run(counted(long))) for _ in range(3 * CAPACITY)]
    await asyncio.sleep(0)
    for task in canceled:
        task.cancel()
    outcomes = await asyncio.gather(*canceled, return_exceptions=True)
    assert all(isinstance(outcome, asyncio.CancelledError) for outcome in outcomes)
    reads = [
        database.run(counted(long, count_partners(AccessPath.RANGE))) for _ in range(3 * CAPACITY)
    ]
    assert await asyncio.wait_for(asyncio.gather(*reads), 30) == [[20_000, 0]] * (3 * CAPACITY)


async def test_postgresql_plans_each_kind_of_statement_in_its_own_way(
    database: Database,
) -> None:
    if database.dialect != "postgresql":
        pytest.skip("SQLite plans a statement when it is prepared")
    statement = "SELECT current_setting('plan_cache_mode')"
    lookup, in_range, scan = (Statement(statement, [], access_path) for access_path in AccessPath)
    modes = await database.run(counted(lookup, in_range, scan, lookup))
    assert modes == ["force_generic_plan", "auto", "force_custom_plan", "force_generic_plan"]


async def test_a_changed_row_is_not_served_from_the_cache(database: Database) -> None:
    before = row(name="Before")
    async with database.write() as connection:
        await connection.execute(insert(partner), before)
    query = CompiledQuery(
        select(partner).where(partner.c.id == open_parameter("id", Uuid())), database.sql
    )
    first = await database.one(query, id=before["id"])
    assert first is not None
    # Its values need no second conversion.
    assert await database.one(query, id=before["id"]) is first
    async with database.write() as connection:
        await connection.execute(update(partner).values(name="After"))
    changed = await database.one(query, id=before["id"])
    assert changed is not None
    assert (first["name"], changed["name"]) == ("Before", "After")


async def test_each_caller_gets_its_own_json_document(database: Database) -> None:
    """Callers may change their document."""
    kind = "::jsonb" if database.dialect == "postgresql" else ""
    document = literal_column(f"""'{{"a":1}}'{kind}""", JSON()).label("document")
    query = CompiledQuery(select(document), database.sql)
    first, second = await database.one(query), await database.one(query)
    assert first is not None
    assert second is not None
    assert first["document"] == second["document"] == {"a": 1}
    assert first["document"] is not second["document"]
