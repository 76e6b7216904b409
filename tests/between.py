"""Commits a change between a request's authentication and its transaction, to force a race."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.storage.database import Database


@contextmanager
def between(change: Callable[[], Awaitable[object]]) -> Iterator[None]:
    """Commit `change` right before the next write transaction begins."""
    write = Database.write
    waiting = [change]

    @asynccontextmanager
    async def write_later(self: Database) -> AsyncIterator[AsyncConnection]:
        if waiting:
            await waiting.pop()()
        async with write(self) as connection:
            yield connection

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Database, "write", write_later)
        yield
    assert not waiting, "nothing was written"
