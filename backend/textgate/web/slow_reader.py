"""Disconnects clients that do not read their responses, and would hold a connection and memory."""

from __future__ import annotations

import asyncio

from textgate.web.write_buffer import WriteBuffer

WRITE_SECONDS = 15.0
"""A client that reads less than MIN_READ of a pending response in this time is disconnected."""
MIN_READ = 16 * 1024


class SlowReaderCheck:
    """Measures at intervals of WRITE_SECONDS how many bytes a client has read."""

    def __init__(self, transport: asyncio.Transport, buffer: WriteBuffer, now: float) -> None:
        self._transport = transport
        self._buffer = buffer
        self._since = now
        self._was_pending = False
        self._bytes_read = 0

    def check(self, now: float) -> None:
        """Disconnect the client if it has read too little since the interval began."""
        if now < self._since + WRITE_SECONDS:
            return
        pending = self._transport.get_write_buffer_size()
        bytes_read = self._buffer.written - pending
        if pending and self._was_pending and bytes_read - self._bytes_read < MIN_READ:
            self._transport.abort()
        self._was_pending, self._bytes_read, self._since = pending > 0, bytes_read, now
