"""Measures the time from each server's start to its first response, with a filled database."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from benchmarks.options import Options
from benchmarks.running import Running, start
from benchmarks.seed import Seeded


def measure(
    first: Sequence[Running],
    seeded: Mapping[str, tuple[Seeded, tuple[int, ...]]],
    options: Options,
    directory: Path,
    say: Callable[[str], None],
) -> dict[str, list[float]]:
    """The seconds of each server's first start and of some more, all servers in turn."""
    seconds = {item.server.name: [round(item.seconds_to_answer, 3)] for item in first}
    servers = [item.server for item in first]
    for _ in range(options.more_starts):
        for server in servers:
            database, pids = seeded[server.database]
            running = start(server, database.url, directory / server.name, pids)
            running.stop()
            seconds[server.name].append(round(running.seconds_to_answer, 3))
    for server in servers:
        say(f"start: {server.title} {seconds[server.name]}")
    return seconds
