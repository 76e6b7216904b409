"""Contract of `compat/uvicorn.py` with uvicorn. A failure means that the library has changed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httptools
import pytest
from starlette.types import Receive, Scope, Send
from uvicorn import Config
from uvicorn.server import ServerState

from textgate.compat.uvicorn import RepairedProtocol

POST = b"POST /%b HTTP/1.1\r\nHost: textgate\r\nContent-Length: 4\r\n%b\r\n"
GET = b"GET /%b HTTP/1.1\r\nHost: textgate\r\n\r\n"


class Recording(RepairedProtocol):
    """Records the calls of hooks."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.calls: list[str] = []

    def data_received(self, data: bytes) -> None:
        self.parse(memoryview(data))

    def head_began(self) -> None:
        self.calls.append("head began")

    def head_ended(self, version: str, headers: list[tuple[bytes, bytes]]) -> None:
        self.state["headers"] = headers
        self.calls.append(f"head ended, {version}")

    def body_ended(self) -> None:
        self.calls.append("body ended")

    def response_ended(self, *, was_pipelined: bool) -> None:
        self.calls.append(f"response ended, pipelined: {was_pipelined}")


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    """Respond with the path, the body and the names of the headers."""
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    names = b",".join(name for name, _ in scope["state"]["headers"])
    content = b"%b %b %b" % (scope["path"].encode(), body, names)
    headers = [(b"content-length", str(len(content)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": content})


@asynccontextmanager
async def connected() -> AsyncIterator[
    tuple[asyncio.StreamReader, asyncio.StreamWriter, Recording]
]:
    config = Config(echo, log_config=None, lifespan="off", access_log=False)
    protocols: list[Recording] = []

    def make() -> Recording:
        protocols.append(Recording(config=config, server_state=ServerState(), app_state={}))
        return protocols[-1]

    server = await asyncio.get_running_loop().create_server(make, "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    while not protocols:
        await asyncio.sleep(0)
    try:
        yield reader, writer, protocols[0]
    finally:
        writer.close()
        server.close()


async def read_response(reader: asyncio.StreamReader) -> str:
    head = await reader.readuntil(b"\r\n\r\n")
    (length,) = (
        int(line.split(b":")[1])
        for line in head.lower().split(b"\r\n")
        if line.startswith(b"content-length")
    )
    return (await reader.readexactly(length)).decode()


async def test_the_hooks_follow_a_request() -> None:
    async with connected() as (reader, writer, protocol):
        assert not protocol.is_processing
        writer.write(POST % (b"a", b"") + b"bo")
        while "head ended, 1.1" not in protocol.calls:
            await asyncio.sleep(0)
        assert protocol.is_processing
        writer.write(b"dy")
        assert await read_response(reader) == "/a body host,content-length"
        assert not protocol.is_processing
        assert protocol.calls == [
            *("head began", "head ended, 1.1", "body ended", "response ended, pipelined: False")
        ]
        assert protocol.server_state.total_requests == 1
        # The subclass limits the wait for the next request.
        assert protocol.timeout_keep_alive_task is None


async def test_pipelined_requests_are_answered_in_order() -> None:
    async with connected() as (reader, writer, protocol):
        writer.write(b"".join(GET % name for name in (b"a", b"b", b"c")))
        assert [await read_response(reader) for _ in range(3)] == [
            "/a  host",
            "/b  host",
            "/c  host",
        ]
        hooks = [call for call in protocol.calls if call.startswith("response ended")]
        assert hooks == ["response ended, pipelined: True", "response ended, pipelined: False"]
        assert protocol.server_state.total_requests == 3


async def test_an_upgrade_request_keeps_its_body() -> None:
    async with connected() as (reader, writer, _):
        writer.write(POST % (b"a", b"Connection: Upgrade\r\nUpgrade: h2c\r\n") + b"body")
        assert await read_response(reader) == "/a body host,content-length,connection"


async def test_a_trailer_is_no_header() -> None:
    head = b"POST /a HTTP/1.1\r\nHost: textgate\r\nTransfer-Encoding: chunked\r\n\r\n"
    async with connected() as (reader, writer, _):
        writer.write(head + b"4\r\nbody\r\n0\r\nX-Trailer: 1\r\n\r\n")
        assert await read_response(reader) == "/a body host,transfer-encoding"


async def test_an_abandoned_request_head_gets_a_response() -> None:
    async with connected() as (reader, writer, protocol):
        writer.write(b"GET /a HTTP/1.1\r\nHost: ")
        while not protocol.calls:
            await asyncio.sleep(0)
        protocol.replace_head()
        assert await read_response(reader) == "/  "
        assert await reader.read() == b""


async def test_a_truncated_body_closes_the_connection_after_the_response() -> None:
    async with connected() as (reader, writer, protocol):
        writer.write(POST % (b"a", b"") + b"bo")
        while "head ended, 1.1" not in protocol.calls:
            await asyncio.sleep(0)
        await asyncio.sleep(0)
        protocol.cut_body()
        assert await read_response(reader) == "/a bo host,content-length"
        assert await reader.read() == b""


async def test_bytes_other_than_http_raise_the_parsers_error() -> None:
    config = Config(echo, log_config=None, lifespan="off")
    protocol = Recording(config=config, server_state=ServerState(), app_state={})
    with pytest.raises(httptools.HttpParserError):
        protocol.parse(memoryview(b"\x16\x03\x01"))
    with pytest.raises(httptools.HttpParserError):
        protocol.parse(memoryview(b"CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n"))
