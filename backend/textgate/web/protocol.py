"""HTTP as uvicorn speaks it, without upgrades, and with limits on time, size and the number of connections."""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import Sized
from enum import Enum
from typing import Any, cast

import httptools
from uvicorn.protocols.http.flow_control import FlowControl
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from textgate.web.body import BODY_TOO_LARGE, CAME_WHOLE, REFUSED
from textgate.web.capacity import EXCESS, MAX_CONNECTIONS
from textgate.web.http_error import HttpError
from textgate.web.request_head import CLOSE, check_head
from textgate.web.write_buffer import WriteBuffer

MAX_HEAD = 64 * 1024
# What may arrive for a body: a megabyte, the most that any method takes, in chunks of a few bytes each.
MAX_BODY_ON_THE_WIRE = 8 * 1024 * 1024
# Read without a look at how many requests wait: a pipelined request takes a kilobyte of memory, however short.
_PIECE = 4 * 1024

HEAD_SECONDS = 15.0
"""From a head's first byte, or from the opening of the connection, to the head's end."""
EXCESS_SECONDS = 1.0
"""The same for a connection above the bound, which only waits for its refusal."""
IDLE_SECONDS = 5.0
"""From the end of an answer to the first byte of the next request. The rest of an unread body gets no more."""
WRITE_SECONDS = 15.0
"""A client that takes less than MIN_TAKEN of a waiting answer in this time is disconnected."""
MIN_TAKEN = 16 * 1024

_INVALID = HttpError(400, "INVALID_HTTP", "The request is not valid HTTP.", CLOSE)
_HEAD_TOO_LONG = HttpError(
    431, "HEADERS_TOO_LONG", f"The headers are at most {MAX_HEAD} bytes.", CLOSE
)
_HEAD_TOO_SLOW = HttpError(
    408, "HEADERS_TOO_SLOW", f"Send the headers within {HEAD_SECONDS:.0f} seconds.", CLOSE
)
_BODY_TOO_LONG = HttpError(413, BODY_TOO_LARGE, "The body is too large.", CLOSE)
_BUSY = HttpError(
    503,
    "SERVER_BUSY",
    "The server has too many open connections. Try again in a moment.",
    {"Retry-After": "1"} | CLOSE,
)
# Parsed in place of a head that cannot be parsed, so that the refusal is an answer like any other.
_STAND_IN = b"GET / HTTP/1.0\r\n\r\n"


class _Stage(Enum):
    """What the client has sent so far."""

    NOTHING = "NOTHING"
    HEAD = "HEAD"
    BODY = "BODY"
    WHOLE = "WHOLE"


_NOTHING, _HEAD, _BODY, _WHOLE = _Stage


class _Flow(FlowControl):
    """The library's flow control, but no answer resumes reading while other requests wait for theirs."""

    def __init__(self, transport: asyncio.Transport, waiting: Sized) -> None:
        super().__init__(transport)
        self._waiting = waiting

    def resume_reading(self) -> None:
        if not self._waiting:
            super().resume_reading()


class HttpProtocol(HttpToolsProtocol):
    """`most` bounds the server's connections. At the bound, a new connection replaces the one that has waited
    longest for its client. If all of them are busy, the new one is refused.

    The parser takes a head, the lines before a body, without an end. One that comes at once is as long as
    the one read that it came in; others are counted.

    It also takes every request to change over to another protocol for done: the request then has no body, and
    what it had is read as the next request, which behind a proxy may be somebody else's. Here nothing is
    changed over to, so that such a request is read once more as what it is without (RFC 9110, 7.8)."""

    def __init__(self, *args: Any, most: int = MAX_CONNECTIONS, **named: Any) -> None:
        super().__init__(*args, **named)
        self._most = most
        self._stage = _NOTHING
        self._since = 0.0
        """By the loop's clock, when the connection was opened, a head began, or an answer ended."""
        self._length = 0
        self._refused: HttpError | None = None
        """How the next complete head is answered, whatever it says."""
        self._is_over = False
        """Nothing more is read."""
        self._unread = b""
        """Received, and not parsed before the requests ahead of it have been answered."""
        self._was_writing = False
        self._taken = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        self._gathering = WriteBuffer(transport, self.loop)
        super().connection_made(cast(asyncio.Transport, self._gathering))
        self.flow = _Flow(cast(asyncio.Transport, self._gathering), self.pipeline)
        self._since = self._written_since = self.loop.time()
        if len(self.connections) > self._most and not self._make_room():
            self._refused = _BUSY
            if len(self.connections) > self._most + EXCESS:
                self._refuse(_BUSY)
        self._look()

    def connection_lost(self, exc: Exception | None) -> None:
        self._alarm.cancel()
        super().connection_lost(exc)

    def eof_received(self) -> None:
        # Whoever will send nothing more is still to be answered; what is not written now never is.
        self._gathering.flush()
        super().eof_received()

    def data_received(self, data: bytes) -> None:
        data = self._unread + data if self._unread else data
        self._unread = b""
        for start in range(0, len(data), _PIECE):
            if self.pipeline:
                self._unread = data[start:]
                return
            self._read(memoryview(data)[start : start + _PIECE])

    def _read(self, data: memoryview) -> None:
        if self._is_over:
            return
        self._length += len(data)
        try:
            self._parse(data)
        except httptools.HttpParserError:
            self._refuse(_INVALID)
            return
        if self._stage is _HEAD and self._length > MAX_HEAD:
            self._refuse(_HEAD_TOO_LONG)
        elif self._stage is _BODY and self._length > MAX_BODY_ON_THE_WIRE:
            self._refuse(_BODY_TOO_LONG)

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
        self._stage, self._since, self._length = _HEAD, self.loop.time(), 0
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        if self.parser.should_upgrade():
            return
        super().on_headers_complete()
        # The parser reports trailers as headers. Nobody has checked those: a proxy adds its own to the head.
        self.headers = []
        self._stage, self._length = _BODY, 0
        refused = self._refused or check_head(self.scope["http_version"], self.scope["headers"])
        if refused is not None:
            self.scope["state"][REFUSED] = refused
            self._is_over = True

    def on_message_complete(self) -> None:
        if not self.parser.should_upgrade():
            self._stage = _WHOLE
            self.scope["state"][CAME_WHOLE] = True
            super().on_message_complete()

    def on_response_complete(self) -> None:
        if self.pipeline or self.transport.is_closing():
            super().on_response_complete()
            if not self.pipeline:
                self._read_on()
            return
        # As the library does it, but without a timer for each request.
        self.server_state.total_requests += 1
        self.flow.resume_reading()
        if self._stage is not _HEAD:
            self._since = self.loop.time()

    def _read_on(self) -> None:
        """The last pipelined request is being answered."""
        if self._stage is _HEAD:
            # The rest of the next head waited for us.
            self._since = self.loop.time()
        self.data_received(b"")
        self.flow.resume_reading()

    def _refuse(self, refused: HttpError) -> None:
        """Answer what has been sent so far with this, after the answers to the requests before it."""
        self._is_over = True
        if self._stage is not _BODY:
            self._refused = refused
            self.parser = httptools.HttpRequestParser(self)
            self.parser.feed_data(_STAND_IN)
        elif self.cycle.response_complete:
            self._leave()
        else:
            # The reader of the body finds its end, and then the refusal.
            self.cycle.scope["state"][REFUSED] = refused
            self.cycle.keep_alive = self.cycle.more_body = False
            self.cycle.message_event.set()

    def _look(self) -> None:
        """Check all limits every few seconds: cheaper than a timer for each request."""
        now = self.loop.time()
        due = self._due
        if due is not None and now >= due:
            self._end_wait_for_client()
        if now >= self._written_since + WRITE_SECONDS:
            self._end_wait_for_reader(now)
        # What begins later is due no sooner than the shortest of the limits.
        next_look = now + IDLE_SECONDS
        due = self._due
        self._alarm = self.loop.call_at(
            next_look if due is None else min(due, next_look), self._look
        )

    @property
    def _due(self) -> float | None:
        """When we stop waiting for the client; None while it waits for us. A body that a handler reads is
        timed there."""
        if self._is_over or self.pipeline:
            return None
        if self._stage is _NOTHING or self._stage is _HEAD:
            return self._since + (EXCESS_SECONDS if self._refused else HEAD_SECONDS)
        return self._since + IDLE_SECONDS if self.cycle.response_complete else None

    def _end_wait_for_client(self) -> None:
        if self._refused is not None:
            self._refuse(self._refused)
        elif self._stage is _HEAD:
            self._refuse(_HEAD_TOO_SLOW)
        else:
            self._leave()

    def _end_wait_for_reader(self, now: float) -> None:
        waiting = self.transport.get_write_buffer_size()
        taken = self._gathering.written - waiting
        if waiting and self._was_writing and taken - self._taken < MIN_TAKEN:
            self.transport.abort()
        self._was_writing, self._taken, self._written_since = waiting > 0, taken, now

    @property
    def waits_since(self) -> float | None:
        """Since when this connection has waited for its client; None while a request is being answered."""
        is_answering = self.cycle is not None and not self.cycle.response_complete
        is_leaving = self._is_over or self._refused is not None
        if is_leaving or (is_answering and self._stage is not _BODY):
            return None
        return self._since

    def _make_room(self) -> bool:
        """Close the connections that have waited longest for their clients; False if none waits. Of many
        connections, close several: a flood of new ones must not search all of them each time."""
        others = [each for each in self.connections if isinstance(each, HttpProtocol)]
        waiting = [
            (since, id(each), each)
            for each in others
            if each is not self and (since := each.waits_since) is not None
        ]
        for _, _, each in heapq.nsmallest(1 + len(others) // 64, waiting):
            each.give_way()
        return bool(waiting)

    def give_way(self) -> None:
        """End the wait, so that another client can be served."""
        if self._stage is _HEAD or self._stage is _BODY:
            self._refuse(_BUSY)
        else:
            self._leave()

    def _leave(self) -> None:
        self._is_over = True
        self.transport.close()
