"""What npm checks of the pages: types, generated code, logic, and everything in a real browser."""

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
GENERATED = "frontend/src/gql/operations.ts"
# What the generator reads, and what it compares.
READ = (
    "package.json",
    "schema.graphql",
    "frontend/codegen.ts",
    "frontend/src/operations",
    GENERATED,
)


@pytest.fixture(autouse=True)
def node() -> None:
    require_node()


def npm(*arguments: str, top: Path = ROOT, patience: int = 300) -> tuple[int, str]:
    """How a script of package.json ends, and what it says."""
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


def test_the_types_fit_and_the_generated_code_is_new() -> None:
    code, said = npm("check")
    assert code == 0, said


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A checkout of its own to make stale, as far as the generator looks at it."""
    for name in READ:
        target = tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, target)
        else:
            shutil.copy(ROOT / name, target)
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    return tmp_path


def test_stale_generated_code_is_found(copy: Path) -> None:
    assert npm("codegen", "--", "--check", top=copy)[0] == 0
    schema = copy / "schema.graphql"
    text = schema.read_text(encoding="utf-8")
    assert "\n  smsEnabled: Boolean!" in text
    schema.write_text(text.replace("\n  smsEnabled: Boolean!", "\n  smsEnabled: Boolean"))
    before = (copy / GENERATED).read_bytes()
    code, said = npm("codegen", "--", "--check", top=copy)
    assert code != 0
    assert "operations.ts" in said
    assert (copy / GENERATED).read_bytes() == before


@pytest.mark.long(seconds=20)
def test_the_logic_of_the_pages_is_right() -> None:
    code, said = npm("test")
    assert code == 0, said


@pytest.mark.long(seconds=400)
def test_the_pages_do_what_they_promise_in_a_real_browser() -> None:
    require_browser()
    assert PAGES.exists(), "the pages have not been built (run scripts/setup)"
    code, said = npm("test:e2e", patience=1800)
    assert code == 0, said
