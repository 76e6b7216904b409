"""Servers that crash, take over or only answer reads, without Patroni: what a process of ours does then."""

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
    found = find_binaries()
    if found is None:
        pytest.skip("PostgreSQL is not installed (on Debian: apt install postgresql)")
    return found


@pytest.fixture(scope="module")
def pair(binaries: Path) -> Iterator[Pair]:
    """A migrated primary and its standby, which tests leave as they are."""
    with primary_and_standby(binaries) as made:
        yield made


@contextmanager
def primary_and_standby(binaries: Path) -> Iterator[Pair]:
    with temporary_server(binaries) as primary, temporary_server(binaries, primary) as standby:
        migrate(primary.url)
        yield primary, standby


def migrate(url: str) -> None:
    """In a thread of its own: a fixture may be asked for inside a test's event loop."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: asyncio.run(upgrade(url))).result()


def several(*ports: int, **parameters: str) -> str:
    """The URL of several hosts."""
    hosts = ",".join(f"127.0.0.1:{port}" for port in ports)
    query = "&".join(f"{name}={value}" for name, value in parameters.items())
    return f"postgresql://postgres@{hosts}/postgres?{query}"


def answer(server: Server, document: str, **variables: Any) -> tuple[int, Any]:
    """The status and the codes of an answer, or its data."""
    response = httpx2.post(
        f"http://127.0.0.1:{server.port}/graphql",
        content=json.dumps({"query": document, "variables": variables}),
        headers={"Authorization": f"Bearer {server.token}", "Content-Type": "application/json"},
        timeout=30,
    )
    body = response.json()
    if "errors" in body:
        return response.status_code, {each["extensions"]["code"] for each in body["errors"]}
    return response.status_code, body["data"]


@pytest.fixture
def doomed(binaries: Path) -> Iterator[Pair]:
    """The same for a test that stops the primary."""
    with primary_and_standby(binaries) as made:
        yield made


def test_a_server_follows_its_database_to_the_standby_that_takes_over(
    doomed: Pair, tmp_path: Path
) -> None:
    primary, standby = doomed
    # The standby first: what answers is not always what is wanted.
    url = several(free_port(), standby.port, primary.port, target_session_attrs="read-write")
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
        sent = answer(server, CREATE_ACCOUNT, input={"externalId": "2", "name": "Meanwhile"})
        assert sent == (503, {"UNAVAILABLE"})
        # Its worker waits as well.
        wait_until(lambda: "loop_retry" in server.logged())
        # So does a server that is started now.
        late.start_without_waiting()
        wait_until(lambda: "waiting_for_database" in late.logged())
        standby.promote()
        wait_until(lambda: is_up(server) and is_up(late))
        answer(server, CREATE_ACCOUNT, input={"externalId": "3", "name": "After"})
        names = answer(server, READ)[1]["accounts"]["nodes"]
        assert [each["name"] for each in names] == ["After", "Before"]
    finally:
        ended = [each.end() for each in (server, late) if each.process is not None]
    assert [code for code, _ in ended] == [0, 0], ended
    assert "database_found" in ended[1][1]
    for _, logged in ended:
        assert '"level": "error"' not in logged


async def test_readers_leave_a_server_that_has_become_read_only_with_the_writers(
    pair: Pair,
) -> None:
    """They would go on to read there what is no longer true."""
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
    "wanted", ["any", "primary", "read-write", "read-only", "prefer-standby", "standby"]
)
async def test_each_reads_and_writes_where_the_url_says(pair: Pair, wanted: str) -> None:
    primary, standby = pair
    database = Database(several(primary.port, standby.port, target_session_attrs=wanted))
    port = Statement("SELECT current_setting('port')", [], AccessPath.RANGE)

    def read() -> StatementProgram:
        rows = yield port
        return rows[0][0]

    expected = primary.port if wanted in ("any", "primary", "read-write") else standby.port
    assert await database.run(read()) == str(expected)
    async with database.read() as connection:
        assert (await connection.execute(text("SHOW port"))).scalar_one() == str(expected)
    await database.close()


async def test_without_being_told_several_servers_are_searched_for_the_one_that_takes_writes(
    pair: Pair,
) -> None:
    primary, standby = pair
    async with Product.open(several(standby.port, primary.port)) as product:
        client = await product.partner()
        assert await client.get("{ viewer { name } }")
