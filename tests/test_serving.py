"""The server process: start, shutdown, crash of its worker, and kill -9 without losing a text."""

from __future__ import annotations

import asyncio
import json
import signal
import sqlite3
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx2
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from tests.product import ADDRESS, CONTACT, CREATE_ACCOUNT, SEND, UPDATE_PARTNER
from tests.server import Server, wait_until
from textgate.domain.clock import system_clock
from textgate.domain.ids import global_id, parse_row_reference
from textgate.services.accounts.partners import Partners
from textgate.services.credentials.credentials import Credentials
from textgate.storage.database import Database

pytestmark = pytest.mark.slow

SENDERS = 8


@pytest.fixture
def server(database_url: str, tmp_path: Path) -> Iterator[Server]:
    server = Server(tmp_path / "data", database_url)
    yield server
    if server.process is not None:
        server.end(signal.SIGKILL)


def prepare(server: Server) -> None:
    """Create a partner with a credential, ready to send, and start the server."""
    server.token = asyncio.run(new_token(server.environment["TEXTGATE_DATABASE_URL"]))
    server.start()
    server.ask(UPDATE_PARTNER, input={"website": "https://acme.org", "contact": CONTACT})


async def new_token(url: str) -> str:
    """Create a partner and a token, as the commands do, but in this process."""
    database = Database(url)
    try:
        partner_id = await Partners(database, system_clock).create("Acme", sms_enabled=True)
        return (await Credentials(database, system_clock).create(partner_id, "tests"))[1]
    finally:
        await database.close()


def approved_account(server: Server, number: int) -> str:
    details: dict[str, Any] = {
        "externalId": f"practice-{number}",
        "name": f"Practice {number}",
        "website": f"https://practice-{number}.org",
        "address": ADDRESS,
    }
    account: str = server.ask(CREATE_ACCOUNT, input=details)["createAccount"]["account"]["id"]
    first = {"senderId": account, "to": "4065550120", "body": "Hi", "idempotencyKey": account}

    def is_approved() -> bool:
        answer = server.ask(SEND, input=first)
        return bool(answer["sendSms"]["__typename"] == "SendSmsSuccess")

    wait_until(is_approved)
    return account


def test_the_server_serves_and_shuts_down_on_sigterm(server: Server) -> None:
    prepare(server)
    url = f"http://127.0.0.1:{server.port}"
    assert httpx2.get(f"{url}/healthz").json() == {"status": "ok"}
    assert httpx2.get(f"{url}/readyz").json() == {"status": "ok"}
    assert server.ask("{ viewer { partner { name smsEnabled } } }") == {
        "viewer": {"partner": {"name": "Acme", "smsEnabled": True}}
    }
    account = approved_account(server, 1)
    for n in range(10):
        server.ask(SEND, input={"senderId": account, "to": "4065550121", "body": f"Text {n}"})
    signaled_at = time.monotonic()
    code, logged = server.end()
    assert time.monotonic() - signaled_at < 10
    assert code == 0, logged
    assert "worker_stopped" in logged
    assert leases_held(server) == 0


def test_a_port_in_use_is_reported_without_a_traceback(server: Server) -> None:
    prepare(server)
    with pytest.raises(subprocess.CalledProcessError) as failed:
        server.command("serve")
    assert failed.value.returncode == 1
    message = " ".join(failed.value.stderr.split())
    assert f"Cannot listen on 127.0.0.1:{server.port}: Address already in use" in message
    assert "Traceback" not in failed.value.stderr


def test_a_worker_that_dies_ends_the_process_with_an_error(
    server: Server, database_url: str
) -> None:
    prepare(server)
    drop_messages(database_url)
    wait_until(lambda: server.process is not None and server.process.poll() is not None)
    code, logged = server.end()
    assert code == 1
    entries = [json.loads(line) for line in logged.splitlines() if line.startswith("{")]
    (failed,) = [entry for entry in entries if entry["event"] == "process_failed"]
    # The log names the cause, not the exception group, and neither its message nor the SQL.
    assert failed["error"] in ("OperationalError", "ProgrammingError")
    assert "Traceback" not in logged
    assert "SELECT" not in logged


@pytest.mark.long(seconds=50)
def test_kill_9_loses_no_acknowledged_message_and_sends_none_twice(server: Server) -> None:
    prepare(server)
    accounts = [approved_account(server, number) for number in range(SENDERS)]
    server.end()
    # From here on the carrier loses some requests and some responses, and reports deliveries late.
    # The kill must interrupt texts in every state.
    faults = "timeout_before=0.3,timeout_after_accept=0.3,late=1:2"
    server.environment["TEXTGATE_SIMULATOR_FAULTS"] = faults
    server.environment["TEXTGATE_SIMULATOR_DELIVERY_SECONDS"] = "12"
    server.start()
    acknowledged: list[str] = []
    refused = threading.Event()

    def send_until_killed(account: str) -> None:
        try:
            while True:
                command = {"senderId": account, "to": "4065550121", "body": "Hi"}
                answer = server.ask(SEND, input=command)["sendSms"]
                acknowledged.append(answer["smsMessage"]["id"])
        except (httpx2.TransportError, ValueError):
            refused.set()

    threads = [threading.Thread(target=send_until_killed, args=(account,)) for account in accounts]
    for thread in threads:
        thread.start()
    wait_until(lambda: len(acknowledged) >= 3 * SENDERS)
    wait_until(lambda: leases_held(server) > 0)
    server.end(signal.SIGKILL)
    for thread in threads:
        thread.join()
    assert refused.is_set()
    assert leases_held(server) > 0

    del server.environment["TEXTGATE_SIMULATOR_FAULTS"]
    server.start()
    status = "query ($ids: [ID!]!) { nodes(ids: $ids) { ... on SmsMessage { status } } }"

    def all_delivered() -> bool:
        statuses: Counter[str] = Counter()
        for start in range(0, len(acknowledged), 100):
            nodes = server.ask(status, ids=acknowledged[start : start + 100])["nodes"]
            statuses.update(node["status"] for node in nodes)
        return statuses == {"DELIVERED": len(acknowledged)}

    wait_until(all_delivered, patience=90)
    sent = Counter(accepted_messages(Path(server.environment["TEXTGATE_DATA_DIR"])))
    assert sent.keys() >= set(acknowledged)
    assert set(sent.values()) == {1}


def drop_messages(url: str) -> None:
    """Drop the table that the worker polls."""
    cascade = "CASCADE" if url.startswith("postgresql") else ""
    execute(url, f"DROP TABLE message {cascade}")


def leases_held(server: Server) -> int:
    """The number of leased texts and verifications."""
    held = (
        f"(SELECT count(*) FROM {table} WHERE lease_until IS NOT NULL)"
        for table in ("message", "verification")
    )
    count: int = execute(server.environment["TEXTGATE_DATABASE_URL"], f"SELECT {' + '.join(held)}")
    return count


def execute(url: str, statement: str) -> Any:
    """Execute a statement; returns the first value of its result, if it has one."""

    async def run() -> Any:
        engine = create_async_engine(url)
        async with engine.begin() as connection:
            result = await connection.execute(text(statement))
            value = result.scalar() if result.returns_rows else None
        await engine.dispose()
        return value

    return asyncio.run(run())


def accepted_messages(data: Path) -> list[str]:
    """The ids of the messages that the carrier accepted, as the API has them."""
    with closing(sqlite3.connect(data / "simulator.sqlite3")) as connection:
        references = connection.execute("SELECT reference FROM message")
        return [global_id("message", parse_row_reference(row[0])[1]) for row in references]
