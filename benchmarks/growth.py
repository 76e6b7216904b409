"""G: the portal's lists with 1,000 to 1,000,000 accounts, all sizes in the same rounds."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.catalogue import BY_NAME
from benchmarks.load import Target
from benchmarks.options import Options
from benchmarks.running import Running, start
from benchmarks.seed import seed

CONNECTIONS = 4
PAGES = ("first", "last")
QUESTIONS = {
    "totalCount": "{ accounts(first: 1) { totalCount } }",
    "count of incomplete": "{ accounts(first: 1, filter: {isComplete: false}) { totalCount } }",
    "50 incomplete": "{ accounts(first: 50, filter: {isComplete: false}) { nodes { name } } }",
    "50 with a rejected number": (
        "{ accounts(first: 50, filter: {numberStatus: REJECTED}) { nodes { name } } }"
    ),
    "search, a few found": '{ accounts(first: 50, filter: {search: "0000123"}) { nodes { name } } }',
    "the 50 newest": (
        "{ accounts(first: 50, orderBy: {field: CREATED_AT, direction: DESC}) { nodes { name } } }"
    ),
}
_LAST_ACCOUNTS = """{
  accounts(first: 51, orderBy: {field: NAME, direction: DESC}) { edges { cursor node { name } } }
}"""
_ROUNDS = 3
_WINDOW = 3
_REPEATS = 5
_MAX_MILLISECONDS = 3_000


def measure(
    options: Options, directory: Path, say: Callable[[str], None]
) -> dict[str, dict[str, Any]]:
    """For each size: windows of the first and the last page, and milliseconds of the other queries."""
    running: dict[int, Running] = {}
    try:
        for size in options.sizes:
            say(f"growth: fills a database with {size:,} accounts")
            seeded = seed(f"sqlite:///{directory / f'{size}.sqlite3'}", size, everywhere=False)
            home = directory / f"growth-{size}"
            running[size] = start(BY_NAME["textgate"], seeded.url, home)
        return _measure(running, options, directory, say)
    finally:
        for server in running.values():
            server.stop()


def _measure(
    running: dict[int, Running], options: Options, directory: Path, say: Callable[[str], None]
) -> dict[str, dict[str, Any]]:
    results: dict[str, dict[str, Any]] = {str(size): {} for size in running}
    for page in PAGES:
        targets = {
            size: _target(server, page, directory / f"{page}-{size}.txt")
            for size, server in running.items()
        }
        for size, target in targets.items():
            target.window(options.warm_up)
            results[str(size)][page] = []
        for _ in range(min(options.rounds, _ROUNDS)):
            for size, target in targets.items():
                window = target.window(min(options.window, _WINDOW))
                results[str(size)][page].append(window.as_json())
                say(f"growth: {page} page of {size:,} accounts: {window.rate:,.0f}/s")
    for size, server in running.items():
        results[str(size)]["ms"] = {
            name: _milliseconds(server, document) for name, document in QUESTIONS.items()
        }
        results[str(size)]["memory_mib"] = round(server.memory, 1)
        say(f"growth: {size:,} accounts: {results[str(size)]['ms']}")
    return results


def _target(running: Running, page: str, path: Path) -> Target:
    after = None
    if page == "last":
        # In descending order, the 51st account precedes the last page.
        edges = running.ask_document(_LAST_ACCOUNTS)["accounts"]["edges"]
        after = edges[-1]["cursor"]
        nodes = running.ask("page", {"after": after})["accounts"]["nodes"]
        expected = [edge["node"]["name"] for edge in reversed(edges[:-1])]
        if [node["name"] for node in nodes] != expected:
            raise RuntimeError("The page is not the last one.")
    path.write_text(running.body("page", {"after": after}) + "\n")
    return running.target(path, CONNECTIONS)


def _milliseconds(running: Running, document: str) -> float:
    """The median of sequential requests, without the first one unless it takes too long to repeat."""
    milliseconds: list[float] = []
    while len(milliseconds) <= _REPEATS and sum(milliseconds) < _MAX_MILLISECONDS:
        began = time.perf_counter()
        running.ask_document(document)
        milliseconds.append((time.perf_counter() - began) * 1000)
    return round(statistics.median(milliseconds[1:] or milliseconds), 2)
