"""One complete run: install, fill the databases, check, measure, and write the report."""

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
        excluded = set(not_measured)
        with _noted(results, "sends"):
            results["sends"] = sends.measure(file, options, directory, excluded, say)
    if options.has("d"):
        with _noted(results, "dispatch"):
            results["dispatch"] = dispatching.measure(file, options, directory, say)
    if options.has("i"):
        with _noted(results, "import"):
            results["import"] = importing.measure(options, directory, say)
    if options.has("g"):
        with _noted(results, "growth"):
            results["growth"] = growth.measure(options, directory, say)


@contextlib.contextmanager
def _noted(results: Results, section: str) -> Iterator[None]:
    """Record the reason if a section cannot be measured, and keep the other sections."""
    try:
        yield
    except (LoadFailed, NotMeasured) as reason:
        say(f"{section} is not measured: {reason}")
        results["not_measured"][section] = str(reason)


def _measure_servers(
    results: Results, options: Options, directory: Path, seeded: databases.Filled
) -> None:
    not_measured = results["not_measured"]
    measurable = [
        server
        for server in SERVERS
        if server.name not in not_measured and server.database in seeded
    ]
    results["servers"] = figures = {}
    running = []
    try:
        for server in measurable:
            database, pids = seeded[server.database]
            try:
                running.append(start(server, database.url, directory / server.name, pids))
            except ProcessFailed as failed:
                if server.is_textgate:
                    raise
                say(f"{server.title} does not start: {failed}")
                not_measured[server.name] = "it did not start"
        compared = sameness.check(running[0], running[1:], options.accounts)
        say(f"all {compared} compared responses are equal")
        results["reads"] = reads.measure(running, options, directory, not_measured, say)
        is_after_load = options.has("q1", "q2", "q3")
        for process in running:
            memory = [round(process.memory, 1)] if is_after_load else []
            figures[process.server.name] = {"memory_mib": memory}
    finally:
        for process in running:
            process.stop()
    if options.has("start"):
        seconds = starting.measure(running, seeded, options, directory, say)
        for name, times in seconds.items():
            figures[name]["start_seconds"] = times


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
