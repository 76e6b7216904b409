"""Finds the real data that some tests read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


def shared_file(name: str) -> Path:
    """The path of a real data file. Skips the test if the folder is missing; fails it if only the file is."""
    if not _SHARED.exists():
        explanation = f"the real data is not next to this checkout: {_SHARED}"
        if os.environ.get("TEXTGATE_TEST_REQUIRE_DATA"):
            pytest.fail(explanation)
        pytest.skip(explanation)
    path = _SHARED / name
    assert path.exists(), f"the real data has no {name}"
    return path
