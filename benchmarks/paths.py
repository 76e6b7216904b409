"""Paths of the benchmark's files, and the environment of its processes."""

from __future__ import annotations

import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
TOP = HERE.parent
INSTALLED = HERE / ".installed"
PEERS = HERE / "peers"
QUERIES = HERE / "queries"
LATEST = HERE / "results" / "latest.json"
PAGE = TOP / "docs" / "performance.md"
PLOTS = TOP / "docs" / "plots"
TEXTGATE = Path(sys.executable).with_name("textgate")


def environment() -> dict[str, str]:
    """The environment of started processes: this checkout's backend, without the user's TEXTGATE_ variables."""
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith("TEXTGATE_")
    }
    return {**inherited, "PYTHONPATH": str(TOP / "backend")}
