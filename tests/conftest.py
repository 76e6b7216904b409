"""Fixtures for all tests: SQLite and PostgreSQL, migrated once and copied per test, and the whole product."""

from __future__ import annotations

import asyncio
import gc
import os
import shutil
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from anyio.from_thread import start_blocking_portal
from hypothesis import settings

from tests.canary import watching
from tests.explained import assert_indexed, observed
from tests.order import order
from tests.postgres import (
    Administer,
    database_copy,
    find_binaries,
    roomy_memory,
    temporary_cluster,
    url_of_database,
)
from tests.product import GENEROUS, Product
from tests.shared_sql import register_dialects
from tests.smtp_server import SENDER, MailServer, mail_server
from tests.tallies import assert_tallied
from textgate.storage.migrate import upgrade

TEMPLATE = "textgate_template"

# No deadlines: a busy machine is no failure, and timings belong in benchmarks.
settings.register_profile("default", deadline=None)
settings.load_profile("default")
# `pytest --hypothesis-profile=more` tries new examples, in tests that support it.
settings.register_profile("more", print_blob=True)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--quick", action="store_true", help="skip slow tests and PostgreSQL")


def pytest_configure() -> None:
    register_dialects()
    # In memory, SQLite does not wait for a disk at each commit. Tests kill processes, not machines.
    if memory := roomy_memory():
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(memory))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--quick"):
        deselected = [item for item in items if _is_slow(item)]
        items[:] = [item for item in items if not _is_slow(item)]
        config.hook.pytest_deselected(items=deselected)
    items[:] = order(items, int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")))


def pytest_collection_finish() -> None:
    # Tests live until the end of the run: spare full garbage collections from visiting them. Rarer collections
    # save 3% of the CPU time.
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)


def _is_slow(item: pytest.Item) -> bool:
    parameters = getattr(item, "callspec", None)
    return item.get_closest_marker("slow") is not None or (
        parameters is not None and "postgresql" in parameters.params.values()
    )


@pytest.fixture(autouse=True)
def no_secret_leaks() -> Iterator[None]:
    """No secret that a test sends appears in a log, a metric or an error."""
    with watching():
        yield


@pytest.fixture
def anyio_backend() -> tuple[str, dict[str, bool]]:
    """The event loop of the server."""
    return "asyncio", {"use_uvloop": True}


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a running cluster's maintenance database."""
    binaries = find_binaries()
    if binaries is None:
        explanation = "PostgreSQL is not installed (on Debian: apt install postgresql)"
        if os.environ.get("TEXTGATE_TEST_REQUIRE_POSTGRES"):
            pytest.fail(explanation)
        pytest.skip(explanation)
    with temporary_cluster(binaries) as url:
        yield url


@pytest.fixture(scope="session")
def administer(postgres_server: str) -> Iterator[Administer]:
    """Runs a statement on the server, over one connection in a separate thread."""
    with start_blocking_portal() as portal:
        connection = portal.call(asyncpg.connect, postgres_server.replace("+asyncpg", ""))
        yield lambda statement: portal.call(connection.execute, statement)
        portal.call(connection.close)


@pytest.fixture(scope="session")
def migrated_postgres(postgres_server: str, administer: Administer) -> str:
    """The server's URL. It has a migrated database to copy."""
    administer(f"CREATE DATABASE {TEMPLATE}")
    _run(lambda: upgrade(url_of_database(postgres_server, TEMPLATE)))
    return postgres_server


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file to copy."""
    path = tmp_path_factory.mktemp("migrated") / "textgate.sqlite3"
    _run(lambda: upgrade(f"sqlite+aiosqlite:///{path}"))
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A migrated, empty database for one test. The test runs on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        path = tmp_path / "textgate.sqlite3"
        shutil.copy(request.getfixturevalue("migrated_sqlite"), path)
        yield f"sqlite+aiosqlite:///{path}"
        return
    server = request.getfixturevalue("migrated_postgres")
    with database_copy(server, request.getfixturevalue("administer"), TEMPLATE) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without tables."""
    if request.param == "sqlite":
        yield f"sqlite+aiosqlite:///{tmp_path / 'empty.sqlite3'}"
        return
    server = request.getfixturevalue("postgres_server")
    with database_copy(server, request.getfixturevalue("administer"), "template1") as url:
        yield url


@pytest.fixture
async def product(database_url: str) -> AsyncIterator[Product]:
    """The whole product in this process, with a stopped clock and a simulated carrier.

    Afterwards the counters must match the rows.
    """
    async with Product.open(database_url) as opened:
        database = opened.services.database
        with observed(database) as statements:
            yield opened
        await assert_tallied(database)
        await assert_indexed(database, statements)


@pytest.fixture
async def server() -> AsyncIterator[MailServer]:
    """A mail server that accepts every mail."""
    async with mail_server() as running:
        yield running


@pytest.fixture
async def mailing(database_url: str, server: MailServer) -> AsyncIterator[Product]:
    """The whole product, with that mail server."""
    options = replace(GENEROUS, smtp=server.address, mail_from=SENDER)
    async with Product.open(database_url, options=options) as opened:
        yield opened
        await assert_tallied(opened.services.database)


def _run(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run in a separate thread: a test's event loop may be running when pytest sets up a session fixture."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: asyncio.run(work())).result()
