"""Commits a change between two steps of a request, to force a race."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.services.audit import audit_log
from textgate.storage.database import Database

Change = Callable[[], Awaitable[object]]


@contextmanager
def between(
    change: Change, *, skipped: int = 0, failure: Exception | None = None
) -> Iterator[None]:
    """Commit `change` right before a write transaction begins: the next one, or the one after `skipped` others.

    That transaction then fails with `failure`, if any.
    """
    write = Database.write
    waiting = [change]

    @asynccontextmanager
    async def write_later(self: Database) -> AsyncIterator[AsyncConnection]:
        nonlocal skipped
        if waiting and skipped:
            skipped -= 1
        elif waiting:
            await waiting.pop()()
            if failure is not None:
                raise failure
        async with write(self) as connection:
            yield connection

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Database, "write", write_later)
        yield
    assert not waiting, "nothing was written"


@contextmanager
def before_the_audit_log(change: Change) -> Iterator[None]:
    """Commit `change` inside the next write transaction, right before it writes to the audit log.

    Only PostgreSQL has two writers at once.
    """
    record = audit_log.record
    waiting = [change]

    async def record_later(*args: Any) -> None:
        if waiting:
            await waiting.pop()()
        await record(*args)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(audit_log, "record", record_later)
        yield
    assert not waiting, "nothing was recorded"
