"""Tells what passes without us when a database cannot be used: it is away, locked, full or read-only."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Awaitable, Iterable, Iterator
from typing import TypeVar

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

T = TypeVar("T")

READ_ONLY_NOW = "25006"
# A connection has failed, resources (space among them) are short, the server is being stopped, has
# crashed or is being started, or has become one that is only read (PostgreSQL's Appendix A).
_SQLSTATES = ("08", "53", "57P01", "57P02", "57P03", READ_ONLY_NOW)
_SQLITE_CODES = frozenset(
    (
        *(sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_READONLY),
        *(sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN),
    )
)


def is_outage(error: BaseException) -> bool:
    """Whether what was asked for may simply be asked for again later; what may have been half done is for
    whoever asked, as after a crash."""
    return any(map(_is_outage, _causes(error)))


async def finish_all(works: Iterable[Awaitable[T]]) -> list[T]:
    """What all of them return, once all have ended: what was begun is finished. Of several errors one of ours
    is raised sooner than an outage."""
    done = await asyncio.gather(*works, return_exceptions=True)
    failed = [each for each in done if isinstance(each, BaseException)]
    if failed:
        raise min(failed, key=is_outage)
    return [each for each in done if not isinstance(each, BaseException)]


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__


def _is_outage(error: BaseException) -> bool:
    # A network or a disk that does not answer is the operating system's to tell.
    if isinstance(error, OSError | NoConnectionFree):
        return True
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    if isinstance(error, sqlite3.Error):
        # Its low byte is the kind, what is above tells more of it.
        return getattr(error, "sqlite_errorcode", 0) & 0xFF in _SQLITE_CODES
    return (getattr(error, "sqlstate", None) or "").startswith(_SQLSTATES)
