"""Textgate creates private files, even in exposed directories, and logs exposed ones."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from stat import S_IMODE
from typing import Any

import pytest
from typer.testing import CliRunner

from tests.server import Server, free_port, wait_until
from textgate.carriers.simulator import Simulator, SimulatorOptions
from textgate.cli import app
from textgate.storage.database import Database
from textgate.storage.migrate import upgrade
from textgate.storage.statement_program import AccessPath, Statement, StatementProgram

pytestmark = pytest.mark.slow

PRIVATE = 0o600


@pytest.fixture(autouse=True)
def usual_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data directory that existed before Textgate."""
    directory = tmp_path / "data"
    directory.mkdir(mode=0o755)
    return directory


def mode(path: Path) -> int:
    return S_IMODE(path.stat().st_mode)


def modes(directory: Path) -> dict[str, int]:
    return {path.name: mode(path) for path in directory.iterdir()}


def exposed(logged: str) -> dict[str, tuple[str, str, str]]:
    """The warnings about files: level, mode and fix, by path."""
    lines = [json.loads(line) for line in logged.splitlines() if line.startswith("{")]
    warnings = [line for line in lines if line["event"] == "file_exposed"]
    by_path = {line["path"]: (line["level"], line["mode"], line["fix"]) for line in warnings}
    assert len(by_path) == len(warnings)
    return by_path


def sqlite(path: Path) -> str:
    return f"sqlite+aiosqlite:///{path}"


def test_a_servers_files_are_private_while_they_are_open(data: Path) -> None:
    server = Server(data, f"sqlite:///{data / 'textgate.sqlite3'}", TEXTGATE_LOG_FORMAT="json")
    server.start()
    try:
        names = [
            f"{name}.sqlite3{suffix}"
            for name in ("textgate", "simulator")
            for suffix in ("", "-wal", "-shm")
        ]
        # Both databases are in use.
        wait_until(lambda: all((data / name).exists() for name in names))
        assert modes(data) == dict.fromkeys(names, PRIVATE)
    finally:
        code, logged = server.end()
    assert code == 0
    # The directory keeps its mode.
    assert exposed(logged) == {str(data): ("warning", "0755", f"chmod 700 {data}")}
    assert mode(data) == 0o755


@pytest.mark.parametrize("command", ["serve", "worker"])
def test_files_that_others_can_read_are_logged_and_unchanged(data: Path, command: str) -> None:
    data.chmod(0o700)
    exposed_modes = {"textgate.sqlite3": 0o644, "simulator.sqlite3": 0o660, "demo.json": 0o604}
    for name, bits in exposed_modes.items():
        (data / name).touch()
        (data / name).chmod(bits)
    log = data.with_name("log")
    environment = {
        **os.environ,
        "TEXTGATE_DATA_DIR": str(data),
        "TEXTGATE_DATABASE_URL": f"sqlite:///{data / 'textgate.sqlite3'}",
        "TEXTGATE_PORT": str(free_port()),
        "TEXTGATE_LOG_FORMAT": "json",
    }
    with log.open("wb") as stderr:
        textgate = Path(sys.executable).with_name("textgate")
        process = subprocess.Popen([textgate, command], env=environment, stderr=stderr)
    try:
        wait_until(lambda: "worker_started" in log.read_text())
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=60) == 0
    assert exposed(log.read_text()) == {
        str(data / name): ("warning", f"{bits:04o}", f"chmod 600 {data / name}")
        for name, bits in exposed_modes.items()
    }
    assert {name: mode(data / name) for name in exposed_modes} == exposed_modes


def test_private_files_are_not_logged(tmp_path: Path) -> None:
    data = tmp_path / "data"
    server = Server(data, f"sqlite:///{data / 'textgate.sqlite3'}", TEXTGATE_LOG_FORMAT="json")
    for _ in range(2):
        server.start()
        _, logged = server.end()
        assert exposed(logged) == {}
    assert mode(data) == 0o700


def select_one(access_path: AccessPath) -> StatementProgram:
    return (yield Statement("SELECT 1", [], access_path))


async def test_a_database_is_private_regardless_of_its_first_opener(data: Path) -> None:
    migrated, opened, read, linked = (
        data / name for name in ("migrated", "opened", "read", "link")
    )
    linked.symlink_to(data / "target")
    await upgrade(sqlite(migrated))
    await upgrade(sqlite(linked))
    database = Database(sqlite(opened))
    async with database.write() as connection:
        await connection.exec_driver_sql("CREATE TABLE something (id INTEGER)")
        await connection.exec_driver_sql("INSERT INTO something VALUES (1)")
    reading = Database(sqlite(read))
    for access_path in AccessPath:
        await reading.run(select_one(access_path))
    carrier = Simulator(data / "carrier", SimulatorOptions(), lambda: datetime.now(UTC))
    await carrier.adopt_number("+18335550100", reference="1")
    actual = await asyncio.to_thread(modes, data)
    await carrier.close()
    await database.close()
    await reading.close()
    side_files = [
        f"{name}{suffix}" for name in ("opened", "read", "carrier") for suffix in ("-wal", "-shm")
    ]
    names = ["migrated", "opened", "read", "carrier", "target", "link", *side_files]
    assert actual == dict.fromkeys(names, PRIVATE)


async def test_created_directories_are_private(tmp_path: Path) -> None:
    await upgrade(sqlite(tmp_path / "a" / "textgate.sqlite3"))
    carrier = Simulator(tmp_path / "b" / "carrier", SimulatorOptions(), lambda: datetime.now(UTC))
    await carrier.adopt_number("+18335550100", reference="1")
    await carrier.close()
    assert modes(tmp_path) == {"a": 0o700, "b": 0o700}


async def test_created_parents_are_not_writable_by_others(tmp_path: Path) -> None:
    os.umask(0)
    parent = tmp_path / "parent"
    await upgrade(sqlite(parent / "inner" / "data" / "textgate.sqlite3"))
    created = (parent, parent / "inner", parent / "inner" / "data")
    assert [mode(directory) for directory in created] == [0o755, 0o755, 0o700]


def test_reports_and_anchors_are_private(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEXTGATE_DATA_DIR", str(data))
    monkeypatch.delenv("TEXTGATE_DATABASE_URL", raising=False)
    monkeypatch.chdir(data)

    def run(*arguments: str) -> Any:
        result = CliRunner().invoke(app, arguments)
        assert result.exit_code == 0, result.output
        return result

    practices = data.with_name("practices.csv")
    practices.write_text("external_id,name,website\np-1,Lakeside,www.lakeside.org\n")
    kept = data / "kept.csv"
    kept.touch(mode=0o640)
    run("partner", "create", "Acme")
    for report in ("report.csv", "kept.csv"):
        run("import", str(practices), "--partner", "Acme", "--report", report)
        assert "www.lakeside.org" in (data / report).read_text()
    run("audit", "verify", "--anchors", "anchors.jsonl")
    # An existing file keeps its mode.
    assert modes(data) == {
        "textgate.sqlite3": PRIVATE,
        "report.csv": PRIVATE,
        "anchors.jsonl": PRIVATE,
        "kept.csv": 0o640,
    }


def test_the_files_of_a_demo_are_private(data: Path) -> None:
    command = [str(Path(sys.executable).with_name("textgate")), "demo", "--data", str(data)]
    log = data.with_name("log")
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*command, "--port", str(free_port())],
            env={**os.environ, "TEXTGATE_LOG_FORMAT": "json"},
            stdout=output,
            stderr=output,
        )
    try:
        wait_until(lambda: "Stop with Ctrl+C" in log.read_text(), patience=180)
        # Both databases are in use.
        wait_until(lambda: len(list(data.glob("*.sqlite3-wal"))) == 2)
        actual = modes(data)
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=60) == 0
    assert {"demo.json", "textgate.sqlite3", "simulator.sqlite3"} <= actual.keys()
    assert set(actual.values()) == {PRIVATE}
    assert exposed(log.read_text()) == {str(data): ("warning", "0755", f"chmod 700 {data}")}
