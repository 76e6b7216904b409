"""HTTP as uvicorn speaks it, without upgrades, with a limit to a head, and an answer written in one piece."""

from __future__ import annotations

import asyncio
from typing import Any, cast

import httptools
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from textgate.web.body import CAME_WHOLE

MAX_HEAD = 64 * 1024
# More than this is not held back: whoever streams is told when to wait.
GATHERED = 64 * 1024


class HttpProtocol(HttpToolsProtocol):
    """The parser takes a head, the lines before a body, without an end. One that comes at once is as long as
    the one read that it came in; others are counted.

    It also takes every request to change over to another protocol for done: the request then has no body, and
    what it had is read as the next request, which behind a proxy may be somebody else's. Here nothing is
    changed over to, so that such a request is read once more as what it is without (RFC 9110, 7.8)."""

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
        self._unset_keepalive_if_required()
        try:
            self._parse(memoryview(data))
        except httptools.HttpParserError:
            self.logger.warning("Invalid HTTP request received.")
            self.send_400_response("Invalid HTTP request received.")
            return
        if self._in_head and self._length > MAX_HEAD:
            self._in_head = False
            self.send_400_response("The headers are too long.")

    def _parse(self, data: memoryview) -> None:
        while data:
            try:
                self.parser.feed_data(data)
            except httptools.HttpParserUpgrade as upgrade:
                if self.parser.get_method() == b"CONNECT":
                    raise httptools.HttpParserError from upgrade
                data = data[upgrade.args[0] :]
                self._read_again_without_upgrade()
            else:
                return

    def _read_again_without_upgrade(self) -> None:
        version = self.parser.get_http_version().encode()
        head = [b"%b %b HTTP/%b" % (self.parser.get_method(), self.url, version)]
        head += [b"%b: %b" % header for header in self.headers if header[0] != b"upgrade"]
        self.parser = httptools.HttpRequestParser(self)
        # As uvicorn has it: who sends more behind the last request is answered that one.
        self.parser.set_dangerous_leniencies(lenient_data_after_close=True)
        self.parser.feed_data(b"\r\n".join((*head, b"", b"")))

    def on_message_begin(self) -> None:
        self._in_head = True
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._in_head = False
        if not self.parser.should_upgrade():
            super().on_headers_complete()

    def on_message_complete(self) -> None:
        if not self.parser.should_upgrade():
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
        gathered, self._gathered, self._size = self._gathered, [], 0
        # Whoever has left meanwhile is told nothing.
        if gathered and not self._transport.is_closing():
            self._transport.write(b"".join(gathered))
