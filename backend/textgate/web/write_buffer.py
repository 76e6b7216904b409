"""Writes an answer's head and body in one piece."""

from __future__ import annotations

import asyncio
from typing import Any

# More than this is not held back: whoever streams is told when to wait.
GATHERED = 64 * 1024


class WriteBuffer:
    """A transport that writes what it is given in one turn of the loop at the turn's end: an answer's head
    and body then cost one system call, not two."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport = transport
        self._loop = loop
        self._gathered: list[bytes] = []
        self._size = 0
        self.is_closing = transport.is_closing
        self.written = 0

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
            whole = b"".join(gathered)
            self.written += len(whole)
            self._transport.write(whole)
