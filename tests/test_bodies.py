"""Request bodies over a real connection: split, pipelined, too slow and incomplete."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import Iterator
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
from textgate.web.protocol import MAX_FRAMING

pytestmark = pytest.mark.slow

QUERY = b'{"query": "{ __typename }"}'
DATA = {"__typename": "Query"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all tests. It must exit with 0 and no error in its log."""
    directory = tmp_path_factory.mktemp("bodies")
    server = Server(directory / "data", sqlite_url(directory / "server.sqlite3"))
    server.start()
    server.token = asyncio.run(new_token(server.environment["TEXTGATE_DATABASE_URL"]))
    yield server
    code, _ = server.end()
    assert code == 0
    assert_no_error(server)


@pytest.fixture
def connection(server: Server) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as opened:
        yield opened


def assert_no_error(server: Server) -> None:
    logged = server.logged()
    assert "Exception" not in logged
    assert "error" not in logged


def head(server: Server, *lines: bytes) -> bytes:
    first = (b"POST /graphql HTTP/1.1", b"Host: textgate", b"Content-Type: application/json")
    token = b"Authorization: Bearer " + server.token.encode()
    return b"\r\n".join((*first, token, *lines, b"", b""))


def complete_request(server: Server) -> bytes:
    return head(server, b"Content-Length: %d" % len(QUERY)) + QUERY


def answers(connection: socket.socket, count: int) -> list[tuple[int, Any]]:
    """Read the next `count` responses: their status, and their data or error code."""
    responses: list[tuple[int, Any]] = []
    unread = b""
    while len(responses) < count:
        before, end, rest = unread.partition(b"\r\n\r\n")
        lines = before.lower().split(b"\r\n")
        length = sum(int(line[16:]) for line in lines if line.startswith(b"content-length: "))
        if not end or len(rest) < length:
            received = connection.recv(65536)
            assert received, "the connection has ended"
            unread += received
            continue
        answer = orjson.loads(rest[:length])
        content = answer.get("data") or answer["errors"][0]["extensions"]["code"]
        responses.append((int(before.split()[1]), content))
        unread = rest[length:]
    assert unread == b""
    return responses


def test_pipelined_and_split_bodies_are_read_completely(
    server: Server, connection: socket.socket
) -> None:
    # The second body is incomplete: the first response must not wait for it.
    two_requests = complete_request(server) * 2
    connection.sendall(two_requests[:-10])
    assert answers(connection, 1) == [(200, DATA)]
    connection.sendall(two_requests[-10:] + complete_request(server))
    assert answers(connection, 2) == [(200, DATA)] * 2
    connection.sendall(head(server, b"Transfer-Encoding: chunked"))
    for piece in (QUERY[:7], QUERY[7:]):
        connection.sendall(b"%x\r\n%s\r\n" % (len(piece), piece))
    connection.sendall(b"0\r\n\r\n")
    assert answers(connection, 1) == [(200, DATA)]


UPGRADES = [
    (protocol, length)
    for protocol in (b"h2c", b"websocket", b"anything")
    for length in (b"Content-Length: %d" % len(QUERY), b"Transfer-Encoding: chunked")
]


@pytest.mark.parametrize("is_at_once", [True, False])
def test_a_body_after_an_upgrade_header_is_not_parsed_as_a_request(
    server: Server, connection: socket.socket, *, is_at_once: bool
) -> None:
    # Java's HttpClient requests HTTP/2 this way, and accepts a response over HTTP/1.1.
    for protocol, length in UPGRADES:
        upgrade = (b"Connection: Upgrade, HTTP2-Settings", b"Upgrade: " + protocol)
        in_chunks = b"%x\r\n%b\r\n0\r\n\r\n" % (len(QUERY), QUERY)
        body = in_chunks if length.endswith(b"chunked") else QUERY
        pieces = [head(server, *upgrade, length), body + complete_request(server)]
        for piece in [b"".join(pieces)] if is_at_once else pieces:
            connection.sendall(piece)
        assert answers(connection, 2) == [(200, DATA)] * 2
        inner = b"GET /healthz HTTP/1.1\r\nHost: textgate\r\n\r\n"
        connection.sendall(head(server, *upgrade, b"Content-Length: %d" % len(inner)))
        connection.sendall(inner + complete_request(server))
        assert answers(connection, 2) == [(400, "INVALID_JSON"), (200, DATA)]


def test_a_connect_request_closes_its_connection_with_400(
    server: Server, connection: socket.socket
) -> None:
    connection.sendall(
        b"CONNECT textgate:443 HTTP/1.1\r\nHost: textgate:443\r\n\r\n" + complete_request(server)
    )
    received = b""
    while piece := connection.recv(65536):
        received += piece
    assert received.startswith(b"HTTP/1.1 400 ")
    assert received.count(b"HTTP/1.1") == 1


def test_clients_that_disconnect_before_their_responses_cause_no_errors(
    server: Server, connection: socket.socket
) -> None:
    linger = struct.pack("ii", 1, 0)
    for _ in range(5):
        with socket.create_connection(("127.0.0.1", server.port), timeout=30) as leaving:
            leaving.sendall(complete_request(server) * 300)
            # Close with RST instead of FIN.
            leaving.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    connection.sendall(complete_request(server))
    assert answers(connection, 1) == [(200, DATA)]
    assert_no_error(server)


def test_a_too_long_body_is_refused_with_a_length_and_in_chunks(
    server: Server, connection: socket.socket
) -> None:
    long = b"x" * (bodies.MAX_BODY + 1)
    connection.sendall(head(server, b"Content-Length: %d" % len(long)) + long)
    assert answers(connection, 1) == [(413, "BODY_TOO_LARGE")]
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as other:
        other.sendall(head(server, b"Transfer-Encoding: chunked"))
        other.sendall(b"%x\r\n%s\r\n" % (len(long), long))
        assert answers(other, 1) == [(413, "BODY_TOO_LARGE")]


def test_small_chunks_are_refused_before_they_multiply_a_body(
    server: Server, connection: socket.socket
) -> None:
    connection.sendall(head(server, b"Transfer-Encoding: chunked"))
    extended = b"1;" + b"x" * 4_000 + b"\r\n{\r\n"
    connection.sendall(extended * (MAX_FRAMING // len(extended) + 2))
    assert answers(connection, 1) == [(413, "BODY_TOO_LARGE")]


def test_a_client_that_disconnects_within_its_body_causes_no_errors(
    server: Server, connection: socket.socket
) -> None:
    connection.sendall(complete_request(server)[:-10])
    connection.close()
    url = f"http://127.0.0.1:{server.port}/graphql"
    token = {"Authorization": f"Bearer {server.token}", "Content-Type": "application/json"}
    assert httpx2.post(url, content=QUERY, headers=token).json()["data"] == DATA
    assert_no_error(server)


async def test_a_body_that_never_arrives_times_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bodies, "BODY_SECONDS", 0)

    async def receive_nothing() -> Any:
        await asyncio.Event().wait()

    request = Request({"type": "http", "headers": [], "state": {}}, receive_nothing)
    with pytest.raises(HttpError) as refused:
        await bodies.read_body(request)
    assert (refused.value.status, refused.value.code) == (408, "BODY_TOO_SLOW")
