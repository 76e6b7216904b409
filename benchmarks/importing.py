"""I: the import of real practices and locations, and of several copies, with its peak memory."""

from __future__ import annotations

import csv
import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.options import Options
from benchmarks.paths import TEXTGATE, TOP, environment
from benchmarks.processes import SERVER_CORE
from benchmarks.seed import PARTNER, run_textgate

# Next to the checkout, where tests look for them, too.
DATA = TOP.parent / "shared" / "data"
_FILES = ("practices.csv", "locations.csv")
_ROUNDS = 3


class NotMeasured(Exception):
    """The real data is missing."""


def measure(options: Options, directory: Path, say: Callable[[str], None]) -> dict[str, Any]:
    """The rows per second and the peak memory, for one and for several copies; raises NotMeasured."""
    if missing := [name for name in _FILES if not (DATA / name).exists()]:
        raise NotMeasured(f"the real data is not next to this checkout: {', '.join(missing)}")
    times = 2 if options.is_quick else 5
    once = directory / "import-once"
    often = directory / "import-often"
    rows, more_rows = _multiply(once, 1), _multiply(often, times)
    results: dict[str, Any] = {
        "rows": rows,
        "more_rows": more_rows,
        "rows_per_second": [],
        "rows_per_second_of_more": [],
        "peak_mib": [],
        "peak_mib_of_more": [],
        "memory_ratio": [],
    }
    for round_ in range(1 if options.is_quick else _ROUNDS):
        seconds, peak = _import(once, directory / f"once-{round_}.sqlite3")
        results["rows_per_second"].append(round(rows / seconds, 1))
        results["peak_mib"].append(round(peak, 1))
        say(f"import: {rows:,} rows, {rows / seconds:,.0f}/s, {peak:.0f} MiB at the most")
        if round_ == 0:
            seconds, more = _import(often, directory / f"often-{round_}.sqlite3")
            results["rows_per_second_of_more"].append(round(more_rows / seconds, 1))
            results["peak_mib_of_more"].append(round(more, 1))
            results["memory_ratio"].append(round(more / peak, 3))
            say(f"import: {more_rows:,} rows, {more_rows / seconds:,.0f}/s, {more:.0f} MiB")
    return results


def _import(files: Path, database: Path) -> tuple[float, float]:
    """The duration of the whole command in seconds, and its peak memory in MiB."""
    url = f"sqlite:///{database}"
    run_textgate(url, "partner", "create", PARTNER)
    practices, locations = (str(files / name) for name in _FILES)
    began = time.perf_counter()
    process = subprocess.Popen(
        [
            *("taskset", "--cpu-list", str(SERVER_CORE), str(TEXTGATE)),
            *("import", practices, "--locations", locations, "--partner", PARTNER),
        ],
        env={**environment(), "TEXTGATE_DATABASE_URL": url},
        stdout=subprocess.DEVNULL,
    )
    try:
        # wait4, since wait() does not return the resource usage.
        _, status, usage = os.wait4(process.pid, 0)
    except BaseException:
        process.kill()
        raise
    seconds = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"the import ended with {process.returncode}")
    return seconds, usage.ru_maxrss / 1024


def _multiply(directory: Path, times: int) -> int:
    """Write `times` copies of each row with unique IDs; returns the number of rows."""
    directory.mkdir()
    total = 0
    for name, ids in zip(
        _FILES, (("external_id",), ("account_external_id", "location_external_id")), strict=True
    ):
        with (DATA / name).open(encoding="utf-8", newline="") as source:
            reader = csv.DictReader(source)
            rows = list(reader)
        with (directory / name).open("w", encoding="utf-8", newline="") as target:
            writer = csv.DictWriter(target, reader.fieldnames or [])
            writer.writeheader()
            for copy in range(times):
                for row in rows:
                    writer.writerow({**row, **{name: f"{row[name]}-{copy}" for name in ids}})
                    total += 1
    return total
