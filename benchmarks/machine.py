"""What a run was measured on: the machine, what is on it, and how long its disk takes to keep something."""

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

_OURS = ("strawberry-graphql", "graphql-core", "starlette", "uvicorn", "uvloop", "httptools")
_OURS_TOO = ("sqlalchemy", "aiosqlite", "asyncpg", "orjson")
_FSYNCS = 200


def describe(directory: Path) -> dict[str, Any]:
    """The machine, and the disk that `directory` is on."""
    return {
        "cpu": _field("/proc/cpuinfo", "model name"),
        "cores": os.cpu_count(),
        "memory_gib": round(int(_field("/proc/meminfo", "MemTotal").split()[0]) / 2**20),
        "kernel": platform.release(),
        "system": platform.freedesktop_os_release().get("PRETTY_NAME", platform.system()),
        "hypervisor": _said("systemd-detect-virt") or "unknown",
        "file_system": _said(
            "findmnt", "--noheadings", "--output", "FSTYPE", "--target", str(directory)
        ),
        "fsync_ms": round(_fsync_ms(directory), 3),
        # Of the minute before: something else was running when it is not near nothing.
        "load_average": round(os.getloadavg()[0], 2),
        "commit": _said("git", "-C", str(TOP), "describe", "--always", "--dirty"),
    }


def versions(packages: Iterable[str]) -> dict[str, str]:
    """Of everything that takes part; what is not installed is absent."""
    found = {
        # Distributions build theirs with profiles, which makes it a tenth or a fifth faster than it is without.
        "Python": f"{platform.python_version()} ({_python_of()})",
        "SQLite (Python)": sqlite3.sqlite_version,
        "Node.js": _said(str(INSTALLED / "node" / "bin" / "node"), "--version").removeprefix("v"),
        "Kannel": _debian("kannel"),
        "wrk": _debian("wrk"),
        "PostgreSQL": _said("psql", "--version").partition(") ")[2].partition(" ")[0]
        or _said("psql", "--version").rpartition(" ")[2],
    }
    ours = {each.name.lower(): each.version for each in distributions()}
    found |= {f"{name} (Textgate)": ours[name] for name in (*_OURS, *_OURS_TOO) if name in ours}
    python = [str(path) for path in INSTALLED.glob("python/lib/python*/site-packages")]
    theirs = {each.name.lower(): each.version for each in distributions(path=python)}
    for package in packages:
        manifest = PEERS / "node_modules" / package / "package.json"
        if manifest.exists():
            found[package] = json.loads(manifest.read_text(encoding="utf-8"))["version"]
        elif package in theirs:
            found[package] = theirs[package]
    return {name: version for name, version in found.items() if version}


def _python_of() -> str:
    base = Path(getattr(sys, "_base_executable", sys.executable))
    is_systems = base.resolve().is_relative_to("/usr/bin")
    return "the system's" if is_systems else "not the system's"


def _fsync_ms(directory: Path) -> float:
    """Writing a page and having it on disk; what a commit waits for at the least."""
    taken = []
    path = directory / "fsync"
    with path.open("wb", buffering=0) as file:
        for _ in range(_FSYNCS):
            file.write(bytes(4096))
            began = time.perf_counter()
            os.fdatasync(file.fileno())
            taken.append(time.perf_counter() - began)
    path.unlink()
    return statistics.median(taken) * 1000


def _field(path: str, name: str) -> str:
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        if line.startswith(name):
            return line.partition(":")[2].strip()
    return "unknown"


def _debian(package: str) -> str:
    return _said("dpkg-query", "--showformat=${Version}", "--show", package)


def _said(*command: str) -> str:
    """What a command prints; empty where there is none."""
    try:
        done = subprocess.run(command, check=False, capture_output=True, text=True)
    except OSError:
        return ""
    return done.stdout.strip()
