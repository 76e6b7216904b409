"""`python -m benchmarks.searching URL`: how long searches take in the process, over search_world's rows.

`--fill` first fills the empty database with 1,000,000 accounts of one partner, and 1,000,000 messages of one
of them. Each figure is the median of queries with different words, in GraphQL and without HTTP.
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
from pathlib import Path
from typing import Any
from uuid import UUID

from benchmarks.markdown import number, table
from benchmarks.search_world import FREQUENT, fill, key, words
from textgate.composition import open_services
from textgate.domain.permissions import Role
from textgate.domain.viewer import Viewer, ViewerKind
from textgate.graphql.declare.context import Context
from textgate.graphql.execution import Executor
from textgate.graphql.planner.plans import Plans
from textgate.settings import Settings
from textgate.storage.urls import with_driver

ROWS = 1_000_000
QUERIES = 20
ROUNDS = 3
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


async def measure(url: str) -> dict[str, dict[str, float]]:
    """Medians in milliseconds, by who searches for what, and by query."""
    with tempfile.TemporaryDirectory() as directory:
        settings = Settings(
            data_dir=Path(directory),
            database_url=url,
            points_per_second=10_000_000,
            points_at_once=10_000_000,
        )
        async with open_services(settings) as services:
            executor = Executor(Plans(services.database))

            async def milliseconds(viewer: Viewer, variables: dict[str, Any]) -> float:
                context = Context(services, viewer, {}, "benchmark")
                began = CLOCK()
                result = await executor.execute(_DOCUMENT, variables, None, context)
                spent = (CLOCK() - began) * 1000
                if result.errors:
                    raise RuntimeError(result.errors)
                return spent

            async def medians(
                viewer: Viewer, queries: Mapping[str, _Make], kinds: list[str] | None
            ) -> dict[str, float]:
                found = {}
                rare = words(random.Random(5))
                for name, make in queries.items():
                    chance = random.Random(name)
                    asked = [make(chance, rare) for _ in range(QUERIES)]
                    every = [
                        await milliseconds(viewer, {"query": query, "kinds": kinds})
                        for _ in range(ROUNDS)
                        for query in asked
                    ]
                    found[name] = statistics.median(every)
                found["all of these"] = statistics.median(found.values())
                return found

            partner, person = _viewer(None), _viewer(0)
            return {
                "accounts": await medians(partner, ACCOUNT_QUERIES, ["ACCOUNT"]),
                "every kind": await medians(partner, ACCOUNT_QUERIES, None),
                "messages of one account": await medians(person, MESSAGE_QUERIES, ["MESSAGE"]),
                "messages of the partner": await medians(partner, MESSAGE_QUERIES, ["MESSAGE"]),
            }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url", help="sqlite:///PATH or postgresql://…")
    parser.add_argument("--fill", action="store_true", help="fill the empty database first")
    given = parser.parse_args()
    if given.fill:
        fill(given.url, ROWS, ROWS)
    results = asyncio.run(measure(with_driver(given.url)))
    for what, medians in results.items():
        rows = [[name, number(median)] for name, median in medians.items()]
        sys.stdout.write(table([what, "ms"], rows) + "\n\n")


if __name__ == "__main__":
    main()
