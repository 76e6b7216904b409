"""Runs a piece of work in one transaction, again from the start when two of them stood in each other's way."""

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

TRIES = 5
PAUSE = 30.0
"""Seconds."""
# PostgreSQL's serialization_failure and deadlock_detected: nothing was done, and the next try may do it.
_IN_THE_WAY = frozenset({"40001", "40P01"})


class RetryTransaction(Exception):
    """Raised by work that has found what it read before to be overtaken: it is to be done again."""


class CommitUnknown(Exception):
    """It could not begin or go on, or it could not be committed; then the work may be on disk all the same, and
    doing it again might do it twice."""


async def transact(database: Database, work: Callable[[AsyncConnection], Awaitable[T]]) -> T:
    """What `work` returns, once it is committed."""
    tries = 1
    while True:
        is_at_work = False
        try:
            async with database.write() as connection:
                is_at_work = True
                result = await work(connection)
                is_at_work = False
            return result
        except Exception as error:
            if tries < TRIES and _may_be_repeated(error):
                tries += 1
            elif is_at_work:
                raise
            else:
                raise CommitUnknown from error


async def write_if_possible(database: Database, statement: Executable) -> None:
    """For what may as well be written the next time, as while nothing can be written and all can be read. After
    a failure it is not tried again for a while: whoever only reads should not wait for a lock each time."""
    loop = asyncio.get_running_loop()
    if loop.time() < database.not_before:
        return
    try:
        async with database.write() as connection:
            await connection.execute(statement)
    except Exception as error:
        if not is_outage(error):
            raise
        database.not_before = loop.time() + PAUSE
        log.warning("write_skipped", error=type(error).__name__)


def _may_be_repeated(error: Exception) -> bool:
    if isinstance(error, DBAPIError):
        return getattr(error.orig, "sqlstate", None) in _IN_THE_WAY
    return isinstance(error, RetryTransaction)
