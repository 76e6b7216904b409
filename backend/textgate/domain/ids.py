"""Identifiers: time-ordered UUIDs (version 7, RFC 9562) made by the application, not by the database."""

from __future__ import annotations

import re
import time
from datetime import datetime, timedelta
from random import getrandbits
from uuid import UUID

NO_PARTNER = UUID(int=0)
"""The id of no partner, for look-ups that find nothing."""

_GLOBAL_ID = re.compile(r"([a-z_]{1,20})_([0-9a-f]{32})", re.ASCII)


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


def parse_global_id(kind: str, text: str) -> UUID | None:
    """The UUID in an object's word; None if the word names no object of this kind."""
    match = _GLOBAL_ID.fullmatch(text)
    return UUID(match[2]) if match and match[1] == kind else None


def row_reference(partner_id: UUID, row_id: UUID) -> str:
    """Names a partner's row to a carrier, whose news bring it back: `<partner id>_<row id>`."""
    return f"{partner_id.hex}_{row_id.hex}"


def parse_row_reference(text: str) -> tuple[UUID, UUID]:
    """The partner's and the row's id. Raises ValueError."""
    partner_id, _, row_id = text.partition("_")
    return UUID(hex=partner_id), UUID(hex=row_id)


def new_id_at(moment: datetime) -> UUID:
    """A UUIDv7 for a row of this moment, in the order of creation among rows of one millisecond.

    `new_id` could be later: time passes while a transaction waits for a lock.
    """
    # RFC 9562 allows a clock in place of random bits. 50 bits of nanoseconds last for thirteen days.
    ticks = time.time_ns() & (1 << 50) - 1
    value = int(moment.timestamp() * 1000) << 80 | 0x7 << 76 | (ticks >> 38) << 64 | 0x2 << 62
    return UUID(int=value | (ticks & (1 << 38) - 1) << 24 | getrandbits(24))


def first_id(moment: datetime) -> UUID:
    """Smaller than every id that `new_id_at` makes for this moment or a later one."""
    return UUID(int=max(int(moment.timestamp() * 1000), 0) << 80)


def first_id_within(ago: timedelta) -> UUID:
    """Smaller than every id that `new_id` has made since."""
    since = time.time_ns() // 1_000_000 - int(ago.total_seconds() * 1000)
    return UUID(int=max(since, 0) << 80)
