"""An HTTP connection with limits on times, sizes and the number of connections."""

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
# No endpoint accepts more than 20 MiB, and most of them accept 64 KiB.
MAX_CONTENT = 24 * 1024 * 1024
# Of the sizes of a body's chunks, and of its trailers, which take quadratic time to parse.
MAX_FRAMING = 8 * 1024 * 1024
# The pipeline is checked after each piece, since even a short pipelined request takes a kilobyte of memory.
_PIECE_SIZE = 4 * 1024

HEAD_SECONDS = 15.0
"""From the opening of the connection, or from a head's first byte, to the head's end."""
EXCESS_SECONDS = 1.0
"""The same for a connection above the limit, which only waits for SERVER_BUSY."""
IDLE_SECONDS = 5.0
"""From the end of a response to the first byte of the next request. Also limits the rest of an unread body."""

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
    COMPLETE = "COMPLETE"


_NOTHING, _HEAD, _BODY, _COMPLETE = _Stage


class HttpProtocol(RepairedProtocol):
    """One of at most `max_connections` connections of the server.

    At the limit, a new connection replaces the one that has waited longest for its client. If all are busy, the
    new one is rejected.
    """

    def __init__(self, *args: Any, max_connections: int = MAX_CONNECTIONS, **options: Any) -> None:
        super().__init__(*args, **options)
        self._max_connections = max_connections
        self._stage = _NOTHING
        self._waiting_since = 0.0
        """When the connection opened, a head began, or a response ended, by the loop's clock."""
        self._length = 0
        """Bytes of the current head or body, without the piece in which it began."""
        self._content = 0
        """Bytes of the current body's content, without the piece in which it began."""
        self._began_in_piece = False
        """Whether the current body began in the piece that is being parsed."""
        self._rejection: HttpError | None = None
        """The response to the next complete head, whatever it contains."""
        self._is_ending = False
        """True once no more input is parsed."""
        self._unparsed = b""
        """Input that waits until the pipelined requests before it have been answered."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        now = self._waiting_since = self.loop.time()
        self._buffer = WriteBuffer(transport, self.loop)
        self._slow_reader = SlowReaderCheck(transport, self._buffer, now)
        super().connection_made(cast(asyncio.Transport, self._buffer))
        if len(self.connections) > self._max_connections and not self._make_room():
            self._rejection = _BUSY
            if len(self.connections) > self._max_connections + EXCESS:
                self._reject(_BUSY)
        self._check_limits()

    def connection_lost(self, exc: Exception | None) -> None:
        self._timer.cancel()
        super().connection_lost(exc)

    def eof_received(self) -> None:
        # The client half-closed. Flush now: uvicorn closes the transport on EOF and would drop the response.
        self._buffer.flush()
        super().eof_received()

    def data_received(self, data: bytes) -> None:
        data = self._unparsed + data if self._unparsed else data
        self._unparsed = b""
        for start in range(0, len(data), _PIECE_SIZE):
            if self.pipeline:
                self._unparsed = data[start:]
                return
            self._parse_piece(memoryview(data)[start : start + _PIECE_SIZE])

    def _parse_piece(self, data: memoryview) -> None:
        if self._is_ending:
            return
        self._length += len(data)
        self._began_in_piece = False
        try:
            self.parse(data)
        except httptools.HttpParserError:
            self._reject(_INVALID)
            return
        if self._stage is _HEAD and self._length > MAX_HEAD:
            self._reject(_HEAD_TOO_LONG)
        elif self._stage is _BODY and self._is_body_too_long:
            self._reject(_BODY_TOO_LONG)

    @property
    def _is_body_too_long(self) -> bool:
        return self._content > MAX_CONTENT or self._length - self._content > MAX_FRAMING

    def head_began(self) -> None:
        self._stage, self._waiting_since, self._length = _HEAD, self.loop.time(), 0

    def head_ended(self, version: str, headers: list[tuple[bytes, bytes]]) -> None:
        self._stage, self._length, self._content = _BODY, 0, 0
        self._began_in_piece = True
        error = self._rejection or check_head(version, headers)
        if error is not None:
            self.state[PROTOCOL_ERROR] = error
            self._is_ending = True

    def body_arrived(self, length: int) -> None:
        if not self._began_in_piece:
            self._content += length

    def body_ended(self) -> None:
        self._stage = _COMPLETE
        self.state[BODY_IS_COMPLETE] = True

    def response_ended(self, *, was_pipelined: bool) -> None:
        if not was_pipelined:
            if self._stage is not _HEAD:
                self._waiting_since = self.loop.time()
            return
        # The last pipelined request is being processed.
        if self._stage is _HEAD:
            # The client could not send the rest of the head while we did not read.
            self._waiting_since = self.loop.time()
        self.data_received(b"")
        self.flow.resume_reading()

    def _reject(self, error: HttpError) -> None:
        """Respond to the current request with `error`, after the responses to the requests before it."""
        self._is_ending = True
        if self._stage is not _BODY:
            self._rejection = error
            self.replace_head()
        elif not self.is_processing:
            self._close()
        else:
            # read_body finds the end of the body, and then raises the error.
            self.state[PROTOCOL_ERROR] = error
            self.cut_body()

    def _check_limits(self) -> None:
        """Check all limits every few seconds, which is cheaper than a timer for each request."""
        now = self.loop.time()
        deadline = self._deadline
        if deadline is not None and now >= deadline:
            self._end_wait_for_client()
        self._slow_reader.check(now)
        # A wait that begins after this check lasts at least IDLE_SECONDS.
        next_check = now + IDLE_SECONDS
        deadline = self._deadline
        self._timer = self.loop.call_at(
            next_check if deadline is None else min(deadline, next_check), self._check_limits
        )

    @property
    def _deadline(self) -> float | None:
        """When the wait for the client must end; None while the client waits for us.

        read_body has a time limit of its own.
        """
        if self._is_ending or self.pipeline:
            return None
        if self._stage is _NOTHING or self._stage is _HEAD:
            return self._waiting_since + (EXCESS_SECONDS if self._rejection else HEAD_SECONDS)
        return None if self.is_processing else self._waiting_since + IDLE_SECONDS

    def _end_wait_for_client(self) -> None:
        if self._rejection is not None:
            self._reject(self._rejection)
        elif self._stage is _HEAD:
            self._reject(_HEAD_TOO_SLOW)
        else:
            self._close()

    @property
    def waiting_since(self) -> float | None:
        """When this connection began to wait for its client; None while a request is being processed."""
        is_rejected = self._is_ending or self._rejection is not None
        if is_rejected or (self.is_processing and self._stage is not _BODY):
            return None
        return self._waiting_since

    def _make_room(self) -> bool:
        others = self.connections - {self}
        return make_room([other for other in others if isinstance(other, HttpProtocol)])

    def give_way(self) -> None:
        """Stop waiting for the client, so that another one can be served."""
        if self._stage is _HEAD or self._stage is _BODY:
            self._reject(_BUSY)
        else:
            self._close()

    def _close(self) -> None:
        self._is_ending = True
        self.transport.close()
