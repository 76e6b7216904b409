"""A PostgreSQL cluster of the tests' own: on a free port, in a temporary directory, gone afterwards."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

UNPRIVILEGED_USER = "postgres"
MEMORY = Path("/dev/shm")
ENOUGH_MEMORY = 4 * 2**30


def find_binaries() -> Path | None:
    """Debian's PostgreSQL of the highest version; None where none is installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    return found[-1].parent if found else None


def _version(initdb: Path) -> float:
    return float(initdb.parents[1].name)


@contextmanager
def temporary_cluster(binaries: Path) -> Iterator[str]:
    """The URL of a fresh cluster's maintenance database; PostgreSQL refuses to run as root."""
    prefix: list[str | Path] = []
    if os.geteuid() == 0:
        prefix = ["runuser", "-u", UNPRIVILEGED_USER, "--"]
    directory = Path(tempfile.mkdtemp(prefix="textgate-postgres-", dir=_place()))
    if prefix:
        shutil.chown(directory, UNPRIVILEGED_USER)
    port = _free_port()
    data = directory / "data"
    options = f"-p {port} -h 127.0.0.1 -k {directory} -c fsync=off -c full_page_writes=off"
    control: list[str | Path] = [*prefix, binaries / "pg_ctl", "-D", data, "-w"]
    with _janitor(directory, [*control, "-m", "immediate", "stop"]):
        _run(
            [*prefix, binaries / "initdb", "-D", data, "-U", "postgres", "-A", "trust"],
            "--no-sync --no-locale --encoding=UTF8",
        )
        _run([*control, "-o", options, "-l", directory / "log", "start"])
        yield f"postgresql+asyncpg://postgres@127.0.0.1:{port}/postgres"


def _janitor(directory: Path, stop: list[str | Path]) -> subprocess.Popen[bytes]:
    """A process that cleans up when its input ends: with the block, or with the tests, even killed."""
    script = 'cat; directory=$1; shift; "$@"; rm -rf -- "$directory"'
    return subprocess.Popen(
        ["sh", "-c", script, "sh", directory, *stop],
        cwd="/",
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _place() -> Path | None:
    """In memory where there is plenty, which makes databases twice as fast as a disk does."""
    has_room = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free >= ENOUGH_MEMORY
    return MEMORY if has_room and os.access(MEMORY, os.W_OK) else None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _run(command: list[str | Path], more: str = "") -> None:
    done = subprocess.run(
        [*command, *more.split()],
        cwd="/",
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(f"{done.args} ended with {done.returncode}:\n{done.stdout}")
