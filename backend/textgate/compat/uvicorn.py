"""uvicorn's HTTP/1.1 protocol on httptools, corrected where it violates the standard.

- The header Upgrade is ignored (RFC 9110, 7.8). uvicorn would parse the body of such a request as the next
  request. Behind a proxy, that may be another user's (request smuggling).
- Trailers are dropped. The parser reports them as headers, but they bypass the check of headers.
- While pipelined requests wait, responses do not resume reading, so that a client cannot exhaust the memory.
- No timer is set for each request. The subclass limits the waits.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sized
from typing import Any, cast

import httptools
from uvicorn.protocols.http.flow_control import FlowControl
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

# Parsed instead of a rejected head, so that the error is sent like any other response.
_STAND_IN = b"GET / HTTP/1.0\r\n\r\n"


class _PipelineFlow(FlowControl):
    def __init__(self, transport: asyncio.Transport, pipeline: Sized) -> None:
        super().__init__(transport)
        self._pipeline = pipeline

    def resume_reading(self) -> None:
        if not self._pipeline:
            super().resume_reading()


class RepairedProtocol(HttpToolsProtocol):
    """One connection. Subclasses override `head_began`, `head_ended`, `body_arrived`, `body_ended` and
    `response_ended`."""

    def head_began(self) -> None:
        """The first bytes of a request have arrived."""

    def head_ended(self, version: str, headers: list[tuple[bytes, bytes]]) -> None:
        """A head is complete. The application is called next."""

    def body_arrived(self, length: int) -> None:
        """Another `length` bytes of a body's content have arrived."""

    def body_ended(self) -> None:
        """A request is complete."""

    def response_ended(self, *, was_pipelined: bool) -> None:
        """A response is complete, and no pipelined request is waiting.

        `was_pipelined` is True if the last pipelined request has just been started.
        """

    @property
    def state(self) -> dict[str, Any]:
        """The state of the newest request."""
        return self.scope["state"]

    @property
    def is_processing(self) -> bool:
        """True while the newest request has no complete response."""
        return self.cycle is not None and not self.cycle.response_complete

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.flow = _PipelineFlow(transport, self.pipeline)

    def parse(self, data: memoryview) -> None:
        """Raises httptools.HttpParserError for invalid HTTP."""
        while data:
            try:
                self.parser.feed_data(data)
            except httptools.HttpParserUpgrade as upgrade:
                if self.parser.get_method() == b"CONNECT":
                    raise httptools.HttpParserError from upgrade
                data = data[upgrade.args[0] :]
                self._parse_without_upgrade()
            else:
                return

    def _parse_without_upgrade(self) -> None:
        version = self.parser.get_http_version().encode()
        head = [b"%b %b HTTP/%b" % (self.parser.get_method(), self.url, version)]
        head += [b"%b: %b" % header for header in self.headers if header[0] != b"upgrade"]
        self.parser = httptools.HttpRequestParser(self)
        # As in uvicorn: data after the last request does not invalidate that request.
        self.parser.set_dangerous_leniencies(lenient_data_after_close=True)
        self.parser.feed_data(b"\r\n".join((*head, b"", b"")))

    def replace_head(self) -> None:
        """Discard the incomplete head, and call the application with a stand-in."""
        self.parser = httptools.HttpRequestParser(self)
        self.parser.feed_data(_STAND_IN)

    def cut_body(self) -> None:
        """End the incomplete body, and close the connection after the response."""
        self.cycle.keep_alive = self.cycle.more_body = False
        self.cycle.message_event.set()

    def on_message_begin(self) -> None:
        self.head_began()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        if self.parser.should_upgrade():
            return
        super().on_headers_complete()
        # The parser appends trailers to this new list.
        self.headers = []
        self.head_ended(self.scope["http_version"], cast("list[Any]", self.scope["headers"]))

    def on_body(self, body: bytes) -> None:
        self.body_arrived(len(body))
        super().on_body(body)

    def on_message_complete(self) -> None:
        if not self.parser.should_upgrade():
            self.body_ended()
            super().on_message_complete()

    def on_response_complete(self) -> None:
        if self.pipeline or self.transport.is_closing():
            super().on_response_complete()
            if not self.pipeline:
                self.response_ended(was_pipelined=True)
            return
        # As in uvicorn, but without its timer.
        self.server_state.total_requests += 1
        self.flow.resume_reading()
        self.response_ended(was_pipelined=False)
