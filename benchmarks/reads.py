"""Q1, Q2 and Q3: all servers stay up and are measured in turn, round by round."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.load import LoadFailed
from benchmarks.options import Options
from benchmarks.running import Running
from benchmarks.seed import account_id

QUERIES = ("picker", "page", "typename")
# Enough to keep one core busy. More would leave many requests in flight at a window's end.
CONNECTIONS = {"picker": 16, "page": 4, "typename": 16}
_DIFFERENT_ACCOUNTS = 5_000


def measure(
    servers: Sequence[Running],
    options: Options,
    directory: Path,
    not_measured: dict[str, str],
    say: Callable[[str], None],
) -> dict[str, dict[str, list[dict[str, float]]]]:
    """For each query and server, a window for each round. A failed peer is added to `not_measured`."""
    results: dict[str, dict[str, list[dict[str, float]]]] = {}
    for query in options.queries(QUERIES):
        targets = {}
        for running in servers:
            if running.server.name not in not_measured:
                requests = directory / f"{running.server.name}-{query}.txt"
                write_requests(running, query, options.accounts, requests)
                targets[running.server] = running.target(requests, CONNECTIONS[query])
        results[query] = {server.name: [] for server in targets}
        for round_ in range(options.rounds):
            for server, target in list(targets.items()):
                try:
                    if seconds := options.again if round_ else options.warm_up:
                        target.window(seconds)
                    window = target.window(options.window)
                except LoadFailed as failed:
                    if server.is_textgate:
                        raise
                    not_measured[server.name] = f"not every request was answered: {failed}"
                    del targets[server], results[query][server.name]
                    continue
                results[query][server.name].append(window.as_json())
                say(
                    f"{query} {round_ + 1}/{options.rounds}: {server.title} "
                    f"{window.rate:,.0f}/s, {window.cpu_ms:.3f} ms of CPU"
                )
    return results


def write_requests(running: Running, query: str, accounts: int, path: Path) -> None:
    """Write the requests: for Q1 many accounts in random order; the other queries have no variables."""
    variables: list[dict[str, Any]] = [{}]
    if query == "picker":
        indexes = random.Random(7).sample(range(accounts), min(accounts, _DIFFERENT_ACCOUNTS))
        variables = [{"id": f"account_{account_id(index).hex}"} for index in indexes]
    path.write_text("".join(running.body(query, values) + "\n" for values in variables))
