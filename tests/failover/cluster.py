"""Runs two PostgreSQL nodes under Patroni, with etcd, on free ports, and kills them."""

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

# Seconds. Too short for production, so that the test takes only minutes.
TTL, LOOP_WAIT, RETRY_TIMEOUT = 9, 1, 3
PROGRAMS = ("patroni", "etcd")


def missing_programs() -> str | None:
    """The reason to skip the tests; None if everything is installed."""
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
        address = f"127.0.0.1:{self.port}"
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
                    # Both nodes have every acknowledged commit, so losing one node loses none.
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
                "listen": address,
                "connect_address": address,
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
        # Patroni reads YAML, which includes JSON.
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
        """Kill all processes at once, as a power failure does."""
        postmaster: list[int] = []
        with suppress(FileNotFoundError):
            lines = (self._data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
            postmaster = [int(lines[0])]
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
        for pid in [*postmaster, *(child for parent in postmaster for child in children(parent))]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


class Cluster:
    def __init__(self, nodes: tuple[Node, Node]) -> None:
        self.nodes = nodes

    @property
    def url(self) -> str:
        """The URL of both nodes; the driver picks the one that accepts writes."""
        hosts = ",".join(f"127.0.0.1:{node.port}" for node in self.nodes)
        return f"postgresql://postgres@{hosts}/postgres?target_session_attrs=read-write"

    def primary_and_standby(self) -> tuple[Node, Node]:
        """Wait until the nodes have these roles."""
        pairs: list[tuple[Node, Node]] = []

        def has_roles() -> bool:
            one, other = self.nodes
            for primary, standby in ((one, other), (other, one)):
                if primary.is_primary() and standby.is_synchronous_standby():
                    pairs.append((primary, standby))
            return bool(pairs)

        wait_until(has_roles, patience=120)
        return pairs[0]


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
        # The second node joins the cluster that the first creates.
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
        # Pending writes of the killed processes may still reach the directory.
        time.sleep(1)
        shutil.rmtree(directory, ignore_errors=True)


def start(command: list[str], log: Path) -> subprocess.Popen[bytes]:
    """Start a program, without root: Patroni starts PostgreSQL as its own user, and it refuses root."""
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
    path = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in path.read_text().split()] if path.exists() else []
