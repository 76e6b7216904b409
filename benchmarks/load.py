"""Sends load with wrk on a separate core, and measures the CPU time of the server's processes."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.paths import HERE
from benchmarks.processes import LOAD_CORE, cpu_seconds

_MARK = "RESULT "
_PATIENCE = 5.0
_PAUSE = 0.05


class LoadFailed(Exception):
    """Some requests failed, so that the rate would mean nothing."""


@dataclass(frozen=True, slots=True)
class Window:
    """The figures of one window of load."""

    rate: float
    cpu_ms: float
    p50_ms: float
    p99_ms: float

    def as_json(self) -> dict[str, float]:
        return {name: round(value, 4) for name, value in asdict(self).items()}


@dataclass(slots=True)
class Target:
    """A server under load: its URL, headers, a file of requests, and the processes whose CPU time counts."""

    url: str
    requests: Path
    pids: Sequence[int]
    headers: Mapping[str, str]
    connections: int
    turn: int = 0
    """The request in the file that the next window starts with, so that windows send different requests."""

    def window(self, seconds: float, *, settles: bool = True) -> Window:
        """Send full load for some seconds; raises LoadFailed."""
        before = cpu_seconds(self.pids)
        counts = _wrk(self, seconds)
        used = cpu_seconds(self.pids) - before
        if settles:
            self._settle()
        if counts["refused"] or counts["broken"] or not counts["requests"]:
            raise LoadFailed(f"{self.url}: {counts}")
        self.turn += int(counts["requests"])
        return Window(
            rate=counts["requests"] / (counts["microseconds"] / 1e6),
            cpu_ms=used * 1000 / counts["requests"],
            p50_ms=counts["p50"] / 1000,
            p99_ms=counts["p99"] / 1000,
        )

    def _settle(self) -> None:
        """Wait until the server is idle: the next server uses its core."""
        deadline = time.monotonic() + _PATIENCE
        used = -1.0
        while (now := cpu_seconds(self.pids)) != used and time.monotonic() < deadline:
            used = now
            time.sleep(_PAUSE)


def is_installed() -> bool:
    return shutil.which("wrk") is not None and shutil.which("taskset") is not None


def _wrk(target: Target, seconds: float) -> dict[str, float]:
    headers = [
        part for name, value in target.headers.items() for part in ("-H", f"{name}: {value}")
    ]
    command = [
        *("taskset", "--cpu-list", str(LOAD_CORE), "wrk", "--threads", "1"),
        *("--connections", str(target.connections), "--duration", f"{max(round(seconds), 1)}s"),
        *("--timeout", "30s", "--script", str(HERE / "wrk.lua"), *headers, target.url),
        *("--", str(target.requests), str(target.turn)),
    ]
    completed = subprocess.run(command, check=False, capture_output=True, text=True)
    for line in completed.stdout.splitlines():
        if line.startswith(_MARK):
            counts: dict[str, float] = json.loads(line.removeprefix(_MARK))
            return counts
    raise LoadFailed(f"wrk: {completed.stdout[-500:]} {completed.stderr[-500:]}")
