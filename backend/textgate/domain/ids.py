"""Identifiers: time-ordered UUIDs (version 7, RFC 9562) made by the application, not by the database."""

from __future__ import annotations

import time
from datetime import timedelta
from random import getrandbits
from uuid import UUID


def new_id() -> UUID:
    """A UUIDv7: 48 bits of milliseconds, then 74 random bits, so that rows are born in index order."""
    # Ids are no secrets: a generator of the process's own spares the system call for each.
    value = (time.time_ns() // 1_000_000) << 80 | getrandbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return UUID(int=value)


def new_word() -> str:
    """32 hexadecimal digits that nothing else is called by."""
    return f"{getrandbits(128):032x}"


def global_id(kind: str, id: UUID) -> str:
    """What an object is and which one, in one opaque word such as account_0193…, as callers know it."""
    return f"{kind}_{id.hex}"


def first_id(ago: timedelta) -> UUID:
    """Smaller than every id that has been made since: where in an index of ids the recent ones begin."""
    since = time.time_ns() // 1_000_000 - int(ago.total_seconds() * 1000)
    return UUID(int=max(since, 0) << 80)
