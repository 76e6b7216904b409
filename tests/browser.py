"""Runs Debian's Chromium for tests; never downloads a browser."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

# Run as root and without a screen; send no requests to other hosts.
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
    """The HTML of a page after its scripts have run."""
    command = [require_browser(), *_OPTIONS, f"--user-data-dir={profile}"]
    completed = subprocess.run(
        [*command, "--virtual-time-budget=5000", "--dump-dom", url],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert completed.returncode == 0, completed.stderr
    return completed.stdout
