"""scripts/prose finds the words to avoid in prose, and only there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PROSE = Path(__file__).resolve().parents[1] / "scripts" / "prose"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    return tmp_path


def check(checkout: Path, name: str, source: str) -> tuple[int, list[str]]:
    """Check one file; returns the exit code and the printed lines."""
    path = checkout / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source, encoding="utf-8")
    completed = subprocess.run(
        [sys.executable, PROSE], cwd=checkout, capture_output=True, text=True
    )
    return completed.returncode, completed.stdout.splitlines()


@pytest.mark.parametrize(
    ("name", "source", "line"),
    [
        ("a.py", '"""One.\n\nTwo; nobody three."""\n', 3),
        ("a.py", "x = 1\n# Whoever writes.\n", 2),
        ("a.py", "class A:\n    x: int\n    '''Mended.'''\n", 3),
        ("a.md", "# Title\n\nIt is told\nof here.\n", 3),
        ("a.ts", "const x = 'a // b';\n/* Two\n * lines by\n * then. */\n", 3),
        ("i18n/a.ts", 'export const a = { B: "Ask somebody" };\n', 1),
        ("a.graphql", 'type A {\n  """The colour."""\n  b: Int\n}\n', 2),
        ("a", "#!/bin/sh\necho 1 # It is for good\n", 2),
    ],
)
def test_a_word_to_avoid_is_reported_with_its_line(
    checkout: Path, name: str, source: str, line: int
) -> None:
    code, reported = check(checkout, name, source)
    assert code == 1
    assert len(reported) == 1, reported
    assert reported[0].startswith(f"{name}:{line}: "), reported


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("a.py", '"""`nobody` and "whoever" and cancelled() and .beside, as nobody_x."""\n'),
        ("a.py", 'nobody = "whoever"\n'),
        ("a.md", "The status CANCELLED.\n\n```\nnobody\n```\n\n[it](docs/nobody.md)\n"),
        ("a.ts", 'const nobody = "somebody else"; // It amends, besides, and recommends.\n'),
        ("a.graphql", "type Nobody { whoever: Int }\n"),
        ("a.json", '{"nobody": "nobody"}\n'),
    ],
)
def test_code_and_quoted_words_are_not_reported(checkout: Path, name: str, source: str) -> None:
    assert check(checkout, name, source) == (0, [])
