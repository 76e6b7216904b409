"""A server with few file descriptors serves new clients while others hold connections open."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx2
import pytest

from tests.server import NO_TLS, Server, wait_until
from textgate.settings import sqlite_url

pytestmark = pytest.mark.slow

DESCRIPTORS = 256
CLIENTS = 400
SIGN_IN = b"POST /auth/sign-in HTTP/1.1\r\nHost: a\r\nSec-Fetch-Site: none\r\n"
HALF_OPEN = {
    "nothing": b"",
    "half a head": b"GET /healthz HTTP/1.1\r\nHost: a\r\n",
    "half a body": SIGN_IN + b"Content-Type: application/json\r\nContent-Length: 9\r\n\r\n{",
}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    server = Server(tmp_path / "data", sqlite_url(tmp_path / "textgate.sqlite3"))
    server.limits = ["prlimit", f"--nofile={DESCRIPTORS}:{DESCRIPTORS}"]
    server.start()
    yield server
    if server.process is not None:
        server.end()


@pytest.mark.parametrize("kind", HALF_OPEN)
def test_half_open_requests_lock_no_client_out(server: Server, kind: str) -> None:
    url = f"http://127.0.0.1:{server.port}/healthz"
    with ExitStack() as stack:
        for _ in range(CLIENTS):
            connection = socket.create_connection(("127.0.0.1", server.port), timeout=30)
            stack.enter_context(connection).sendall(HALF_OPEN[kind])
        assert open_descriptors(server) < DESCRIPTORS
        for _ in range(20):
            started_at = time.monotonic()
            answer = httpx2.get(url, verify=NO_TLS)
            assert time.monotonic() - started_at < 1
            if answer.status_code == 503:
                assert answer.json()["error"]["code"] == "SERVER_BUSY"
                assert answer.headers["retry-after"] == "1"
            else:
                assert answer.json() == {"status": "ok"}
    wait_until(lambda: open_descriptors(server) < DESCRIPTORS // 4)
    assert httpx2.get(url, verify=NO_TLS).json() == {"status": "ok"}
    code, logged = server.end()
    assert code == 0
    assert "Too many open files" not in logged
    assert '"most_connections": 128' in logged


def open_descriptors(server: Server) -> int:
    assert server.process is not None
    return len(list(Path(f"/proc/{server.process.pid}/fd").iterdir()))
