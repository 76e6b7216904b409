"""Two PostgreSQL nodes under Patroni, with etcd, on free ports; the primary can be killed."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx2

from tests.postgres import UNPRIVILEGED_USER, find_binaries
from tests.server import NO_TLS, free_port, wait_until

# Seconds. Shorter than anybody should run it, so that a rehearsal takes minutes.
TTL, LOOP_WAIT, RETRY_TIMEOUT = 9, 1, 3
PROGRAMS = ("patroni", "etcd")


def what_is_missing() -> str | None:
    """A sentence to skip with; None where everything is installed."""
    missing = [name for name in PROGRAMS if shutil.which(name) is None]
    if find_binaries() is None:
        missing.append("postgresql")
    if not missing:
        return None
    return f"{', '.join(missing)} not installed (on Debian: apt install postgresql patroni etcd-server)"


class Node:
    """Patroni, and the PostgreSQL that it runs."""

    def __init__(self, directory: Path, name: str, etcd_port: int, binaries: Path) -> None:
        self.name = name
        self.port, self.api_port = free_port(), free_port()
        self._directory = directory
        self._data = directory / name
        self._config = directory / f"{name}.json"
        self._process: subprocess.Popen[bytes] | None = None
        here = f"127.0.0.1:{self.port}"
        local: dict[str, Any] = {
            "scope": "textgate",
            "name": name,
            "restapi": {"listen": f"127.0.0.1:{self.api_port}"},
            "etcd3": {"host": f"127.0.0.1:{etcd_port}"},
            "bootstrap": {
                "dcs": {
                    "ttl": TTL,
                    "loop_wait": LOOP_WAIT,
                    "retry_timeout": RETRY_TIMEOUT,
                    # What is acknowledged is on both, so that the loss of one loses nothing.
                    "synchronous_mode": True,
                    "postgresql": {
                        "use_pg_rewind": True,
                        "parameters": {"max_connections": 150, "wal_log_hints": "on"},
                    },
                },
                "initdb": [{"encoding": "UTF8"}, {"locale": "C"}],
                "pg_hba": [
                    "host all all 127.0.0.1/32 trust",
                    "host replication all 127.0.0.1/32 trust",
                ],
            },
            "postgresql": {
                "listen": here,
                "connect_address": here,
                "data_dir": str(self._data),
                "bin_dir": str(binaries),
                "pgpass": str(directory / f"{name}.pgpass"),
                "authentication": {
                    "superuser": {"username": "postgres"},
                    "replication": {"username": "replicator"},
                },
                "parameters": {"unix_socket_directories": str(directory)},
            },
        }
        # Every JSON file is YAML as well.
        self._config.write_text(json.dumps(local), encoding="utf-8")

    def start(self) -> None:
        self._process = start(["patroni", str(self._config)], self._directory / f"{self.name}.log")

    def is_primary(self) -> bool:
        return self._answers("/primary")

    def is_synchronous_standby(self) -> bool:
        return self._answers("/synchronous")

    def _answers(self, path: str) -> bool:
        try:
            return (
                httpx2.get(f"http://127.0.0.1:{self.api_port}{path}", verify=NO_TLS).status_code
                == 200
            )
        except httpx2.TransportError:
            return False

    def kill(self) -> None:
        """As when the machine loses its power: everything at once, without a word to anybody."""
        postmaster: list[int] = []
        with suppress(FileNotFoundError):
            lines = (self._data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
            postmaster = [int(lines[0])]
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
        for pid in [*postmaster, *(child for each in postmaster for child in children(each))]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


class Cluster:
    def __init__(self, nodes: tuple[Node, Node]) -> None:
        self.nodes = nodes

    @property
    def url(self) -> str:
        """Both nodes; the driver finds the one that takes writes."""
        hosts = ",".join(f"127.0.0.1:{node.port}" for node in self.nodes)
        return f"postgresql://postgres@{hosts}/postgres?target_session_attrs=read-write"

    def primary_and_standby(self) -> tuple[Node, Node]:
        """Once both are what they should be."""
        found: list[tuple[Node, Node]] = []

        def look() -> bool:
            one, other = self.nodes
            for primary, standby in ((one, other), (other, one)):
                if primary.is_primary() and standby.is_synchronous_standby():
                    found.append((primary, standby))
            return bool(found)

        wait_until(look, patience=120)
        return found[0]


@contextmanager
def cluster() -> Iterator[Cluster]:
    binaries = find_binaries()
    assert binaries is not None
    directory = Path(tempfile.mkdtemp(prefix="textgate-failover-"))
    if os.geteuid() == 0:
        shutil.chown(directory, UNPRIVILEGED_USER)
    client, peer = free_port(), free_port()
    peers = f"http://127.0.0.1:{peer}"
    etcd = start(
        [
            *("etcd", "--data-dir", str(directory / "etcd"), "--name", "one"),
            *("--listen-client-urls", f"http://127.0.0.1:{client}"),
            *("--advertise-client-urls", f"http://127.0.0.1:{client}"),
            *("--listen-peer-urls", peers, "--initial-advertise-peer-urls", peers),
            *("--initial-cluster", f"one={peers}"),
        ],
        directory / "etcd.log",
    )
    nodes = (
        Node(directory, "one", client, binaries),
        Node(directory, "two", client, binaries),
    )
    try:
        # The second one joins what the first has made.
        nodes[0].start()
        wait_until(nodes[0].is_primary, patience=120)
        nodes[1].start()
        yield Cluster(nodes)
    except BaseException:
        for log in sorted(directory.glob("*.log")):
            print(f"--- {log.name}\n{log.read_text(encoding='utf-8')[-6000:]}")  # noqa: T201
        raise
    finally:
        for node in nodes:
            node.kill()
        etcd.kill()
        etcd.wait()
        # What the killed processes had begun may still be written for a moment.
        time.sleep(1)
        shutil.rmtree(directory, ignore_errors=True)


def start(command: list[str], log: Path) -> subprocess.Popen[bytes]:
    """PostgreSQL refuses to run as root, and Patroni starts it as whom it runs itself."""
    user = UNPRIVILEGED_USER if os.geteuid() == 0 else None
    with log.open("ab") as output:
        return subprocess.Popen(
            command,
            cwd="/",
            stdout=output,
            stderr=output,
            user=user,
            group=user,
            extra_groups=[] if user else None,
        )


def children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(each) for each in found.read_text().split()] if found.exists() else []
