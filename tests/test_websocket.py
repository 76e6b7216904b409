"""The server refuses WebSocket upgrades with a plain response that has a code."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator

import pytest

from tests.server import Server
from textgate.settings import sqlite_url

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("protocol", ["graphql-transport-ws", "graphql-ws"])
@pytest.mark.parametrize("origin", ["https://evil.example", "null", ""])
def test_an_upgrade_is_refused_from_every_origin(
    running: Server, protocol: str, origin: str
) -> None:
    request = (
        f"GET /graphql HTTP/1.1\r\nHost: 127.0.0.1:{running.port}\r\n"
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        f"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: {protocol}\r\n"
        f"Origin: {origin}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", running.port), timeout=10) as connection:
        connection.sendall(request.encode())
        connection.shutdown(socket.SHUT_WR)
        answer = b""
        while chunk := connection.recv(65_536):
            answer += chunk
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 405 ")
    assert json.loads(body)["errors"][0]["extensions"]["code"] == "METHOD_NOT_ALLOWED"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    directory = tmp_path_factory.mktemp("websocket")
    server = Server(directory, sqlite_url(directory / "textgate.sqlite3"))
    server.start()
    yield server
    assert server.end()[0] == 0
