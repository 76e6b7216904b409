"""Starts a temporary PostgreSQL cluster on a free port, and deletes it afterwards."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias
from uuid import uuid4

from sqlalchemy import make_url

UNPRIVILEGED_USER = "postgres"
MEMORY = Path("/dev/shm")
ENOUGH_MEMORY = 4 * 2**30


def find_binaries() -> Path | None:
    """The binaries of Debian's newest installed PostgreSQL, if there is one."""
    initdbs = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    return initdbs[-1].parent if initdbs else None


def _version(initdb: Path) -> float:
    return float(initdb.parents[1].name)


@contextmanager
def temporary_cluster(binaries: Path) -> Iterator[str]:
    """The URL of a new cluster's maintenance database."""
    with temporary_server(binaries) as server:
        yield server.url


class PostgresServer:
    """Controls one server. Runs it as another user if the tests run as root, which PostgreSQL refuses."""

    def __init__(self, binaries: Path, directory: Path) -> None:
        self.port = _free_port()
        self.url = f"postgresql+asyncpg://postgres@127.0.0.1:{self.port}/postgres"
        self.directory = directory
        self._binaries = binaries
        self._data = directory / "data"
        self._prefix: list[str | Path] = []
        if os.geteuid() == 0:
            self._prefix = ["runuser", "-u", UNPRIVILEGED_USER, "--"]
            shutil.chown(directory, UNPRIVILEGED_USER)
        control = binaries / "pg_ctl"
        self._control: list[str | Path] = [*self._prefix, control, "-D", self._data, "-w"]
        self.stop_command: list[str | Path] = [*self._control, "-m", "immediate", "stop"]

    def create(self) -> None:
        initdb = self._binaries / "initdb"
        _run(
            [*self._prefix, initdb, "-D", self._data, "-U", "postgres", "-A", "trust"],
            "--no-sync --no-locale --encoding=UTF8",
        )

    def copy(self, primary: PostgresServer) -> None:
        """Copy the primary's data, to start as its standby."""
        backup = self._binaries / "pg_basebackup"
        _run(
            [*self._prefix, backup, "-D", self._data, "-p", str(primary.port)],
            "-h 127.0.0.1 -U postgres -c fast -R --no-sync",
        )

    def start(self) -> None:
        options = (
            f"-p {self.port} -h 127.0.0.1 -k {self.directory} -c fsync=off -c full_page_writes=off"
        )
        _run([*self._control, "-o", options, "-l", self.directory / "log", "start"])

    def stop(self) -> None:
        """Stop as in a crash, without a shutdown checkpoint."""
        _run(self.stop_command)

    def promote(self) -> None:
        """Make a standby the primary."""
        _run([*self._control, "promote"])


Administer: TypeAlias = Callable[[str], object]
"""Runs a statement on the server."""


@contextmanager
def database_copy(server: str, administer: Administer, template: str) -> Iterator[str]:
    """The URL of a copy of a database; deleted after the block."""
    binaries = find_binaries()
    assert binaries is not None
    # Copies files instead of pages, and so the caches of the template's first connection.
    strategy = "STRATEGY FILE_COPY" if _version(binaries / "initdb") >= 15 else ""
    name = f"test_{uuid4().hex}"
    administer(f"CREATE DATABASE {name} TEMPLATE {template} {strategy}")
    try:
        yield url_of_database(server, name)
    finally:
        administer(f"DROP DATABASE {name} WITH (FORCE)")


def url_of_database(server: str, name: str) -> str:
    """The URL of another database of a server."""
    return make_url(server).set(database=name).render_as_string(hide_password=False)


@contextmanager
def temporary_server(
    binaries: Path, standby_of: PostgresServer | None = None
) -> Iterator[PostgresServer]:
    """A new cluster, or a standby of `standby_of`; deleted after the block."""
    directory = Path(tempfile.mkdtemp(prefix="textgate-postgres-", dir=roomy_memory()))
    server = PostgresServer(binaries, directory)
    with _janitor(directory, server.stop_command):
        if standby_of is None:
            server.create()
        else:
            server.copy(standby_of)
        server.start()
        yield server


def _janitor(directory: Path, stop: list[str | Path]) -> subprocess.Popen[bytes]:
    """A process that cleans up when its stdin closes: after the block, or when the tests are killed."""
    script = 'cat; directory=$1; shift; "$@"; rm -rf -- "$directory"'
    return subprocess.Popen(
        ["sh", "-c", script, "sh", directory, *stop],
        cwd="/",
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def roomy_memory() -> Path | None:
    """The in-memory folder, if it has room: databases are twice as fast there as on disk."""
    has_room = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free >= ENOUGH_MEMORY
    return MEMORY if has_room and os.access(MEMORY, os.W_OK) else None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _run(command: list[str | Path], more: str = "") -> None:
    completed = subprocess.run(
        [*command, *more.split()],
        cwd="/",
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if completed.returncode:
        raise RuntimeError(
            f"{completed.args} ended with {completed.returncode}:\n{completed.stdout}"
        )
