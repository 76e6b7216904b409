"""The screenshots in docs/ show the pages as they are."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
SOURCES = TOP / "frontend" / "src"


def test_the_screenshots_are_not_older_than_the_pages() -> None:
    """If this fails, run `npm run screenshots` and look at the pictures."""
    digest = hashlib.sha256()
    files = (path for path in SOURCES.rglob("*") if path.is_file())
    # By text, as the tool sorts them: paths would compare by their parts.
    paths = sorted(files, key=lambda path: path.relative_to(SOURCES).as_posix())
    for path in paths:
        if re.search(r"\.test\.tsx?$", path.name):
            continue
        digest.update(f"{path.relative_to(SOURCES).as_posix()}\0".encode())
        digest.update(path.read_bytes())
    stored = (TOP / "docs" / "screenshots" / "sources.sha256").read_text(encoding="utf-8")
    assert stored.strip() == digest.hexdigest()
