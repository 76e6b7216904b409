"""A PostgreSQL cluster for one run: on a disk, with durable commits."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.processes import Process, free_port

_SERVER_USER = "postgres"
# A quarter of a small machine's memory, as PostgreSQL's manual advises; otherwise Debian's defaults.
_OPTIONS = (
    "-c",
    "shared_buffers=1GB",
    "-c",
    "listen_addresses=127.0.0.1",
    "-c",
    "logging_collector=off",
)


@dataclass(frozen=True, slots=True)
class Cluster:
    port: int
    pid: int
    version: str

    def url(self, database: str, user: str = "postgres") -> str:
        return f"postgresql://{user}@127.0.0.1:{self.port}/{database}"

    def create(self, database: str) -> str:
        self.run("postgres", f'CREATE DATABASE "{database}"')
        return self.url(database)

    def run(self, database: str, statements: str) -> None:
        subprocess.run(
            ["psql", "-q", "-X", "-v", "ON_ERROR_STOP=1", self.url(database)],
            input=statements,
            text=True,
            check=True,
            stdout=subprocess.DEVNULL,
        )


def find_binaries() -> Path | None:
    """The binaries of Debian's newest installed PostgreSQL, if there is one."""
    initdbs = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda path: float(path.parents[1].name),
    )
    return initdbs[-1].parent if initdbs else None


@contextmanager
def cluster(binaries: Path, directory: Path) -> Iterator[Cluster]:
    """Run a new cluster in an empty directory, as another user if this one is root: PostgreSQL refuses root."""
    as_user: list[str] = []
    if os.geteuid() == 0:
        as_user = ["runuser", "-u", _SERVER_USER, "--"]
        for path in (directory.parent, directory):
            path.chmod(0o755)
        shutil.chown(directory, _SERVER_USER)
    data, port = directory / "data", free_port()
    initdb = [*as_user, str(binaries / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust"]
    subprocess.run(
        [*initdb, "--no-locale", "--encoding=UTF8"], check=True, cwd="/", stdout=subprocess.DEVNULL
    )
    server = [str(binaries / "postgres"), "-D", str(data), "-p", str(port), "-k", str(directory)]
    process = Process([*as_user, *server, *_OPTIONS], os.environ, Path("/"))
    try:
        process.wait_until(lambda: _answers(binaries, port), pause=0.05)
        command = [str(binaries / "postgres"), "--version"]
        version = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        yield Cluster(port, process.pid, version.split()[-1].strip("()") if version else "")
    finally:
        process.stop()


def _answers(binaries: Path, port: int) -> bool:
    command = [str(binaries / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]
    return subprocess.run(command, check=False).returncode == 0
