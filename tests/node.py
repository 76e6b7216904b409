"""Scripts that tests run with Node, which not every machine has."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def require_node() -> str:
    """The path of Node, for tests that need what package.json names; skips where there is none."""
    node = shutil.which("node")
    if node is not None and (ROOT / "node_modules").exists():
        return node
    explanation = "Node 20 and its packages are not installed (install it, then run scripts/setup)"
    if os.environ.get("TEXTGATE_TEST_REQUIRE_NODE"):
        pytest.fail(explanation)
    pytest.skip(explanation)


def run_script(path: Path, environment: Mapping[str, str]) -> list[str]:
    """What a script prints, line by line; secrets come to it in its environment."""
    done = subprocess.run(
        [require_node(), str(path)],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()
