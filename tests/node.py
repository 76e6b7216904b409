"""Runs scripts with Node, which scripts/setup downloads if the machine has none."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# This script runs a command with the project's Node.
WITH_NODE = str(ROOT / "scripts" / "with-node")


def require_node() -> None:
    """Skip the test if Node and its packages are not installed."""
    if (ROOT / "node_modules").exists() and subprocess.run([WITH_NODE, "true"]).returncode == 0:
        return
    explanation = "Node and its packages are not installed (run scripts/setup)"
    if os.environ.get("TEXTGATE_TEST_REQUIRE_NODE"):
        pytest.fail(explanation)
    pytest.skip(explanation)


def run_script(path: Path, environment: Mapping[str, str]) -> list[str]:
    """Run a script; returns the lines that it prints. Pass secrets in the environment."""
    require_node()
    completed = subprocess.run(
        [WITH_NODE, "node", str(path)],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert completed.returncode == 0, completed.stderr
    return completed.stdout.splitlines()
