"""HTTP as uvicorn speaks it, with a limit to a request's head, and an answer written in one piece."""

from __future__ import annotations

import asyncio
from typing import Any, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from textgate.web.body import CAME_WHOLE

MAX_HEAD = 64 * 1024
# More than this is not held back: whoever streams is told when to wait.
GATHERED = 64 * 1024


class HttpProtocol(HttpToolsProtocol):
    """The parser takes a head, the lines before a body, without an end. One that comes at once is as long as
    the one read that it came in; others are counted."""

    _in_head = False
    _length = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        self._gathering = _Gathering(transport, self.loop)
        super().connection_made(cast(asyncio.Transport, self._gathering))

    def eof_received(self) -> None:
        # Whoever will send nothing more is still to be answered; what is not written now never is.
        self._gathering.flush()
        super().eof_received()

    def data_received(self, data: bytes) -> None:
        self._length = self._length + len(data) if self._in_head else 0
        super().data_received(data)
        if self._in_head and self._length > MAX_HEAD:
            self._in_head = False
            self.send_400_response("The headers are too long.")

    def on_message_begin(self) -> None:
        self._in_head = True
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._in_head = False
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self.scope["state"][CAME_WHOLE] = True
        super().on_message_complete()


class _Gathering:
    """A transport that writes what it is given in one turn of the loop at the turn's end: an answer's head
    and body then cost one system call, not two."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport = transport
        self._loop = loop
        self._gathered: list[bytes] = []
        self._size = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        if not self._gathered:
            self._loop.call_soon(self.flush)
        self._gathered.append(data)
        self._size += len(data)
        if self._size > GATHERED:
            self.flush()

    def close(self) -> None:
        self.flush()
        self._transport.close()

    def flush(self) -> None:
        if self._gathered:
            gathered, self._gathered, self._size = self._gathered, [], 0
            self._transport.write(b"".join(gathered))
