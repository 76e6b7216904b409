"""Scripts that tests run with Node, which scripts/setup fetches where the machine has none."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# Gives a command the Node that everything else here runs with.
WITH_NODE = str(ROOT / "scripts" / "with-node")


def require_node() -> None:
    """For tests that need what package.json names; skips where that has not been set up."""
    if (ROOT / "node_modules").exists() and subprocess.run([WITH_NODE, "true"]).returncode == 0:
        return
    explanation = "Node and its packages are not there (run scripts/setup)"
    if os.environ.get("TEXTGATE_TEST_REQUIRE_NODE"):
        pytest.fail(explanation)
    pytest.skip(explanation)


def run_script(path: Path, environment: Mapping[str, str]) -> list[str]:
    """What a script prints, line by line; secrets come to it in its environment."""
    require_node()
    done = subprocess.run(
        [WITH_NODE, "node", str(path)],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()
