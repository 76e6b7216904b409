"""Where the real data lies that tests may read, where it lies there."""

from __future__ import annotations

from pathlib import Path

import pytest

_SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


def shared_file(name: str) -> Path:
    """A file of the real data; the test is skipped where it is absent."""
    path = _SHARED / name
    if not path.exists():
        pytest.skip(f"the real data is not beside this checkout: {name}")
    return path
