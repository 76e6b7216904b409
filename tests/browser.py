"""Runs Debian's Chromium for tests; never downloads a browser."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

# For root, for machines without a screen, and without requests to other hosts.
_OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def require_browser() -> str:
    """The path of Chromium; skips the test if it is not installed."""
    browser = shutil.which("chromium")
    if browser is not None:
        return browser
    explanation = "Chromium is not installed (on Debian: apt install chromium)"
    if os.environ.get("TEXTGATE_TEST_REQUIRE_BROWSER"):
        pytest.fail(explanation)
    pytest.skip(explanation)


def dump(url: str, profile: Path) -> str:
    """The document after its scripts have run."""
    command = [require_browser(), *_OPTIONS, f"--user-data-dir={profile}"]
    done = subprocess.run(
        [*command, "--virtual-time-budget=5000", "--dump-dom", url],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
