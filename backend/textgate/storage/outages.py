"""Distinguishes outages of the database, which end by themselves, from our errors."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Awaitable, Iterable, Iterator
from typing import TypeVar

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

T = TypeVar("T")

READ_ONLY_NOW = "25006"
# PostgreSQL, Appendix A. A connection failed, or a session or transaction timed out. The server became
# read-only, is short of resources (such as disk space or connections), stops, starts, or crashed. It ended an
# idle session, or its disk failed. An operator or a time limit canceled the statement.
_SQLSTATES = frozenset(
    (
        *("25P03", "25P04", READ_ONLY_NOW),
        *("57000", "57014", "57P01", "57P02", "57P03", "57P05", "58000", "58030"),
    )
)
_SQLSTATE_CLASSES = ("08", "53")
# What asyncpg raises without an SQLSTATE when a connection ends or no server has the requested attributes: the
# class, and a part of its text. By name, because the driver is an optional extra.
_DRIVER_ERRORS = {
    "TargetServerAttributeNotMatched": "",
    "InterfaceError": "connection is closed",
    # It received the server's last message instead of a response.
    "InternalClientError": "state",
    "ProtocolError": "unexpected state",
}
_SQLITE_CODES = frozenset(
    (
        *(sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_READONLY),
        *(sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN),
    )
)


def is_outage(error: BaseException) -> bool:
    """True if the error is a transient outage and the operation can be retried. Partial effects are the
    caller's concern, as after a crash."""
    return any(map(_is_outage, _causes(error)))


async def finish_all(works: Iterable[Awaitable[T]]) -> list[T]:
    """The results of all, after all have ended. Of several errors, one of ours is raised before an outage."""
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
    # The operating system reports networks and disks that do not answer.
    if isinstance(error, OSError | NoConnectionFree):
        return True
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    if isinstance(error, sqlite3.Error):
        # The low byte is the primary result code.
        return getattr(error, "sqlite_errorcode", 0) & 0xFF in _SQLITE_CODES
    state = getattr(error, "sqlstate", None)
    if state:
        return state in _SQLSTATES or state.startswith(_SQLSTATE_CLASSES)
    if type(error).__module__.partition(".")[0] != "asyncpg":
        return False
    part = _DRIVER_ERRORS.get(type(error).__name__)
    return part is not None and part in str(error)
