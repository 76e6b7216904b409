"""G: the portal's lists with a thousand accounts and with a million, all sizes in the same rounds."""

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
_LAST_PLACES = """{
  accounts(first: 51, orderBy: {field: NAME, direction: DESC}) { edges { cursor node { name } } }
}"""
_ROUNDS = 3
_WINDOW = 3
_TIMES = 5
_LONG_ENOUGH = 3_000


def measure(
    options: Options, directory: Path, say: Callable[[str], None]
) -> dict[str, dict[str, Any]]:
    """For each size: windows of the first and the last page, and milliseconds of the other questions."""
    running: dict[int, Running] = {}
    try:
        for size in options.sizes:
            say(f"growth: fills a database with {size:,} accounts")
            seeded = seed(f"sqlite:///{directory / f'{size}.sqlite3'}", size, everywhere=False)
            home = directory / f"growth-{size}"
            running[size] = start(BY_NAME["textgate"], seeded.url, home)
        return _measure(running, options, directory, say)
    finally:
        for each in running.values():
            each.stop()


def _measure(
    running: dict[int, Running], options: Options, directory: Path, say: Callable[[str], None]
) -> dict[str, dict[str, Any]]:
    results: dict[str, dict[str, Any]] = {str(size): {} for size in running}
    for page in PAGES:
        targets = {
            size: _target(each, page, directory / f"{page}-{size}.txt")
            for size, each in running.items()
        }
        for size, target in targets.items():
            target.window(options.warm_up)
            results[str(size)][page] = []
        for _ in range(min(options.rounds, _ROUNDS)):
            for size, target in targets.items():
                window = target.window(min(options.window, _WINDOW))
                results[str(size)][page].append(window.as_json())
                say(f"growth: {page} page of {size:,} accounts: {window.rate:,.0f}/s")
    for size, each in running.items():
        results[str(size)]["ms"] = {
            name: _milliseconds(each, document) for name, document in QUESTIONS.items()
        }
        results[str(size)]["memory_mib"] = round(each.memory, 1)
        say(f"growth: {size:,} accounts: {results[str(size)]['ms']}")
    return results


def _target(running: Running, page: str, path: Path) -> Target:
    after = None
    if page == "last":
        # Backwards, what comes just before the last page is what the page comes after.
        edges = running.ask_document(_LAST_PLACES)["accounts"]["edges"]
        after = edges[-1]["cursor"]
        nodes = running.ask("page", {"after": after})["accounts"]["nodes"]
        expected = [edge["node"]["name"] for edge in reversed(edges[:-1])]
        if [node["name"] for node in nodes] != expected:
            raise RuntimeError("this is not the last page")
    path.write_text(running.body("page", {"after": after}) + "\n")
    return running.target(path, CONNECTIONS)


def _milliseconds(running: Running, document: str) -> float:
    """The median of some answers, one at a time; the first is not counted, unless it takes very long."""
    taken: list[float] = []
    while len(taken) <= _TIMES and sum(taken) < _LONG_ENOUGH:
        began = time.perf_counter()
        running.ask_document(document)
        taken.append((time.perf_counter() - began) * 1000)
    return round(statistics.median(taken[1:] or taken), 2)
