"""Runs the HTTP server in this process, over real sockets, for tests of connections."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

import orjson
from starlette.types import ASGIApp
from uvicorn import Config
from uvicorn.server import ServerState

from textgate.web.protocol import HttpProtocol

GET = b"GET /healthz HTTP/1.1\r\nHost: textgate\r\n\r\n"


@dataclass(slots=True)
class Wire:
    """A client's connection, as bytes."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def send(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    async def answer(self) -> tuple[int, dict[str, str], Any]:
        """Read the next response: status, headers and JSON."""
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = dict(line.split(": ", 1) for line in head[1:] if line)
        body = await self.reader.readexactly(int(headers["content-length"]))
        return int(head[0].split()[1]), headers, orjson.loads(body)

    async def refusal(self) -> tuple[int, str]:
        """Read the next response: an error, after which the server closes the connection. Status and code."""
        status, headers, content = await self.answer()
        assert headers["connection"] == "close"
        assert headers["x-content-type-options"] == "nosniff"
        error = content["error"]
        assert set(error) == {"code", "message", "requestId"}
        assert error["requestId"] == headers["x-request-id"]
        assert await self.ends()
        return status, error["code"]

    async def ends(self) -> bool:
        """Whether the server closes the connection without another byte."""
        return await self.reader.read() == b""

    async def is_quiet(self) -> bool:
        """Whether the server has neither sent anything nor closed the connection."""
        reading = asyncio.ensure_future(self.reader.read(1))
        await asyncio.sleep(0)
        if reading.done():
            return False
        reading.cancel()
        await asyncio.wait([reading])
        return True

    def close(self) -> None:
        self.writer.close()


@asynccontextmanager
async def serving(
    app: ASGIApp, app_state: dict[str, Any] | None = None, **limits: int
) -> AsyncIterator[Callable[[], Any]]:
    """Run a server; yields a function that connects to it."""
    config = Config(app, log_config=None, lifespan="off", access_log=False, proxy_headers=False)
    protocol_factory = partial(
        HttpProtocol,
        config=config,
        server_state=ServerState(),
        app_state={} if app_state is None else app_state,
        **limits,
    )
    server = await asyncio.get_running_loop().create_server(protocol_factory, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    opened: list[Wire] = []

    async def connect() -> Wire:
        opened.append(Wire(*await asyncio.open_connection("127.0.0.1", port)))
        return opened[-1]

    try:
        yield connect
    finally:
        server.close()
        for wire in opened:
            wire.close()
