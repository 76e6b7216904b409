"""`--quick` runs on SQLite only and starts no server, Node or browser."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).parents[1]
# Imports of helpers that start a server, Node or a browser.
STARTERS = re.compile(r"from tests\.(server import .*\bServer\b|node import|browser import)")

pytestmark = pytest.mark.slow


def collected(*arguments: str) -> list[str]:
    """The IDs of the tests that pytest would run."""
    command = [sys.executable, "-m", "pytest", "--collect-only", "-n", "0", *arguments]
    options = ["--override-ini", "addopts=--import-mode=importlib -q", "-p", "no:cacheprovider"]
    completed = subprocess.run(
        [*command, *options], cwd=TOP, check=True, capture_output=True, text=True
    )
    return [line for line in completed.stdout.splitlines() if "::" in line]


def test_quick_skips_postgresql_and_slow_tests() -> None:
    files = ("tests/storage/test_database.py", "tests/storage/test_outages.py")
    everything = collected(*files, "tests/test_serving.py")
    quick = collected("--quick", *files, "tests/test_serving.py")
    assert quick == [
        test
        for test in everything
        if "[postgresql" not in test and not test.startswith("tests/test_serving.py")
    ]
    assert any(test.endswith("[sqlite]") for test in quick)
    assert len(quick) < len(everything)


def test_quick_starts_no_other_program() -> None:
    starter_files = [
        str(path.relative_to(TOP))
        for path in sorted(TOP.glob("tests/**/test_*.py"))
        if STARTERS.search(path.read_text(encoding="utf-8"))
    ]
    # Such a file may also have quick tests.
    marked = collected("-m", "slow", *starter_files)
    assert {test.partition("::")[0] for test in marked} == set(starter_files)
