"""The primary of a PostgreSQL cluster is killed repeatedly: no process ends, no text is lost or sent twice.

This takes minutes and runs only on request; see CONTRIBUTING.md.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.failover.cluster import Cluster, cluster, missing_programs
from tests.failover.fleet import Clients, Fleet
from tests.product import CONTACT, UPDATE_PARTNER
from tests.server import Server, wait_until
from tests.test_serving import accepted_messages, approved_account
from textgate.domain.clock import system_clock
from textgate.services.accounts.partners import Partners
from textgate.services.credentials.credentials import Credentials
from textgate.storage.database import Database
from textgate.storage.migrate import upgrade

ENABLED = "TEXTGATE_TEST_FAILOVER"
CYCLES = int(os.environ.get("TEXTGATE_TEST_FAILOVER_CYCLES", "3"))
ACCOUNTS = 4
EXPECTED = {
    "graphql 200 SendSmsSuccess",
    "graphql 200 UNAVAILABLE",
    "graphql 503 UNAVAILABLE",
    "rest 200 2000",
    "rest 503 5030",
    "read 200 read",
    "read 200 UNAVAILABLE",
    "read 503 UNAVAILABLE",
}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        ENABLED not in os.environ,
        reason=f"it kills PostgreSQL under Patroni for some minutes; set {ENABLED}=1 to run it",
    ),
]


@pytest.fixture
def patroni() -> Iterator[Cluster]:
    if missing := missing_programs():
        pytest.fail(missing)
    with cluster() as running:
        yield running


@pytest.fixture
def fleet(patroni: Cluster, tmp_path: Path) -> Iterator[Fleet]:
    patroni.primary_and_standby()
    credential, token = asyncio.run(new_credential(patroni.url))
    fleet = Fleet(tmp_path, patroni.url)
    for server in fleet.servers:
        server.token = token
    fleet.servers[0].environment["CREDENTIAL"] = credential
    yield fleet
    if fleet.all_alive():
        fleet.end()
    else:
        for process in fleet.processes:
            process.end()


async def new_credential(url: str) -> tuple[str, str]:
    await upgrade(url)
    database = Database(url)
    try:
        partner_id = await Partners(database, system_clock).create("Acme", sms_enabled=True)
        row, token = await Credentials(database, system_clock).create(partner_id, "tests")
        return str(row), token
    finally:
        await database.close()


def test_a_killed_primary_ends_no_process_loses_no_text_and_sends_none_twice(
    patroni: Cluster, fleet: Fleet
) -> None:
    server = fleet.servers[0]
    server.ask(UPDATE_PARTNER, input={"website": "https://acme.org", "contact": CONTACT})
    senders = {f"practice-{n}": approved_account(server, n) for n in range(ACCOUNTS)}
    clients = Clients(fleet, server.token, server.environment["CREDENTIAL"], senders)
    recoveries = []
    try:
        for _ in range(CYCLES):
            primary, standby = patroni.primary_and_standby()
            before = len(clients.accepted)
            wait_until(lambda before=before: len(clients.accepted) >= before + 50)
            killed_at = time.monotonic()
            primary.kill()
            wait_until(standby.is_primary, patience=120)
            promoted_at = time.monotonic()
            wait_until(lambda start=promoted_at: any(t > start for t in clients.accepted_at))
            accepted_at = min(t for t in clients.accepted_at if t > promoted_at)
            recoveries.append((promoted_at - killed_at, accepted_at - promoted_at))
            assert fleet.all_alive(), fleet.logs()[-8000:]
            primary.start()
        patroni.primary_and_standby()
    finally:
        clients.stop()
    print(f"\nanswers: {dict(sorted(clients.answers.items()))}")  # noqa: T201
    for failover, recovery in recoveries:
        print(f"promoted after {failover:.1f} s, first text {recovery:.2f} s later")  # noqa: T201
    assert set(clients.answers) <= EXPECTED
    assert clients.answers["graphql 503 UNAVAILABLE"] + clients.answers["rest 503 5030"] > 0
    # Each idempotency key has its own text.
    accepted = set(clients.accepted.values())
    assert len(accepted) == len(clients.accepted)
    wait_until(lambda: all_delivered(server, sorted(accepted)), patience=180)
    sent = Counter(accepted_messages(fleet.data))
    print(f"accepted {len(accepted)}, the carrier got {sum(sent.values())}")  # noqa: T201
    assert accepted - sent.keys() == set()
    # approved_account sent one more text for each account.
    assert len(sent.keys() - accepted) == ACCOUNTS
    assert set(sent.values()) == {1}
    assert fleet.all_alive()
    assert fleet.end() == [0, 0, 0, 0]


def all_delivered(server: Server, ids: list[str]) -> bool:
    status = "query ($ids: [ID!]!) { nodes(ids: $ids) { ... on SmsMessage { status } } }"
    statuses: Counter[Any] = Counter()
    for start in range(0, len(ids), 100):
        nodes = server.ask(status, ids=ids[start : start + 100])["nodes"]
        statuses.update(node["status"] for node in nodes)
    return statuses == {"DELIVERED": len(ids)}
