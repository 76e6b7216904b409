"""`python -m benchmarks.searching URL`: how long searches take in the process, over search_world's rows.

`--fill` first fills the empty database with 1,000,000 accounts of one partner, and 1,000,000 messages of one
of them. Each figure is the median of queries with different words, in GraphQL and without HTTP. CPU includes
PostgreSQL's if it runs on this machine.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path
from uuid import UUID

from sqlalchemy import text

from benchmarks.markdown import number, table
from benchmarks.search_world import FREQUENT, fill, key, words
from textgate.composition import Services, open_services
from textgate.domain.permissions import Role
from textgate.domain.viewer import Viewer, ViewerKind
from textgate.graphql.declare.context import Context
from textgate.graphql.execution import Executor
from textgate.graphql.planner.plans import Plans
from textgate.services.search.find import SearchKind, find
from textgate.settings import Settings
from textgate.storage.statement_program import StatementProgram
from textgate.storage.urls import with_driver

ROWS = 1_000_000
QUERIES = 20
ROUNDS = 3
FIRST = 10
"""Results, as `search` returns by default."""
CLOCK = time.perf_counter
_DOCUMENT = """query ($query: String!, $kinds: [SearchKind!]) {
  search(query: $query, kinds: $kinds) {
    __typename
    ... on Account { id name externalId }
    ... on SmsNumber { id phoneNumber }
    ... on SmsMessage { id to status }
  }
}"""
_Make = Callable[[random.Random, Sequence[str]], str]

ACCOUNT_QUERIES: Mapping[str, _Make] = {
    "one rare word": lambda chance, rare: chance.choice(rare),
    "one very common word": lambda chance, _: chance.choice(FREQUENT),
    "two words": lambda chance, rare: f"{chance.choice(FREQUENT)} {chance.choice(rare)}",
    "two common words": lambda chance, _: " ".join(chance.sample(FREQUENT, 2)),
    "city and state": lambda chance, rare: f"{chance.choice(rare[:3_000])} oh",
    "a typo": lambda chance, rare: _typo(chance, chance.choice(_long(rare))),
    "two words, a typo": lambda chance, rare: (
        f"{chance.choice(FREQUENT)} {_typo(chance, chance.choice(_long(rare)))}"
    ),
    "part of a phone number": lambda chance, _: f"{chance.randrange(1_000_000, 9_999_999)}",
    "no match": lambda chance, _: f"zqx{chance.randrange(100)}vk wellness",
}
MESSAGE_QUERIES: Mapping[str, _Make] = {
    "the last four digits": lambda chance, _: f"{chance.randrange(1_000, 9_999)}",
    "a whole number": lambda chance, _: f"406{chance.randrange(2_000_000, 9_999_999)}",
    "every message's area code": lambda *_: "1406",
    "a location's name": lambda chance, _: f"{chance.choice(words(random.Random(6))[:70])} street",
    "the location of half of them": lambda *_: "default location",
}


def _long(rare: Sequence[str]) -> list[str]:
    return [word for word in rare[:500] if len(word) >= 6]


def _typo(chance: random.Random, word: str) -> str:
    place = chance.randrange(1, len(word) - 1)
    return word[:place] + word[place + 1 :]


def _viewer(account: int | None) -> Viewer:
    return Viewer(
        kind=ViewerKind.PARTNER if account is None else ViewerKind.ACCOUNT_USER,
        partner_id=UUID(key(0, 0)),
        id=None,
        name="benchmark",
        sms_enabled=True,
        role=Role.PROGRAM if account is None else Role.ACCOUNT_ADMIN,
        account_id=None if account is None else UUID(key(1, account)),
    )


@dataclass(frozen=True)
class _Spent:
    """Milliseconds of one query: all of it, on the processors, and in each statement."""

    wall: float
    cpu: float
    statements: tuple[float, ...]


class _Stopwatch:
    """Times queries of one viewer in the process, and the statements of the search within them."""

    def __init__(self, services: Services, viewer: Viewer, servers: Sequence[int]) -> None:
        self._executor = Executor(Plans(services.database))
        self._services, self._viewer, self._servers = services, viewer, servers

    async def spent(self, query: str, kinds: list[str] | None) -> _Spent:
        context = Context(self._services, self._viewer, {}, "benchmark")
        variables = {"query": query, "kinds": kinds}
        began, cpu = CLOCK(), self._cpu()
        result = await self._executor.execute(_DOCUMENT, variables, None, context)
        wall, cpu = CLOCK() - began, self._cpu() - cpu
        if result.errors:
            raise RuntimeError(result.errors)
        statements: list[float] = []
        chosen = None if kinds is None else [SearchKind(kind) for kind in kinds]
        database = self._services.database
        program = find(database.sql, self._viewer, query, chosen, FIRST)
        await database.run(_timed(program, statements))
        return _Spent(wall * 1000, cpu * 1000, tuple(statements))

    def _cpu(self) -> float:
        """Seconds of this process and of PostgreSQL's."""
        times = (int(_schedule(pid).read_text().split()[0]) for pid in self._servers)
        return time.process_time() + sum(times) / 1e9


def _timed(program: StatementProgram, milliseconds: list[float]) -> StatementProgram:
    """The same program; the time until the rows of each statement is added to the list."""
    try:
        statement = next(program)
        while True:
            began = CLOCK()
            rows = yield statement
            milliseconds.append((CLOCK() - began) * 1000)
            statement = program.send(rows)
    except StopIteration as done:
        return done.value


def _running(pids: Sequence[int]) -> list[int]:
    return [pid for pid in pids if _schedule(pid).exists()]


def _schedule(pid: int) -> Path:
    """The kernel's file with the nanoseconds that a process has run."""
    return Path(f"/proc/{pid}/schedstat")


async def _server_processes(services: Services) -> list[int]:
    """The processes of PostgreSQL that serve this one, if they run on this machine."""
    if services.database.dialect == "sqlite":
        return []
    statement = text(
        "SELECT pid FROM pg_stat_activity WHERE datname = current_database() "
        "AND backend_type = 'client backend'"
    )
    async with services.database.read() as connection:
        pids = (await connection.execute(statement)).scalars().all()
    return _running(pids)


async def measure(url: str) -> dict[str, dict[str, _Spent]]:
    """Medians by who searches for what, and by query."""
    with tempfile.TemporaryDirectory() as directory:
        settings = Settings(
            data_dir=Path(directory),
            database_url=url,
            points_per_second=10_000_000,
            points_at_once=10_000_000,
        )
        async with open_services(settings) as services:
            # Opens the connections whose processes are watched.
            await _Stopwatch(services, _viewer(None), []).spent("warm up", None)
            servers = await _server_processes(services)
            partner = _Stopwatch(services, _viewer(None), servers)
            person = _Stopwatch(services, _viewer(0), servers)
            return {
                "accounts": await _medians(partner, ACCOUNT_QUERIES, ["ACCOUNT"]),
                "every kind": await _medians(partner, ACCOUNT_QUERIES, None),
                "messages of one account": await _medians(person, MESSAGE_QUERIES, ["MESSAGE"]),
                "messages of the partner": await _medians(partner, MESSAGE_QUERIES, ["MESSAGE"]),
            }


async def _medians(
    stopwatch: _Stopwatch, queries: Mapping[str, _Make], kinds: list[str] | None
) -> dict[str, _Spent]:
    rare = words(random.Random(5))
    medians = {}
    for name, make in queries.items():
        chance = random.Random(name)
        texts = [make(chance, rare) for _ in range(QUERIES)]
        medians[name] = _median(
            [await stopwatch.spent(query, kinds) for _ in range(ROUNDS) for query in texts]
        )
    median = _median(list(medians.values()))
    return {**medians, "**median**": replace(median, statements=())}


def _median(measured: Sequence[_Spent]) -> _Spent:
    """Statements have means, which add up: many searches end before the last one, and spend nothing in it."""
    by_statement = zip_longest(*(spent.statements for spent in measured), fillvalue=0.0)
    return _Spent(
        statistics.median(spent.wall for spent in measured),
        statistics.median(spent.cpu for spent in measured),
        tuple(statistics.fmean(times) for times in by_statement),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url", help="sqlite:///PATH or postgresql://…")
    parser.add_argument("--fill", action="store_true", help="fill the empty database first")
    given = parser.parse_args()
    if given.fill:
        fill(given.url, ROWS, ROWS)
    results = asyncio.run(measure(with_driver(given.url)))
    for what, medians in results.items():
        rows = [
            [
                name,
                number(spent.wall),
                number(spent.cpu),
                " + ".join(map(number, spent.statements)),
            ]
            for name, spent in medians.items()
        ]
        sys.stdout.write(table([what, "ms", "CPU ms", "statements, mean ms"], rows) + "\n\n")


if __name__ == "__main__":
    main()
