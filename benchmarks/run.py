"""One run from end to end: install, fill the databases, check, measure, write down."""

from __future__ import annotations

import contextlib
import json
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks import install, machine, postgres, reads, sameness
from benchmarks.catalogue import SERVERS
from benchmarks.markdown import fill
from benchmarks.options import Options, parse
from benchmarks.paths import LATEST, PAGE, PEERS
from benchmarks.processes import ProcessFailed, heed_signals, scratch
from benchmarks.report import tables
from benchmarks.running import start
from benchmarks.seed import Seeded, seed

Results = dict[str, Any]
_BEGAN = time.monotonic()


def say(text: str) -> None:
    sys.stderr.write(f"[{time.monotonic() - _BEGAN:5.0f} s] {text}\n")


def main(arguments: Sequence[str] | None = None) -> None:
    options = parse(arguments)
    heed_signals()
    not_measured = install.everything(options, say)
    with scratch() as directory:
        results: Results = {
            "taken": datetime.now(UTC).strftime("%Y-%m-%d"),
            "is_quick": options.is_quick,
            "windows": {
                "rounds": options.rounds,
                "seconds": options.window,
                "warm_up": options.warm_up,
            },
            "machine": machine.describe(directory),
            "versions": machine.versions(
                sorted({name for server in SERVERS for name in server.packages})
            ),
            "not_measured": not_measured,
        }
        _measure(results, options, directory)
    _write(results, options)


def _measure(results: Results, options: Options, directory: Path) -> None:
    if options.has("q1", "q2", "q3", "start"):
        with _databases(options, directory, results["not_measured"]) as seeded:
            _measure_servers(results, options, directory, seeded)


def _measure_servers(
    results: Results,
    options: Options,
    directory: Path,
    seeded: dict[str, tuple[Seeded, tuple[int, ...]]],
) -> None:
    not_measured = results["not_measured"]
    wanted = [
        server
        for server in SERVERS
        if server.name not in not_measured and server.database in seeded
    ]
    running = []
    try:
        for server in wanted:
            database, pids = seeded[server.database]
            say(f"{server.title} starts")
            try:
                running.append(start(server, database.url, directory / server.name, pids))
            except ProcessFailed as failed:
                if server.is_textgate:
                    raise
                not_measured[server.name] = f"it did not start: {failed}"
        compared = sameness.check(running[0], running[1:], options.accounts)
        say(f"all answer the same: {compared} answers compared")
        results["reads"] = reads.measure(running, options.accounts, options, directory, say)
    finally:
        for each in running:
            each.stop()


@contextlib.contextmanager
def _databases(
    options: Options, directory: Path, not_measured: dict[str, str]
) -> Iterator[dict[str, tuple[Seeded, tuple[int, ...]]]]:
    """For each kind of database one that is filled, with the processes that serve it."""
    say(f"fills a SQLite database with {options.accounts:,} accounts")
    seeded: dict[str, tuple[Seeded, tuple[int, ...]]] = {}
    seeded["sqlite"] = (seed(f"sqlite:///{directory / 'reads.sqlite3'}", options.accounts), ())
    binaries = postgres.find_binaries()
    wanted = [
        each for each in SERVERS if each.database == "postgres" and each.name not in not_measured
    ]
    if binaries is None or not wanted:
        for server in wanted:
            not_measured[server.name] = (
                "PostgreSQL is not installed (on Debian: apt install postgresql)"
            )
        yield seeded
        return
    home = directory / "postgres"
    home.mkdir()
    with postgres.cluster(binaries, home) as cluster:
        say(f"fills a PostgreSQL database with {options.accounts:,} accounts")
        filled = seed(cluster.create("reads"), options.accounts)
        cluster.run("reads", (PEERS / "postgraphile" / "prepare.sql").read_text(encoding="utf-8"))
        yield {**seeded, "postgres": (filled, (cluster.pid,))}


def _write(results: Results, options: Options) -> None:
    parts = tables(results)
    for name in ("run", "targets", "reads"):
        sys.stdout.write(parts[name] + "\n\n")
    if options.is_written:
        LATEST.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
        PAGE.write_text(fill(PAGE.read_text(encoding="utf-8"), parts), encoding="utf-8")
        say(f"wrote {LATEST} and {PAGE}")
