"""Commands accept the usual database URLs and explain invalid ones on one line."""

from __future__ import annotations

import asyncio
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from sqlalchemy import URL, make_url
from typer.testing import CliRunner, Result

from tests.server import free_port
from textgate.cli import app
from textgate.storage import migrate


@pytest.fixture
def textgate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Runs a command on the database of a URL."""
    monkeypatch.setenv("TEXTGATE_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "500")

    def run(url: str, *arguments: str) -> Result:
        monkeypatch.setenv("TEXTGATE_DATABASE_URL", url)
        return CliRunner().invoke(app, arguments)

    return run


@pytest.fixture
def server_url(database_url: str) -> URL:
    """A migrated database of a PostgreSQL server."""
    return make_url(database_url)


@pytest.fixture
def silent_port() -> Iterator[int]:
    """The port of a host that accepts connections and never responds."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


on_postgres = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


@on_postgres
@pytest.mark.parametrize(
    "form",
    [
        "postgresql://postgres@127.0.0.1:{dead},127.0.0.1:{port}/{name}?target_session_attrs=read-write",
        "postgres://postgres@127.0.0.1:{silent},127.0.0.1:{port}/{name}?connect_timeout=0.3",
        "postgresql://postgres@127.0.0.1:{port}/{name}?target_session_attrs=primary&sslmode=prefer",
        "postgresql://postgres@127.0.0.1:{port}/{name}?statement_cache_size=0",
        "postgresql://postgres@127.0.0.1:{port}/{name}?connect_timeout=5&command_timeout=5",
        "postgresql://postgres@127.0.0.1:{port}/{name}?options=-c%20statement_timeout%3D5s",
        "postgresql://postgres@/{name}?host={directory}&port={port}",
        "postgresql:///?host=127.0.0.1&port={port}&user=postgres&dbname={name}",
    ],
)
def test_commands_work_with_every_form_of_url(
    textgate: Any, server_url: URL, silent_port: int, form: str
) -> None:
    values = {
        "port": server_url.port,
        "name": server_url.database,
        "silent": silent_port,
        "dead": free_port(),
    }
    url = form.format(directory=asyncio.run(socket_directory(server_url)), **values)
    for command in (
        ["migrate"],
        ["partner", "create", "Acme", "--enable-sms"],
        ["partner", "list"],
    ):
        done = textgate(url, *command)
        assert done.exit_code == 0, done.output
    assert "Acme" in done.output


async def socket_directory(server_url: URL) -> str:
    connection = await asyncpg.connect(user="postgres", host=server_url.host, port=server_url.port)
    try:
        directory: str = await connection.fetchval("SHOW unix_socket_directories")
        return directory
    finally:
        await connection.close()


@pytest.mark.parametrize("command", ["migrate", "serve", "worker", "partner list"])
@pytest.mark.parametrize(
    ("url", "message"),
    [
        (
            "postgresql://anna:hunter2@h/db?keepalives_idle=30",
            "TEXTGATE_DATABASE_URL has the parameter keepalives_idle, which is not supported. "
            "Supported are: application_name, ",
        ),
        (
            "postgresql://anna:hunter2@h/db?connect_timeout=soon",
            "TEXTGATE_DATABASE_URL needs a number of seconds for connect_timeout, such as "
            "connect_timeout=5.\n",
        ),
        (
            "sqlite:////tmp/x.sqlite3?timeout=5",
            "TEXTGATE_DATABASE_URL names a SQLite file, which takes no parameters; "
            "write ? in its name as %3F.\n",
        ),
    ],
)
def test_an_invalid_url_is_explained_on_one_line(
    textgate: Any, command: str, url: str, message: str
) -> None:
    failed = textgate(url, *command.split())
    assert failed.exit_code == 1
    assert failed.output.startswith(f"Error: {message}")
    assert failed.output.count("\n") == 1
    assert "hunter2" not in failed.output
    assert "anna" not in failed.output


@pytest.mark.parametrize("command", ["migrate", "worker", "partner list"])
def test_a_driver_that_is_not_installed_is_named(
    textgate: Any, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    # Imports then fail as without the extra.
    monkeypatch.setitem(sys.modules, "asyncpg", None)
    failed = textgate("postgresql://anna:hunter2@127.0.0.1/db", *command.split())
    assert failed.exit_code == 1
    assert failed.output == (
        "Error: TEXTGATE_DATABASE_URL needs PostgreSQL's driver, which is not installed; install "
        "textgate[postgres].\n"
    )


@on_postgres
@pytest.mark.parametrize("command", ["migrate", "worker", "partner list"])
def test_an_unusable_database_is_explained_on_one_line(
    textgate: Any,
    server_url: URL,
    silent_port: int,
    administer: Callable[[str], object],
    monkeypatch: pytest.MonkeyPatch,
    command: str,
) -> None:
    monkeypatch.setattr(migrate, "START_PATIENCE", 0)
    administer(f"ALTER DATABASE {server_url.database} SET default_transaction_read_only = on")
    closed_port, url = free_port(), "postgresql://postgres:hunter2@127.0.0.1"
    unreachable = "The database cannot be reached: "
    cases = {
        f"{url}:{server_url.port}/nowhere": 'The database cannot be used: database "nowhere" does not exist',
        f"{url}:{closed_port}/db": f"{unreachable}127.0.0.1:{closed_port}: ",
        f"{url}:{silent_port}/db?connect_timeout=0.2": f"{unreachable}127.0.0.1:{silent_port}: "
        "no answer in time",
        f"{url}:{closed_port},127.0.0.1:{server_url.port}/{server_url.database}": f"{unreachable}"
        f"127.0.0.1:{closed_port}: Connection refused; 127.0.0.1:{server_url.port}: it answers, "
        "but is not read-write",
        f"{url}:{server_url.port}/{server_url.database}?sslmode=require": unreachable,
    }
    for case, message in cases.items():
        failed = textgate(case, *command.split())
        assert failed.exit_code == 1
        assert f"Error: {message}" in failed.output
        assert [line for line in failed.output.splitlines() if "Error" not in line] == []
        assert "hunter2" not in failed.output
