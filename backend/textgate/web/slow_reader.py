"""Finds clients that do not read their answers, which would otherwise hold a connection and its memory."""

from __future__ import annotations

import asyncio

from textgate.web.write_buffer import WriteBuffer

WRITE_SECONDS = 15.0
"""A client that takes less than MIN_TAKEN of a waiting answer in this time is disconnected."""
MIN_TAKEN = 16 * 1024


class SlowReaderCheck:
    """Compares what a client has taken of its answers at intervals of WRITE_SECONDS."""

    def __init__(self, transport: asyncio.Transport, buffer: WriteBuffer, now: float) -> None:
        self._transport = transport
        self._buffer = buffer
        self._since = now
        self._was_waiting = False
        self._taken = 0

    def check(self, now: float) -> None:
        """Disconnect the client if it has taken too little since the interval began."""
        if now < self._since + WRITE_SECONDS:
            return
        waiting = self._transport.get_write_buffer_size()
        taken = self._buffer.written - waiting
        if waiting and self._was_waiting and taken - self._taken < MIN_TAKEN:
            self._transport.abort()
        self._was_waiting, self._taken, self._since = waiting > 0, taken, now
