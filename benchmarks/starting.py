"""How long each server takes from its start to its first answer, its database being there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from benchmarks.catalogue import Server
from benchmarks.options import Options
from benchmarks.running import start
from benchmarks.seed import Seeded


def measure(
    servers: Sequence[Server],
    seeded: Mapping[str, tuple[Seeded, tuple[int, ...]]],
    options: Options,
    directory: Path,
    say: Callable[[str], None],
) -> dict[str, list[float]]:
    """Seconds, for each server; all in turn, round by round."""
    seconds: dict[str, list[float]] = {server.name: [] for server in servers}
    for _ in range(options.starts):
        for server in servers:
            database, pids = seeded[server.database]
            running = start(server, database.url, directory / server.name, pids)
            running.stop()
            seconds[server.name].append(round(running.seconds_to_answer, 3))
    for server in servers:
        say(f"start: {server.title} {seconds[server.name]}")
    return seconds
