"""Runs the npm scripts that check the pages: types, generated code, logic, and browser tests."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.browser import require_browser
from tests.node import ROOT, WITH_NODE, require_node

pytestmark = pytest.mark.slow

PAGES = ROOT / "backend" / "textgate" / "static" / "app" / "index.html"
GENERATED = "frontend/src/gql/viewer.ts"
# The files that the code generator reads and compares.
READ = (
    "package.json",
    "schema.graphql",
    "frontend/codegen.ts",
    "frontend/src/operations",
    "frontend/src/gql",
)


@pytest.fixture(autouse=True)
def node() -> None:
    require_node()


def npm(*arguments: str, top: Path = ROOT, patience: int = 300) -> tuple[int, str]:
    """Run a script of package.json; return its exit code and output."""
    done = subprocess.run(
        [WITH_NODE, "npm", "run", "--silent", *arguments],
        cwd=top,
        env={**os.environ, "CI": "1", "NO_COLOR": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=patience,
    )
    return done.returncode, done.stdout


def test_types_check_and_generated_code_is_current() -> None:
    code, said = npm("check")
    assert code == 0, said


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the files that the generator reads, to make stale."""
    for name in READ:
        target = tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, target)
        else:
            shutil.copy(ROOT / name, target)
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    return tmp_path


def test_stale_generated_code_is_reported(copy: Path) -> None:
    assert npm("codegen", "--", "--check", top=copy)[0] == 0
    schema = copy / "schema.graphql"
    text = schema.read_text(encoding="utf-8")
    assert "\n  smsEnabled: Boolean!" in text
    schema.write_text(text.replace("\n  smsEnabled: Boolean!", "\n  smsEnabled: Boolean"))
    before = (copy / GENERATED).read_bytes()
    code, said = npm("codegen", "--", "--check", top=copy)
    assert code != 0
    assert "viewer.ts" in said
    assert (copy / GENERATED).read_bytes() == before


@pytest.mark.long(seconds=20)
def test_unit_tests_of_the_pages_pass() -> None:
    code, said = npm("test")
    assert code == 0, said


@pytest.mark.long(seconds=400)
def test_browser_tests_pass() -> None:
    require_browser()
    assert PAGES.exists(), "the pages are not built (run scripts/setup)"
    code, said = npm("test:e2e", patience=1800)
    assert code == 0, said
