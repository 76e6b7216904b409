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

from benchmarks import (
    databases,
    dispatching,
    growth,
    importing,
    install,
    machine,
    plots,
    reads,
    sameness,
    sends,
    starting,
)
from benchmarks.catalogue import SERVERS
from benchmarks.importing import NotMeasured
from benchmarks.load import LoadFailed
from benchmarks.markdown import fill
from benchmarks.options import Options, parse
from benchmarks.paths import LATEST, PAGE, PLOTS
from benchmarks.processes import ProcessFailed, heed_signals, scratch, stay_on_load_core
from benchmarks.report import tables
from benchmarks.running import start

Results = dict[str, Any]
_BEGAN = time.monotonic()


def say(text: str) -> None:
    sys.stderr.write(f"[{time.monotonic() - _BEGAN:5.0f} s] {text}\n")


def main(arguments: Sequence[str] | None = None) -> None:
    options = parse(arguments)
    heed_signals()
    not_measured = install.everything(options, say)
    stay_on_load_core()
    with scratch() as directory:
        packages = {name for server in SERVERS for name in server.packages}
        results: Results = {
            "taken": datetime.now(UTC).strftime("%Y-%m-%d"),
            "is_quick": options.is_quick,
            "windows": {
                "rounds": options.rounds,
                "seconds": options.window,
                "warm_up": options.warm_up,
            },
            "machine": machine.describe(directory),
            "versions": machine.versions(sorted(packages)),
            "not_measured": not_measured,
        }
        _measure(results, options, directory)
    results["minutes"] = round((time.monotonic() - _BEGAN) / 60, 1)
    _write(results, options)


def _measure(results: Results, options: Options, directory: Path) -> None:
    not_measured = results["not_measured"]
    if options.has("q1", "q2", "q3", "start", "w", "d"):
        file = databases.sqlite(options, directory, say)
    if options.has("q1", "q2", "q3", "start"):
        with databases.with_postgres(file, options, directory, not_measured, say) as seeded:
            _measure_servers(results, options, directory, seeded)
    if options.has("w"):
        left_out = set(not_measured)
        with _told(results, "sends"):
            results["sends"] = sends.measure(file, options, directory, left_out, say)
    if options.has("d"):
        with _told(results, "dispatch"):
            results["dispatch"] = dispatching.measure(file, options, directory, say)
    if options.has("i"):
        with _told(results, "import"):
            results["import"] = importing.measure(options, directory, say)
    if options.has("g"):
        with _told(results, "growth"):
            results["growth"] = growth.measure(options, directory, say)


@contextlib.contextmanager
def _told(results: Results, section: str) -> Iterator[None]:
    """One thing that cannot be measured does not lose what else was: the page tells why."""
    try:
        yield
    except (LoadFailed, NotMeasured) as reason:
        say(f"{section} is not measured: {reason}")
        results["not_measured"][section] = str(reason)


def _measure_servers(
    results: Results, options: Options, directory: Path, seeded: databases.Filled
) -> None:
    not_measured = results["not_measured"]
    wanted = [
        server
        for server in SERVERS
        if server.name not in not_measured and server.database in seeded
    ]
    results["servers"] = figures = {}
    running = []
    try:
        for server in wanted:
            database, pids = seeded[server.database]
            try:
                running.append(start(server, database.url, directory / server.name, pids))
            except ProcessFailed as failed:
                if server.is_textgate:
                    raise
                say(f"{server.title} does not start: {failed}")
                not_measured[server.name] = "it did not start"
        compared = sameness.check(running[0], running[1:], options.accounts)
        say(f"all answer the same: {compared} answers compared")
        results["reads"] = reads.measure(running, options, directory, not_measured, say)
        is_after_load = options.has("q1", "q2", "q3")
        for each in running:
            memory = [round(each.memory, 1)] if is_after_load else []
            figures[each.server.name] = {"memory_mib": memory}
    finally:
        for each in running:
            each.stop()
    if options.has("start"):
        seconds = starting.measure(running, seeded, options, directory, say)
        for name, taken in seconds.items():
            figures[name]["start_seconds"] = taken


def _write(results: Results, options: Options) -> None:
    parts = tables(results)
    for text in parts.values():
        sys.stdout.write(text + "\n\n")
    if options.is_written:
        LATEST.parent.mkdir(exist_ok=True)
        LATEST.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
        PAGE.write_text(fill(PAGE.read_text(encoding="utf-8"), parts), encoding="utf-8")
        PLOTS.mkdir(exist_ok=True)
        for name, drawing in plots.all_of(results).items():
            (PLOTS / f"{name}.svg").write_text(drawing, encoding="utf-8")
        say(f"wrote {PAGE}, {PLOTS} and {LATEST}")
