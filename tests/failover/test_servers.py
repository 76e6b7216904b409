"""Textgate's behavior when PostgreSQL servers crash, fail over or become read-only, without Patroni."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest
from sqlalchemy import text

from tests.failover.fleet import is_up
from tests.postgres import PostgresServer, find_binaries, temporary_server
from tests.product import CREATE_ACCOUNT, Product
from tests.server import Server, free_port, wait_until
from tests.test_serving import new_token
from textgate.storage.database import Database
from textgate.storage.migrate import upgrade
from textgate.storage.statement_program import AccessPath, Statement, StatementProgram

pytestmark = pytest.mark.slow

READ = "{ viewer { name } accounts { nodes { name } } }"
Pair = tuple[PostgresServer, PostgresServer]


@pytest.fixture(scope="module")
def binaries() -> Path:
    binaries = find_binaries()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed (on Debian: apt install postgresql)")
    return binaries


@pytest.fixture(scope="module")
def pair(binaries: Path) -> Iterator[Pair]:
    """A migrated primary and its standby, which tests do not modify."""
    with primary_and_standby(binaries) as servers:
        yield servers


@contextmanager
def primary_and_standby(binaries: Path) -> Iterator[Pair]:
    with temporary_server(binaries) as primary, temporary_server(binaries, primary) as standby:
        migrate(primary.url)
        yield primary, standby


def migrate(url: str) -> None:
    """Run in a separate thread: a test's event loop may be running when pytest sets up a fixture."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: asyncio.run(upgrade(url))).result()


def url_of_hosts(*ports: int, **parameters: str) -> str:
    """A URL with several hosts."""
    hosts = ",".join(f"127.0.0.1:{port}" for port in ports)
    query = "&".join(f"{name}={value}" for name, value in parameters.items())
    return f"postgresql://postgres@{hosts}/postgres?{query}"


def answer(server: Server, document: str, **variables: Any) -> tuple[int, Any]:
    """Send a query; returns the HTTP status, and the error codes or the data."""
    response = httpx2.post(
        f"http://127.0.0.1:{server.port}/graphql",
        content=json.dumps({"query": document, "variables": variables}),
        headers={"Authorization": f"Bearer {server.token}", "Content-Type": "application/json"},
        timeout=30,
    )
    body = response.json()
    if "errors" in body:
        return response.status_code, {error["extensions"]["code"] for error in body["errors"]}
    return response.status_code, body["data"]


@pytest.fixture
def disposable_pair(binaries: Path) -> Iterator[Pair]:
    """A primary and its standby for a test that stops the primary."""
    with primary_and_standby(binaries) as servers:
        yield servers


def test_a_server_fails_over_to_the_promoted_standby(disposable_pair: Pair, tmp_path: Path) -> None:
    primary, standby = disposable_pair
    # The driver must skip the standby, although it is listed before the primary.
    url = url_of_hosts(free_port(), standby.port, primary.port, target_session_attrs="read-write")
    server, late = Server(tmp_path / "data", url), Server(tmp_path / "late", url)
    server.token = asyncio.run(new_token(primary.url))
    server.start()
    try:
        created = answer(server, CREATE_ACCOUNT, input={"externalId": "1", "name": "Before"})
        assert created[0] == 200
        assert created[1]["createAccount"]["userErrors"] == []
        assert answer(server, READ)[1]["accounts"] == {"nodes": [{"name": "Before"}]}
        primary.stop()
        assert answer(server, READ) == (503, {"UNAVAILABLE"})
        sent = answer(server, CREATE_ACCOUNT, input={"externalId": "2", "name": "During"})
        assert sent == (503, {"UNAVAILABLE"})
        # The server's worker retries, too.
        wait_until(lambda: "loop_retry" in server.logged())
        # A server that starts during the outage waits.
        late.start_without_waiting()
        wait_until(lambda: "waiting_for_database" in late.logged())
        standby.promote()
        wait_until(lambda: is_up(server) and is_up(late))
        answer(server, CREATE_ACCOUNT, input={"externalId": "3", "name": "After"})
        names = answer(server, READ)[1]["accounts"]["nodes"]
        assert [node["name"] for node in names] == ["After", "Before"]
    finally:
        ended = [running.end() for running in (server, late) if running.process is not None]
    assert [code for code, _ in ended] == [0, 0], ended
    assert "database_found" in ended[1][1]
    for _, logged in ended:
        assert '"level": "error"' not in logged


async def test_a_failed_write_to_a_read_only_server_also_reconnects_the_readers(
    pair: Pair,
) -> None:
    """Otherwise readers would keep reading stale data from a demoted server."""
    primary, _ = pair
    database = Database(primary.url)
    backend = Statement("SELECT pg_backend_pid()", [], AccessPath.RANGE)
    change = text("UPDATE partner SET name = name")

    def read() -> StatementProgram:
        rows = yield backend
        return rows[0][0]

    before = await database.run(read())
    assert await database.run(read()) == before
    with pytest.raises(Exception, match="read-only"):
        async with database.write() as connection:
            await connection.execute(text("SET TRANSACTION READ ONLY"))
            await connection.execute(change)
    assert await database.run(read()) != before
    await database.close()


@pytest.mark.parametrize(
    "session_attrs", ["any", "primary", "read-write", "read-only", "prefer-standby", "standby"]
)
async def test_the_driver_connects_to_the_kind_of_server_in_the_url(
    pair: Pair, session_attrs: str
) -> None:
    primary, standby = pair
    database = Database(
        url_of_hosts(primary.port, standby.port, target_session_attrs=session_attrs)
    )
    port = Statement("SELECT current_setting('port')", [], AccessPath.RANGE)

    def read() -> StatementProgram:
        rows = yield port
        return rows[0][0]

    expected = primary.port if session_attrs in ("any", "primary", "read-write") else standby.port
    assert await database.run(read()) == str(expected)
    async with database.read() as connection:
        assert (await connection.execute(text("SHOW port"))).scalar_one() == str(expected)
    await database.close()


async def test_several_hosts_default_to_the_server_that_accepts_writes(
    pair: Pair,
) -> None:
    primary, standby = pair
    async with Product.open(url_of_hosts(standby.port, primary.port)) as product:
        client = await product.partner()
        assert await client.get("{ viewer { name } }")
