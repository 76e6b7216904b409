"""Filters of messages: the median time of first pages among a million messages of one account, in the process.

    .venv/bin/python -m benchmarks.messages [--rows 1000000] [--only sqlite,postgresql] [--explain]

Prints a table for docs/performance.md. `scripts/bench` does not run it.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx2

from benchmarks import postgres
from benchmarks.message_rows import LATEST, RARE_RECIPIENT, fill, sender_id
from benchmarks.seed import TOKEN, Seeded, account_id, run_textgate, seed
from textgate.app import create_app
from textgate.carriers.simulator import Simulator, SimulatorOptions
from textgate.domain.clock import system_clock
from textgate.domain.ids import global_id
from textgate.services.options import Options
from textgate.services.services import build
from textgate.storage.database import Database
from textgate.storage.statement_program import Statement

ACCOUNTS = 100
REPEATS = 15
_FIELDS = "{ nodes { id to body status createdAt sentBy } pageInfo { hasNextPage endCursor } }"
OF_ACCOUNT = f"""query ($account: ID!, $filter: SmsMessageFilter) {{
  account(id: $account) {{ messages(first: 50, filter: $filter) {_FIELDS} }} }}"""
OF_PARTNER = f"""query ($filter: SmsMessageFilter) {{
  smsMessages(first: 50, filter: $filter) {_FIELDS} }}"""
_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)
_PROBLEMS = ["FAILED", "UNDELIVERED", "CANCELED"]
FILTERS: dict[str, dict[str, Any]] = {
    "none": {},
    "recipient, complete, 10 messages": {"recipient": "(406) 200-0007"},
    "recipient, complete, 5% of all": {"recipient": "+14065550100"},
    "recipient, last four digits, 10 messages": {"recipient": "1234"},
    "recipient, last four digits, 5% of all": {"recipient": "0100"},
    "recipient, last seven digits, one message": {"recipient": RARE_RECIPIENT[-7:]},
    "recipient, no message": {"recipient": "4065559999"},
    "the last day": {"since": (LATEST - _DAY).isoformat()},
    "until eleven months ago": {"until": (LATEST - 335 * _DAY).isoformat()},
    "one hour": {
        "since": (LATEST - 200 * _DAY).isoformat(),
        "until": (LATEST - 200 * _DAY + _HOUR).isoformat(),
    },
    "DELIVERED, 95%": {"statuses": ["DELIVERED"]},
    "FAILED, 2%": {"statuses": ["FAILED"]},
    "CANCELED, 20 messages": {"statuses": ["CANCELED"]},
    "QUEUED, no message": {"statuses": ["QUEUED"]},
    "FAILED, UNDELIVERED or CANCELED": {"statuses": _PROBLEMS},
    "location with 70%": {"senderId": sender_id(0)},
    "location with 10 messages": {"senderId": sender_id(4)},
    "sent by a program, 60%": {"sentBy": "benchmark"},
    "sent by a user, 1%": {"sentBy": "smith person17"},
    "sent by a user, 5 messages": {"sentBy": "RARE zoe"},
    "sent by an unknown name": {"sentBy": "unknown name"},
    "sent by a user, FAILED": {"sentBy": "person17", "statuses": ["FAILED"]},
    "location and FAILED": {"senderId": sender_id(1), "statuses": ["FAILED"]},
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks.messages")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--only", default="sqlite,postgresql")
    parser.add_argument("--explain", action="store_true", help="print the plans of slow statements")
    options = parser.parse_args()
    results: dict[str, dict[str, tuple[float, float]]] = {}
    # In memory, so that the disk's speed does not matter.
    with tempfile.TemporaryDirectory(dir="/dev/shm") as directory:
        if "sqlite" in options.only:
            seeded = _seeded(f"sqlite:///{directory}/messages.sqlite3", options.rows)
            results["SQLite"] = asyncio.run(_measure(seeded, is_explained=options.explain))
        binaries = postgres.find_binaries()
        if "postgresql" in options.only and binaries is not None:
            home = Path(directory) / "cluster"
            home.mkdir()
            with postgres.cluster(binaries, home) as cluster:
                seeded = _seeded(cluster.create("messages"), options.rows)
                results["PostgreSQL"] = asyncio.run(_measure(seeded, is_explained=options.explain))
    _say(_table(results))


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _seeded(url: str, rows: int) -> Seeded:
    _say(f"fills {url.partition(':')[0]} with {rows:,} messages")
    began = time.perf_counter()
    seeded = seed(url, ACCOUNTS)
    fill(seeded, rows)
    # The server does so when it starts: it writes SQLite's statistics.
    run_textgate(url, "migrate")
    _say(f"filled in {time.perf_counter() - began:.0f} s")
    return seeded


async def _measure(seeded: Seeded, *, is_explained: bool) -> dict[str, tuple[float, float]]:
    """For each filter the milliseconds of an account's and of the partner's first page."""
    database = Database(seeded.url)
    carrier = Simulator(None, SimulatorOptions(), system_clock)
    services = build(database, carrier, system_clock, Options(points_at_once=10**9))
    transport = httpx2.ASGITransport(app=create_app(services))
    headers = {"Authorization": f"Bearer {TOKEN}"}
    results = {}
    try:
        async with httpx2.AsyncClient(
            transport=transport, base_url="http://textgate", headers=headers
        ) as http:
            for name, filter_ in FILTERS.items():
                account = {"account": global_id("account", account_id(0)), "filter": filter_}
                results[name] = (
                    await _milliseconds(http, OF_ACCOUNT, account),
                    await _milliseconds(http, OF_PARTNER, {"filter": filter_}),
                )
                _say(f"{name}: {results[name]}")
                if is_explained:
                    for document, variables in (
                        (OF_ACCOUNT, account),
                        (OF_PARTNER, {"filter": filter_}),
                    ):
                        await _explain(database, http, document, variables)
    finally:
        await carrier.close()
        await database.close()
    return results


async def _ask(http: httpx2.AsyncClient, document: str, variables: dict[str, Any]) -> None:
    response = await http.post("/graphql", json={"query": document, "variables": variables})
    if "errors" in response.json():
        raise RuntimeError(response.text)


async def _milliseconds(
    http: httpx2.AsyncClient, document: str, variables: dict[str, Any]
) -> float:
    """The median of sequential requests, without the first one."""
    milliseconds = []
    for _ in range(REPEATS + 1):
        began = time.perf_counter()
        await _ask(http, document, variables)
        milliseconds.append((time.perf_counter() - began) * 1000)
    return round(statistics.median(milliseconds[1:]), 1)


async def _explain(
    database: Database, http: httpx2.AsyncClient, document: str, variables: dict[str, Any]
) -> None:
    statements: list[Statement] = []
    note: Callable[[Statement], None] = statements.append
    database.observers.append(note)
    await _ask(http, document, variables)
    database.observers.remove(note)
    explain = (
        "EXPLAIN QUERY PLAN" if database.dialect == "sqlite" else "EXPLAIN (ANALYZE, COSTS OFF)"
    )
    async with database.read() as connection:
        for statement in statements:
            if "message" not in statement.text:
                continue
            rows = await connection.exec_driver_sql(
                f"{explain} {statement.text}", tuple(statement.parameters)
            )
            _say("\n".join(f"    {row[-1]}" for row in rows))


def _table(results: dict[str, dict[str, tuple[float, float]]]) -> str:
    names = [f"{database}, {of}" for database in results for of in ("account", "partner")]
    lines = [f"| filter, ms | {' | '.join(names)} |", f"| --- |{' ---: |' * len(names)}"]
    for name in FILTERS:
        cells = [f"{value}" for rows in results.values() for value in rows[name]]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
