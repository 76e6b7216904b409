"""Bodies over a real connection: in pieces, one behind the other, too slow, and never whole."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import orjson
import pytest
from starlette.requests import Request

from tests.server import Server
from tests.test_serving import new_token
from textgate.settings import sqlite_url
from textgate.web import body as bodies
from textgate.web.http_error import HttpError

pytestmark = pytest.mark.slow

ASKED = b'{"query": "{ __typename }"}'
ANSWERED = {"__typename": "Query"}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    made = Server(tmp_path / "data", sqlite_url(tmp_path / "server.sqlite3"))
    yield made
    if made.process is not None:
        made.end()


@pytest.fixture
def connection(server: Server) -> Iterator[socket.socket]:
    server.start()
    server.token = asyncio.run(new_token(server.environment["TEXTGATE_DATABASE_URL"]))
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as opened:
        yield opened


def head(server: Server, *lines: bytes) -> bytes:
    first = (b"POST /graphql HTTP/1.1", b"Host: textgate", b"Content-Type: application/json")
    token = b"Authorization: Bearer " + server.token.encode()
    return b"\r\n".join((*first, token, *lines, b"", b""))


def whole(server: Server) -> bytes:
    return head(server, b"Content-Length: %d" % len(ASKED)) + ASKED


def answers(connection: socket.socket, count: int) -> list[tuple[int, Any]]:
    """The next so many: each one's status, and its data or the code of its error."""
    found: list[tuple[int, Any]] = []
    waiting = b""
    while len(found) < count:
        before, end, behind = waiting.partition(b"\r\n\r\n")
        lines = before.lower().split(b"\r\n")
        length = sum(int(line[16:]) for line in lines if line.startswith(b"content-length: "))
        if not end or len(behind) < length:
            received = connection.recv(65536)
            assert received, "the connection has ended"
            waiting += received
            continue
        answer = orjson.loads(behind[:length])
        told = answer.get("data") or answer["errors"][0]["extensions"]["code"]
        found.append((int(before.split()[1]), told))
        waiting = behind[length:]
    assert waiting == b""
    return found


def test_bodies_come_one_behind_the_other_and_in_pieces(
    server: Server, connection: socket.socket
) -> None:
    # The second's body is there with the first, but for its end: neither waits for more, nor takes less.
    both = whole(server) * 2
    connection.sendall(both[:-10])
    assert answers(connection, 1) == [(200, ANSWERED)]
    connection.sendall(both[-10:] + whole(server))
    assert answers(connection, 2) == [(200, ANSWERED)] * 2
    connection.sendall(head(server, b"Transfer-Encoding: chunked"))
    for piece in (ASKED[:7], ASKED[7:]):
        connection.sendall(b"%x\r\n%s\r\n" % (len(piece), piece))
    connection.sendall(b"0\r\n\r\n")
    assert answers(connection, 1) == [(200, ANSWERED)]


UPGRADES = [
    (protocol, length)
    for protocol in (b"h2c", b"websocket", b"anything")
    for length in (b"Content-Length: %d" % len(ASKED), b"Transfer-Encoding: chunked")
]


@pytest.mark.parametrize("is_at_once", [True, False])
def test_a_body_is_no_request_because_its_head_asks_for_another_protocol(
    server: Server, connection: socket.socket, *, is_at_once: bool
) -> None:
    # Java's HttpClient requests HTTP/2 this way, and accepts an answer over HTTP/1.1.
    for protocol, length in UPGRADES:
        upgrade = (b"Connection: Upgrade, HTTP2-Settings", b"Upgrade: " + protocol)
        in_chunks = b"%x\r\n%b\r\n0\r\n\r\n" % (len(ASKED), ASKED)
        body = in_chunks if length.endswith(b"chunked") else ASKED
        pieces = [head(server, *upgrade, length), body + whole(server)]
        for piece in [b"".join(pieces)] if is_at_once else pieces:
            connection.sendall(piece)
        assert answers(connection, 2) == [(200, ANSWERED)] * 2
        inner = b"GET /healthz HTTP/1.1\r\nHost: textgate\r\n\r\n"
        connection.sendall(head(server, *upgrade, b"Content-Length: %d" % len(inner)))
        connection.sendall(inner + whole(server))
        assert answers(connection, 2) == [(400, "INVALID_JSON"), (200, ANSWERED)]


def test_nothing_is_tunnelled(server: Server, connection: socket.socket) -> None:
    connection.sendall(
        b"CONNECT textgate:443 HTTP/1.1\r\nHost: textgate:443\r\n\r\n" + whole(server)
    )
    received = b""
    while piece := connection.recv(65536):
        received += piece
    assert received.startswith(b"HTTP/1.1 400 ")
    assert received.count(b"HTTP/1.1") == 1


def test_who_leaves_before_being_answered_disturbs_nobody(
    server: Server, connection: socket.socket
) -> None:
    linger = struct.pack("ii", 1, 0)
    for _ in range(5):
        with socket.create_connection(("127.0.0.1", server.port), timeout=30) as leaving:
            leaving.sendall(whole(server) * 300)
            # With a reset, and not politely.
            leaving.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    connection.sendall(whole(server))
    assert answers(connection, 1) == [(200, ANSWERED)]
    code, logged = server.end()
    assert code == 0
    assert "Exception" not in logged
    assert "error" not in logged


def test_a_body_that_is_too_long_is_refused_however_it_comes(
    server: Server, connection: socket.socket
) -> None:
    long = b"x" * (bodies.MAX_BODY + 1)
    connection.sendall(head(server, b"Content-Length: %d" % len(long)) + long)
    assert answers(connection, 1) == [(413, "BODY_TOO_LARGE")]
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as other:
        other.sendall(head(server, b"Transfer-Encoding: chunked"))
        other.sendall(b"%x\r\n%s\r\n" % (len(long), long))
        assert answers(other, 1) == [(413, "BODY_TOO_LARGE")]


def test_who_leaves_in_the_middle_of_a_body_disturbs_nobody(
    server: Server, connection: socket.socket
) -> None:
    connection.sendall(whole(server)[:-10])
    connection.close()
    url = f"http://127.0.0.1:{server.port}/graphql"
    token = {"Authorization": f"Bearer {server.token}", "Content-Type": "application/json"}
    assert httpx2.post(url, content=ASKED, headers=token).json()["data"] == ANSWERED
    code, logged = server.end()
    assert code == 0
    assert "unexpected_error" not in logged


async def test_a_body_that_does_not_come_is_waited_for_no_longer_than_it_may_take(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bodies, "BODY_SECONDS", 0)

    async def never() -> Any:
        await asyncio.Event().wait()

    request = Request({"type": "http", "headers": [], "state": {}}, never)
    with pytest.raises(HttpError) as refused:
        await bodies.read_body(request)
    assert (refused.value.status, refused.value.code) == (408, "BODY_TOO_SLOW")
