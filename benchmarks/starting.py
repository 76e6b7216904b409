"""How long each server takes from its start to its first answer, its database being there."""

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
    """Seconds, for each server: of its first start and of some more, all in turn, round by round."""
    seconds = {each.server.name: [round(each.seconds_to_answer, 3)] for each in first}
    servers = [each.server for each in first]
    for _ in range(options.more_starts):
        for server in servers:
            database, pids = seeded[server.database]
            running = start(server, database.url, directory / server.name, pids)
            running.stop()
            seconds[server.name].append(round(running.seconds_to_answer, 3))
    for server in servers:
        say(f"start: {server.title} {seconds[server.name]}")
    return seconds
