"""Source rules that no other tool checks, and proof that ruff enforces the configured ones."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[1]
PACKAGE = TOP / "backend" / "textgate"
MIGRATIONS = PACKAGE / "storage" / "migrations"
SOURCES = sorted([*(TOP / "backend").rglob("*.py"), *(TOP / "tests").rglob("*.py")])
MAX_LINES_OF_A_FILE = 300
MAX_LINES_OF_A_FUNCTION = 60
MAX_FILES_OF_A_FOLDER = 8

CLOCK_READS = [
    "datetime.now(UTC)",
    "datetime.utcnow()",
    "datetime.today()",
    "date.today()",
    "time.time()",
    "time.time_ns()",
    "now()",
]


def _name(path: Path) -> str:
    return str(path.relative_to(TOP))


def test_a_file_has_at_most_300_lines() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES}
    too_long = [
        f"{_name(path)}: {n} lines" for path, n in lengths.items() if n > MAX_LINES_OF_A_FILE
    ]
    assert not too_long, f"Split by subject: {too_long}"


def test_a_function_has_at_most_60_lines() -> None:
    too_long = []
    for path in SOURCES:
        if MIGRATIONS in path.parents:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > MAX_LINES_OF_A_FUNCTION:
                    too_long.append(f"{_name(path)}:{node.lineno} {node.name}: {lines} lines")
    assert not too_long, f"Split by step: {too_long}"


@pytest.mark.parametrize("folder", ["services", "graphql", "rest"])
def test_a_layer_keeps_its_files_in_packages(folder: str) -> None:
    files = sorted(path.name for path in (PACKAGE / folder).glob("*.py"))
    assert len(files) <= MAX_FILES_OF_A_FOLDER, f"Move some to a package: {files}"


def _ruff(path: str, source: str) -> str:
    """Ruff's report about this source at this path."""
    ruff = str(Path(sys.executable).with_name("ruff"))
    options = ["--output-format=concise", "--no-cache", f"--stdin-filename={path}"]
    completed = subprocess.run(
        [ruff, "check", *options, "-"], cwd=TOP, input=source, capture_output=True, text=True
    )
    assert not completed.stderr, completed.stderr
    reported: str = completed.stdout
    return reported


def test_only_the_clock_may_read_the_time() -> None:
    imports = '"""Any."""\n\nimport time\nfrom datetime import UTC, date, datetime\n\n'
    source = imports + "now = datetime.now\n" + "".join(f"{read}\n" for read in CLOCK_READS)
    reported = _ruff("backend/textgate/services/any.py", source)
    for number in range(6, 6 + len(CLOCK_READS)):
        assert f"any.py:{number}:" in reported, source.splitlines()[number - 1]
    assert "Only domain/clock.py reads the time" in reported
    assert "TID251" not in _ruff("backend/textgate/domain/clock.py", source)
    assert "TID251" in _ruff("backend/textgate/storage/migrations/versions/0001_any.py", source)


# Concatenated, so that this file does not contain the words.
@pytest.mark.parametrize("word", ["TO" + "DO", "FIX" + "ME", "X" * 3])
@pytest.mark.parametrize("folder", ["backend/textgate/storage/migrations/versions", "tests"])
def test_reminders_and_breakpoints_are_rejected(folder: str, word: str) -> None:
    reported = _ruff(f"{folder}/any.py", f'"""Any."""\n# {word}: later\nbreakpoint()\n')
    assert "FIX00" in reported
    assert "T100" in reported
