"""The databases of a run: filled once, and read by all servers."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import postgres
from benchmarks.catalogue import SERVERS
from benchmarks.options import Options
from benchmarks.paths import PEERS
from benchmarks.seed import Seeded, seed

Filled = dict[str, tuple[Seeded, tuple[int, ...]]]
"""By kind: a filled database and the IDs of its server's processes."""


def sqlite(options: Options, directory: Path, say: Callable[[str], None]) -> Seeded:
    say(f"fills a SQLite database with {options.accounts:,} accounts")
    return seed(f"sqlite:///{directory / 'textgate.sqlite3'}", options.accounts)


@contextlib.contextmanager
def with_postgres(
    file: Seeded,
    options: Options,
    directory: Path,
    not_measured: dict[str, str],
    say: Callable[[str], None],
) -> Iterator[Filled]:
    """The SQLite file and, if PostgreSQL is installed, a database there with the same accounts."""
    filled: Filled = {"sqlite": (file, ())}
    binaries = postgres.find_binaries()
    postgres_servers = [
        server.name
        for server in SERVERS
        if server.database == "postgres" and server.name not in not_measured
    ]
    if binaries is None:
        reason = "PostgreSQL is not installed (on Debian: apt install postgresql)"
        not_measured |= dict.fromkeys(postgres_servers, reason)
        yield filled
        return
    home = directory / "postgres"
    home.mkdir()
    with postgres.cluster(binaries, home) as cluster:
        say(f"fills a PostgreSQL database with {options.accounts:,} accounts")
        seeded = seed(cluster.create("textgate"), options.accounts)
        cluster.run(
            "textgate", (PEERS / "postgraphile" / "prepare.sql").read_text(encoding="utf-8")
        )
        yield {**filled, "postgres": (seeded, (cluster.pid,))}
