"""Rules about the source that no other tool checks."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[1]
LONGEST = 300
SOURCES = sorted([*(TOP / "backend").rglob("*.py"), *(TOP / "tests").rglob("*.py")])
# The one clock; and ids, whose time only orders them.
CLOCKS = {"domain/clock.py", "domain/ids.py"}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(TOP)))
def test_a_file_has_one_subject_and_says_which(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= LONGEST
    assert ast.get_docstring(ast.parse(source))


def test_only_the_clock_reads_the_time() -> None:
    readers = set()
    package = TOP / "backend" / "textgate"
    for path in package.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and (
                node.attr in ("utcnow", "today", "time_ns")
                or (
                    node.attr == "now"
                    and isinstance(node.value, ast.Name)
                    and node.value.id == "datetime"
                )
            ):
                readers.add(str(path.relative_to(package)))
    assert readers == CLOCKS
