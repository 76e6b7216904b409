"""Describes a run's machine: its hardware, its software versions, and the time of an fsync."""

from __future__ import annotations

import json
import os
import platform
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

from benchmarks.paths import INSTALLED, PEERS, TOP

_PACKAGES = ("strawberry-graphql", "graphql-core", "starlette", "uvicorn", "uvloop", "httptools")
_STORAGE_PACKAGES = ("sqlalchemy", "aiosqlite", "asyncpg", "orjson")
_FSYNCS = 200


def describe(directory: Path) -> dict[str, Any]:
    """The machine, and the disk that `directory` is on."""
    return {
        "cpu": _field("/proc/cpuinfo", "model name"),
        "cores": os.cpu_count(),
        "memory_gib": round(int(_field("/proc/meminfo", "MemTotal").split()[0]) / 2**20),
        "kernel": platform.release(),
        "system": platform.freedesktop_os_release().get("PRETTY_NAME", platform.system()),
        "hypervisor": _output("systemd-detect-virt") or "unknown",
        "file_system": _output(
            "findmnt", "--noheadings", "--output", "FSTYPE", "--target", str(directory)
        ),
        "fsync_ms": round(_fsync_ms(directory), 3),
        # For the last minute. Clearly above zero if other programs were running.
        "load_average": round(os.getloadavg()[0], 2),
        "commit": _output("git", "-C", str(TOP), "describe", "--always", "--dirty"),
    }


def versions(packages: Iterable[str]) -> dict[str, str]:
    """The versions of all measured software; missing software is omitted."""
    by_name = {
        # Distributions use profile-guided optimization, which makes Python 10 to 20% faster.
        "Python": f"{platform.python_version()} ({_python_of()})",
        "SQLite (Python)": sqlite3.sqlite_version,
        "Node.js": _output(str(INSTALLED / "node" / "bin" / "node"), "--version").removeprefix("v"),
        "Kannel": _debian("kannel"),
        "wrk": _debian("wrk"),
        "PostgreSQL": _output("psql", "--version").partition(") ")[2].partition(" ")[0]
        or _output("psql", "--version").rpartition(" ")[2],
    }
    ours = {item.name.lower(): item.version for item in distributions()}
    by_name |= {
        f"{name} (Textgate)": ours[name]
        for name in (*_PACKAGES, *_STORAGE_PACKAGES)
        if name in ours
    }
    python = [str(path) for path in INSTALLED.glob("python/lib/python*/site-packages")]
    theirs = {item.name.lower(): item.version for item in distributions(path=python)}
    for package in packages:
        manifest = PEERS / "node_modules" / package / "package.json"
        if manifest.exists():
            by_name[package] = json.loads(manifest.read_text(encoding="utf-8"))["version"]
        elif package in theirs:
            by_name[package] = theirs[package]
    return {name: version for name, version in by_name.items() if version}


def _python_of() -> str:
    base = Path(getattr(sys, "_base_executable", sys.executable))
    is_systems = base.resolve().is_relative_to("/usr/bin")
    return "the system's" if is_systems else "not the system's"


def _fsync_ms(directory: Path) -> float:
    """Milliseconds to write and sync a page: the minimum that a commit waits."""
    seconds = []
    path = directory / "fsync"
    with path.open("wb", buffering=0) as file:
        for _ in range(_FSYNCS):
            file.write(bytes(4096))
            began = time.perf_counter()
            os.fdatasync(file.fileno())
            seconds.append(time.perf_counter() - began)
    path.unlink()
    return statistics.median(seconds) * 1000


def _field(path: str, name: str) -> str:
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        if line.startswith(name):
            return line.partition(":")[2].strip()
    return "unknown"


def _debian(package: str) -> str:
    return _output("dpkg-query", "--showformat=${Version}", "--show", package)


def _output(*command: str) -> str:
    """A command's output; empty if it is not installed."""
    try:
        completed = subprocess.run(command, check=False, capture_output=True, text=True)
    except OSError:
        return ""
    return completed.stdout.strip()
