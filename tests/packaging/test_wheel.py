"""A wheel contains the built pages: installing it requires neither Node nor a network."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import httpx2
import pytest

from tests.pages.built import APP, BROTLI, BROWSER, COMPOSER, SCRIPT, write_pages
from tests.server import Server
from textgate.settings import sqlite_url

pytestmark = pytest.mark.slow

TOP = Path(__file__).resolve().parents[2]
SOURCES = ("README.md", "LICENSE", "pyproject.toml", "hatch_build.py", ".gitignore", "package.json")
STATIC = "backend/textgate/static"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """The sources of a checkout without built pages."""
    top = tmp_path / "tree"
    unbuilt = shutil.ignore_patterns("__pycache__", "static")
    for folder in ("backend", "examples", "scripts"):
        shutil.copytree(TOP / folder, top / folder, ignore=unbuilt)
    for name in SOURCES:
        shutil.copy(TOP / name, top / name)
    return top


@pytest.fixture
def commands(tmp_path: Path) -> Path:
    """A PATH with the build script's commands, but without Node."""
    folder = tmp_path / "commands"
    folder.mkdir()
    for name in ("bash", "env", "dirname"):
        path = shutil.which(name)
        assert path is not None
        (folder / name).symlink_to(path)
    return folder


def build(
    tree: Path, commands: Path, target: str = "wheel"
) -> tuple[subprocess.CompletedProcess[str], list[Path]]:
    """Build as a build frontend does; returns the process and the built files."""
    process = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", target, "--directory", "dist"],
        cwd=tree,
        env={**os.environ, "PATH": str(commands)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    return process, sorted((tree / "dist").glob("*"))


def unpack(tree: Path, commands: Path, to: Path) -> Path:
    process, built = build(tree, commands)
    assert process.returncode == 0, process.stderr
    (wheel,) = built
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(to)
    return to


@pytest.mark.long(seconds=30)
def test_an_installed_wheel_serves_the_pages(tree: Path, commands: Path, tmp_path: Path) -> None:
    write_pages(tree / STATIC)
    installed = unpack(tree, commands, tmp_path / "installed")
    # The server cannot read the checkout's pages.
    shutil.rmtree(tree)
    directory = tmp_path / "data"
    server = Server(
        directory,
        sqlite_url(directory / "textgate.sqlite3"),
        PYTHONPATH=str(installed),
        PATH=str(commands),
    )
    directory.mkdir()
    server.start()
    try:
        url = f"http://127.0.0.1:{server.port}"
        assert httpx2.get(f"{url}/accounts", headers=BROWSER).content == APP
        assert (
            httpx2.get(f"{url}/embed/v1/composer.js", headers={"Accept-Encoding": ""}).content
            == COMPOSER
        )
        plain = {"Accept-Encoding": "identity"}
        script = httpx2.get(f"{url}/assets/main-1a2b.js", headers=plain)
        assert script.content == SCRIPT
        with httpx2.stream("GET", str(script.url), headers={"Accept-Encoding": "br"}) as answer:
            assert (answer.headers["content-encoding"], answer.read()) == ("br", BROTLI)
        head = httpx2.head(str(script.url), headers=plain)
        assert (head.content, head.headers["content-length"]) == (b"", str(len(SCRIPT)))
    finally:
        code, logged = server.end()
    assert code == 0, logged


def test_a_build_without_pages_builds_them_once(tree: Path, commands: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"
    make_command(commands / "node", "echo v20.19.0")
    make_command(
        commands / "npm",
        f'echo "$@" >>{log}\n'
        f'if [ "$1" = run ]; then\n'
        f"  {shutil.which('mkdir')} -p {STATIC}/app && echo built >{STATIC}/app/index.html\n"
        "fi",
    )
    installed = unpack(tree, commands, tmp_path / "installed")
    assert (installed / "textgate/static/app/index.html").read_text(encoding="utf-8") == "built\n"
    npm_commands = log.read_text(encoding="utf-8").splitlines()
    assert npm_commands == ["ci --ignore-scripts --omit=dev --no-audit --no-fund", "run build"]
    # The source distribution has the pages: building from it needs no Node.
    assert build(tree, commands, "sdist")[0].returncode == 0
    assert log.read_text(encoding="utf-8").splitlines() == npm_commands


@pytest.mark.parametrize("version", ["v18.20.4", "v20.18.3", "nonsense"])
def test_a_build_without_pages_and_node_fails(tree: Path, commands: Path, version: str) -> None:
    make_command(commands / "node", f"echo {version}")
    make_command(commands / "npm", "exit 1")
    process, built = build(tree, commands)
    assert process.returncode != 0
    assert "Node 20.19 or newer is not on this machine" in process.stderr
    assert built == []


def test_an_editable_installation_builds_no_pages(tree: Path, commands: Path) -> None:
    process, built = build(tree, commands, "wheel:editable")
    assert process.returncode == 0, process.stderr
    assert len(built) == 1


def make_command(path: Path, script: str) -> None:
    path.write_text(f"#!{shutil.which('bash')}\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
