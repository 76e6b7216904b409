"""Rules about the source that no other tool checks."""

from __future__ import annotations

import ast
import tokenize
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[1]
LONGEST = 300
SOURCES = sorted([*(TOP / "backend").rglob("*.py"), *(TOP / "tests").rglob("*.py")])
# The one clock; and ids, whose time only orders them.
CLOCKS = {"domain/clock.py", "domain/ids.py"}
DEBUGGERS = {"breakpoint", "pdb", "ipdb", "pudb", "set_trace", "icecream"}
# Put together, so that this file does not hold them.
REMINDERS = ("TO" + "DO", "FIX" + "ME", "X" * 3)


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
            if reads_the_time(node):
                readers.add(str(path.relative_to(package)))
    assert readers == CLOCKS


@pytest.mark.parametrize(
    "source",
    [
        "datetime.now(UTC)",
        "datetime.datetime.now()",
        "datetime.utcnow()",
        "date.today()",
        "time.time()",
        "time.time_ns()",
        "from time import time",
        "from time import time as t",
    ],
)
def test_the_rule_knows_every_way_to_read_the_time(source: str) -> None:
    assert any(reads_the_time(node) for node in ast.walk(ast.parse(source)))
    assert not any(reads_the_time(node) for node in ast.walk(ast.parse("self.clock.now")))


def reads_the_time(node: ast.AST) -> bool:
    if isinstance(node, ast.ImportFrom):
        return node.module == "time" and any(name.name.startswith("time") for name in node.names)
    if not isinstance(node, ast.Attribute):
        return False
    owner = ast.unparse(node.value)
    return (
        node.attr in ("utcnow", "today", "time_ns")
        or (node.attr == "now" and owner.endswith("datetime"))
        or (node.attr == "time" and owner == "time")
    )


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(TOP)))
def test_nothing_is_left_over_from_making_it(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Name):
            assert node.id not in DEBUGGERS
        if isinstance(node, ast.Import | ast.ImportFrom):
            assert DEBUGGERS.isdisjoint(alias.name for alias in node.names)
    with path.open("rb") as lines:
        for token in tokenize.tokenize(lines.readline):
            if token.type == tokenize.COMMENT:
                assert not any(word in token.string for word in REMINDERS)
