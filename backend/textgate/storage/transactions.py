"""Runs work in one transaction, and retries it after a conflict with another transaction."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import structlog
from sqlalchemy import Executable
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.storage.database import Database
from textgate.storage.outages import is_outage

T = TypeVar("T")

log = structlog.get_logger(__name__)

MAX_TRIES = 5
PAUSE_SECONDS = 30.0
"""After an optional write failed, none is tried for this long: readers should not wait for a lock each time."""
# PostgreSQL's serialization_failure and deadlock_detected: the transaction was rolled back.
_CONFLICTS = frozenset({"40001", "40P01"})


class RetryTransaction(Exception):
    """Raised by work whose earlier reads turned out to be stale. The transaction is retried."""


class CommitUnknown(Exception):
    """The transaction could not begin, or its commit failed. A failed commit may still be on disk, so that a
    retry might do the work twice."""


async def transact(database: Database, work: Callable[[AsyncConnection], Awaitable[T]]) -> T:
    """The result of `work`, after its commit. Raises CommitUnknown, or what `work` raised."""
    tries = 1
    while True:
        is_working = False
        try:
            async with database.write() as connection:
                is_working = True
                result = await work(connection)
                is_working = False
            return result
        except Exception as error:
            if tries < MAX_TRIES and _is_retriable(error):
                tries += 1
            elif is_working:
                raise
            else:
                raise CommitUnknown from error


async def write_if_possible(database: Database, statement: Executable) -> None:
    """Write something that may be lost, such as a time of last use. An outage is logged and not raised."""
    loop = asyncio.get_running_loop()
    if loop.time() < database.no_optional_writes_before:
        return
    try:
        async with database.write() as connection:
            await connection.execute(statement)
    except Exception as error:
        if not is_outage(error):
            raise
        database.no_optional_writes_before = loop.time() + PAUSE_SECONDS
        log.warning("write_skipped", error=type(error).__name__)


def _is_retriable(error: Exception) -> bool:
    if isinstance(error, DBAPIError):
        return getattr(error.orig, "sqlstate", None) in _CONFLICTS
    return isinstance(error, RetryTransaction)
