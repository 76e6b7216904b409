"""Where the real data lies that tests may read, where it lies there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


def shared_file(name: str) -> Path:
    """A file of the real data. The test is skipped without any of the data, and fails without this file."""
    if not _SHARED.exists():
        explanation = f"the real data is not beside this checkout: {_SHARED}"
        if os.environ.get("TEXTGATE_TEST_REQUIRE_DATA"):
            pytest.fail(explanation)
        pytest.skip(explanation)
    path = _SHARED / name
    assert path.exists(), f"the real data has no {name}"
    return path
