"""Outages of the database, which end by themselves, are distinguished from errors."""

from __future__ import annotations

import asyncio
import socket
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from sqlalchemy import make_url, text
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.ext.asyncio import AsyncConnection

from tests.server import free_port
from textgate.storage.database import Database
from textgate.storage.outages import finish_all, is_outage
from textgate.storage.transactions import CommitUnknown, transact

CHANGE = text("UPDATE partner SET name = name")


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = Database(database_url)
    yield opened
    await opened.close()


async def failure(database: Database, *statements: Any) -> BaseException:
    """The error of a transaction of these statements."""

    async def run(connection: AsyncConnection) -> None:
        for statement in statements:
            await connection.execute(statement)

    with pytest.raises(Exception) as raised:  # noqa: PT011
        await transact(database, run)
    return raised.value


async def test_an_error_of_a_statement_is_no_outage(database: Database) -> None:
    assert not is_outage(await failure(database, text("SELECT * FROM nothing")))
    assert not is_outage(await failure(database, text("INSERT INTO partner (id) VALUES (NULL)")))
    assert not is_outage(ValueError("broken"))
    assert not is_outage(CommitUnknown())


async def test_a_missing_database_is_an_outage(tmp_path: Path) -> None:
    nowhere = Database(f"postgresql+asyncpg://postgres@127.0.0.1:{free_port()}/textgate")
    error = await failure(nowhere, CHANGE)
    assert isinstance(error, CommitUnknown)
    assert is_outage(error)
    with pytest.raises(sqlite3.OperationalError) as raised:
        sqlite3.connect(tmp_path / "missing" / "textgate.sqlite3")
    assert is_outage(raised.value)


async def test_a_terminated_connection_is_an_outage(database: Database) -> None:
    if database.dialect == "sqlite":
        pytest.skip("SQLite has no connections to cut")
    terminate = text("SELECT pg_terminate_backend(pg_backend_pid())")
    assert is_outage(await failure(database, terminate, CHANGE))
    read_only = text("SET TRANSACTION READ ONLY")
    assert is_outage(await failure(database, read_only, CHANGE))
    assert is_outage(asyncpg.TooManyConnectionsError())
    assert is_outage(asyncpg.CannotConnectNowError())
    assert is_outage(asyncpg.DiskFullError())
    assert not is_outage(asyncpg.DeadlockDetectedError())
    # The pool replaces the connection.
    async with database.read() as connection:
        assert (await connection.execute(text("SELECT 1"))).scalar_one() == 1


async def test_a_connection_to_a_server_that_became_read_only_is_replaced(
    database: Database,
) -> None:
    if database.dialect == "sqlite":
        pytest.skip("SQLite is no server")
    backend = text("SELECT pg_backend_pid()")
    async with database.write() as connection:
        before = (await connection.execute(backend)).scalar_one()
    assert is_outage(await failure(database, text("SET TRANSACTION READ ONLY"), CHANGE))
    async with database.write() as connection:
        assert (await connection.execute(backend)).scalar_one() != before


async def test_started_work_is_finished_and_an_error_is_raised_before_an_outage() -> None:
    ended = []

    async def work(error: Exception | None) -> int:
        await asyncio.sleep(0)
        if isinstance(error, ConnectionError):
            raise error
        # After the outage.
        await asyncio.sleep(0)
        ended.append(error)
        if error is not None:
            raise error
        return len(ended)

    assert await finish_all([work(None), work(None)]) == [1, 2]
    ours, outage = ValueError("ours"), ConnectionResetError()
    with pytest.raises(ValueError, match="ours"):
        await finish_all([work(None), work(outage), work(ours), work(None)])
    assert ended[2:] == [None, ours, None]
    with pytest.raises(ConnectionResetError):
        await finish_all([work(outage), work(None)])


async def test_a_locked_full_or_read_only_file_is_an_outage(
    database: Database, database_url: str
) -> None:
    if database.dialect != "sqlite":
        pytest.skip("PostgreSQL has no file to lock")
    impatient = text("PRAGMA busy_timeout = 0")
    async with database.write() as connection:
        await connection.execute(impatient)
    other = sqlite3.connect(str(make_url(database_url).database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert is_outage(await failure(database, CHANGE))
    other.execute("ROLLBACK")
    other.close()
    more = text("CREATE TABLE more AS SELECT randomblob(1000000)")
    assert is_outage(await failure(database, text("PRAGMA max_page_count = 1"), more))
    assert is_outage(await failure(database, text("PRAGMA query_only = 1"), CHANGE))


def test_an_exhausted_pool_is_an_outage() -> None:
    assert is_outage(NoConnectionFree())
    assert is_outage(TimeoutError())


OUTAGES = {
    # By their SQLSTATE: no server, no connection, or a resource is exhausted.
    *(asyncpg.PostgresConnectionError, asyncpg.ClientCannotConnectError),
    *(asyncpg.ConnectionDoesNotExistError, asyncpg.ConnectionRejectionError),
    *(asyncpg.ConnectionFailureError, asyncpg.TransactionResolutionUnknownError),
    asyncpg.ProtocolViolationError,
    asyncpg.ReadOnlySQLTransactionError,
    *(asyncpg.IdleInTransactionSessionTimeoutError, asyncpg.exceptions.TransactionTimeoutError),
    *(asyncpg.InsufficientResourcesError, asyncpg.DiskFullError, asyncpg.OutOfMemoryError),
    *(asyncpg.TooManyConnectionsError, asyncpg.ConfigurationLimitExceededError),
    *(asyncpg.OperatorInterventionError, asyncpg.QueryCanceledError),
    *(asyncpg.AdminShutdownError, asyncpg.CrashShutdownError, asyncpg.CannotConnectNowError),
    asyncpg.exceptions.IdleSessionTimeoutError,
    *(asyncpg.PostgresSystemError, asyncpg.PostgresIOError),
    # Raised by the driver itself.
    asyncpg.exceptions.TargetServerAttributeNotMatched,
}


def test_exactly_the_driver_errors_that_end_by_themselves_are_outages() -> None:
    kinds = [
        value
        for value in vars(asyncpg.exceptions).values()
        if isinstance(value, type) and issubclass(value, Exception)
    ]
    assert len(kinds) > 250
    assert {kind for kind in kinds if is_outage(kind("broken"))} == OUTAGES


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (asyncpg.InterfaceError("cannot perform operation: connection is closed"), True),
        (asyncpg.InterfaceError("cannot call X.y(): the underlying connection is closed"), True),
        (
            asyncpg.InterfaceError("cannot perform operation: another operation is in progress"),
            False,
        ),
        (asyncpg.InterfaceError("the server expects 1 argument for this query, 2 passed"), False),
        (asyncpg.InternalClientError("got result for unknown protocol state 0"), True),
        (asyncpg.InternalClientError("no decoder for OID 600"), False),
        (
            asyncpg.exceptions.ProtocolError(
                "cannot process message 'E': protocol is in an unexpected state 3."
            ),
            True,
        ),
        (asyncpg.exceptions.ProtocolError("unexpected array dimensions value: -1"), False),
        (socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution"), True),
        (ConnectionResetError(), True),
    ],
)
def test_an_error_without_an_sqlstate_is_classified_by_its_text(
    error: Exception, expected: bool
) -> None:
    assert is_outage(error) is expected
