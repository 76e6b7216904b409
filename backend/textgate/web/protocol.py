"""One HTTP connection, with limits on time, on size and on the number of connections."""

from __future__ import annotations

import asyncio
from enum import Enum
from typing import Any, cast

import httptools

from textgate.compat.uvicorn import RepairedProtocol
from textgate.web.body import BODY_IS_COMPLETE, BODY_TOO_LARGE, PROTOCOL_ERROR
from textgate.web.capacity import EXCESS, MAX_CONNECTIONS, make_room
from textgate.web.http_error import HttpError
from textgate.web.request_head import CLOSE, check_head
from textgate.web.slow_reader import SlowReaderCheck
from textgate.web.write_buffer import WriteBuffer

MAX_HEAD = 64 * 1024
# What may arrive for a body: a megabyte, the most that any method takes, in chunks of a few bytes each.
MAX_BODY_ON_THE_WIRE = 8 * 1024 * 1024
# Parsed between two looks at the pipeline: a pipelined request takes a kilobyte of memory, however short.
_PIECE = 4 * 1024

HEAD_SECONDS = 15.0
"""From a head's first byte, or from the opening of the connection, to the head's end."""
EXCESS_SECONDS = 1.0
"""The same for a connection above the bound, which only waits for its refusal."""
IDLE_SECONDS = 5.0
"""From the end of an answer to the first byte of the next request. The rest of an unread body gets no more."""

_INVALID = HttpError(400, "INVALID_HTTP", "The request is not valid HTTP.", CLOSE)
_HEAD_TOO_LONG = HttpError(
    431, "HEADERS_TOO_LONG", f"The headers must have at most {MAX_HEAD:,} bytes.", CLOSE
)
_HEAD_TOO_SLOW = HttpError(
    408, "HEADERS_TOO_SLOW", f"The headers must arrive within {HEAD_SECONDS:.0f} seconds.", CLOSE
)
_BODY_TOO_LONG = HttpError(413, BODY_TOO_LARGE, "The body is too large.", CLOSE)
_BUSY = HttpError(
    503,
    "SERVER_BUSY",
    "The server has too many open connections; try again in a moment.",
    {"Retry-After": "1"} | CLOSE,
)


class _Stage(Enum):
    """What the client has sent so far."""

    NOTHING = "NOTHING"
    HEAD = "HEAD"
    BODY = "BODY"
    WHOLE = "WHOLE"


_NOTHING, _HEAD, _BODY, _WHOLE = _Stage


class HttpProtocol(RepairedProtocol):
    """`most` bounds the server's connections. At the bound, a new connection replaces the one that has waited
    longest for its client. If all of them are busy, the new one is refused.

    The parser takes a head without an end. A head that arrives in one read is as long as that read; others are
    counted."""

    def __init__(self, *args: Any, most: int = MAX_CONNECTIONS, **named: Any) -> None:
        super().__init__(*args, **named)
        self._most = most
        self._stage = _NOTHING
        self._since = 0.0
        """By the loop's clock, when the connection was opened, a head began, or an answer ended."""
        self._length = 0
        self._refused: HttpError | None = None
        """How the next complete head is answered, whatever it contains."""
        self._is_over = False
        """Nothing more is read."""
        self._unparsed = b""
        """Received, but kept until the pipelined requests before it have been answered."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        now = self._since = self.loop.time()
        self._buffer = WriteBuffer(transport, self.loop)
        self._slow_reader = SlowReaderCheck(transport, self._buffer, now)
        super().connection_made(cast(asyncio.Transport, self._buffer))
        if len(self.connections) > self._most and not self._make_room():
            self._refused = _BUSY
            if len(self.connections) > self._most + EXCESS:
                self._refuse(_BUSY)
        self._check_limits()

    def connection_lost(self, exc: Exception | None) -> None:
        self._alarm.cancel()
        super().connection_lost(exc)

    def eof_received(self) -> None:
        # The client half-closed. Flush now: uvicorn closes the transport on EOF and would drop the response.
        self._buffer.flush()
        super().eof_received()

    def data_received(self, data: bytes) -> None:
        data = self._unparsed + data if self._unparsed else data
        self._unparsed = b""
        for start in range(0, len(data), _PIECE):
            if self.pipeline:
                self._unparsed = data[start:]
                return
            self._parse_piece(memoryview(data)[start : start + _PIECE])

    def _parse_piece(self, data: memoryview) -> None:
        if self._is_over:
            return
        self._length += len(data)
        try:
            self.parse(data)
        except httptools.HttpParserError:
            self._refuse(_INVALID)
            return
        if self._stage is _HEAD and self._length > MAX_HEAD:
            self._refuse(_HEAD_TOO_LONG)
        elif self._stage is _BODY and self._length > MAX_BODY_ON_THE_WIRE:
            self._refuse(_BODY_TOO_LONG)

    def head_began(self) -> None:
        self._stage, self._since, self._length = _HEAD, self.loop.time(), 0

    def head_ended(self, version: str, headers: list[tuple[bytes, bytes]]) -> None:
        self._stage, self._length = _BODY, 0
        refused = self._refused or check_head(version, headers)
        if refused is not None:
            self.state[PROTOCOL_ERROR] = refused
            self._is_over = True

    def body_ended(self) -> None:
        self._stage = _WHOLE
        self.state[BODY_IS_COMPLETE] = True

    def answered(self, *, was_pipelined: bool) -> None:
        if not was_pipelined:
            if self._stage is not _HEAD:
                self._since = self.loop.time()
            return
        # The last pipelined request is being answered.
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
            self.replace_head()
        elif not self.is_answering:
            self._leave()
        else:
            # The reader of the body finds its end, and then the refusal.
            self.state[PROTOCOL_ERROR] = refused
            self.cut_body()

    def _check_limits(self) -> None:
        """Check all limits every few seconds: cheaper than a timer for each request."""
        now = self.loop.time()
        due = self._due
        if due is not None and now >= due:
            self._end_wait_for_client()
        self._slow_reader.check(now)
        # Waits that begin later are due no sooner than the shortest limit.
        next_check = now + IDLE_SECONDS
        due = self._due
        self._alarm = self.loop.call_at(
            next_check if due is None else min(due, next_check), self._check_limits
        )

    @property
    def _due(self) -> float | None:
        """When the wait for the client ends; None while the client waits for us. The reader of a body limits
        its own wait."""
        if self._is_over or self.pipeline:
            return None
        if self._stage is _NOTHING or self._stage is _HEAD:
            return self._since + (EXCESS_SECONDS if self._refused else HEAD_SECONDS)
        return None if self.is_answering else self._since + IDLE_SECONDS

    def _end_wait_for_client(self) -> None:
        if self._refused is not None:
            self._refuse(self._refused)
        elif self._stage is _HEAD:
            self._refuse(_HEAD_TOO_SLOW)
        else:
            self._leave()

    @property
    def waits_since(self) -> float | None:
        """Since when this connection has waited for its client; None while a request is being answered."""
        is_leaving = self._is_over or self._refused is not None
        if is_leaving or (self.is_answering and self._stage is not _BODY):
            return None
        return self._since

    def _make_room(self) -> bool:
        others = self.connections - {self}
        return make_room([other for other in others if isinstance(other, HttpProtocol)])

    def give_way(self) -> None:
        """End the wait, so that another client can be served."""
        if self._stage is _HEAD or self._stage is _BODY:
            self._refuse(_BUSY)
        else:
            self._leave()

    def _leave(self) -> None:
        self._is_over = True
        self.transport.close()
