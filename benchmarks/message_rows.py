"""Synthetic messages of one account, the same ones in both databases."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg

from benchmarks.seed import Seeded, account_id, row_id, sender_phone
from textgate.domain.ids import global_id, new_id
from textgate.domain.text import search_key
from textgate.storage.tables import message, message_author

LATEST = datetime(2026, 11, 30, 12, tzinfo=UTC)
PERIOD = timedelta(days=365)
RARE_RECIPIENT = "+14065557654"
SENDERS = 5
_PROGRAM, _RARE_USER = "Benchmark program", "Zoë Rare"
_COLUMNS = (
    *(
        "id",
        "partner_id",
        "account_id",
        "sender_id",
        "number_id",
        "sender_phone",
        "recipient",
        "body",
    ),
    *("kind", "encoding", "segments", "status", "request_hash", "sent_by_name", "tries"),
    *("failed_lookups", "created_at", "updated_at"),
)


def sender_id(position: int) -> str:
    """The global id of a location of the account with all messages."""
    return global_id("location", row_id(0, 1 + position))


def fill(seeded: Seeded, count: int) -> None:
    """Insert the messages, the oldest first, and update the database's statistics."""
    rows = _messages(seeded.partner_id, count)
    names = sorted(
        {_sent_by(number, count) for number in range(min(count, 200_000))} | {_RARE_USER}
    )
    authors = [
        (seeded.partner_id, new_id(), account_id(0), name, search_key(name)) for name in names
    ]
    author_columns = tuple(column.name for column in message_author.c)
    scheme, _, place = seeded.url.partition("://")
    if scheme == "sqlite":
        _fill_sqlite(place.removeprefix("/"), message.name, _COLUMNS, rows)
        _fill_sqlite(place.removeprefix("/"), message_author.name, author_columns, iter(authors))
        return
    asyncio.run(_fill_postgres(seeded.url, rows, iter(authors), author_columns))


def _fill_sqlite(
    path: str, table: str, columns: tuple[str, ...], rows: Iterator[tuple[Any, ...]]
) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("PRAGMA cache_size=-1000000")
    marks = ", ".join("?" * len(columns))
    with connection:
        connection.executemany(
            f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})",
            (tuple([_stored(value) for value in row]) for row in rows),
        )
    connection.close()


def _stored(value: Any) -> Any:
    if isinstance(value, UUID):
        return value.hex
    return value.strftime("%Y-%m-%d %H:%M:%S.%f") if isinstance(value, datetime) else value


async def _fill_postgres(
    url: str,
    rows: Iterator[tuple[Any, ...]],
    authors: Iterator[tuple[Any, ...]],
    author_columns: tuple[str, ...],
) -> None:
    connection = await asyncpg.connect(url)
    await connection.copy_records_to_table(message.name, records=rows, columns=_COLUMNS)
    await connection.copy_records_to_table(
        message_author.name, records=authors, columns=author_columns
    )
    await connection.execute("VACUUM ANALYZE")
    await connection.close()


def _messages(partner_id: UUID, count: int) -> Iterator[tuple[Any, ...]]:
    step = PERIOD / count
    for number in range(count):
        at = LATEST - PERIOD + step * (number + 1)
        position = _position(number, count)
        yield (
            UUID(int=int(at.timestamp() * 1000) << 80 | 0x7 << 76 | 2 << 62 | number),
            partner_id,
            account_id(0),
            row_id(0, 1 + position),
            row_id(0, 1 + SENDERS + position),
            sender_phone(position),
            _recipient(number, count),
            f"Reminder {number}: your visit is tomorrow. Reply STOP to opt out.",
            "SMS_TEXT",
            "GSM_7",
            1,
            _status(number, count),
            "benchmark",
            _sent_by(number, count),
            1,
            0,
            at,
            at,
        )


def _position(number: int, count: int) -> int:
    """The last location sends ten messages, long ago. The default one sends most."""
    if number % 100 == 7 and number < count // 2 and number // 100 % (count // 2_000) == 0:
        return 4
    return (0, 0, 0, 0, 0, 0, 0, 1, 2, 3)[number % 10]


def _recipient(number: int, count: int) -> str:
    if number == count // 3:
        return RARE_RECIPIENT
    if number % 20 == 3:
        return "+14065550100"
    return f"+1406{2_000_000 + number * 7_919 % 100_000}"


def _status(number: int, count: int) -> str:
    share = number * 31 % 100
    if number < count // 2 and number % (count // 40) == 11:
        return "CANCELED"
    return {0: "FAILED", 1: "FAILED", 2: "UNDELIVERED", 3: "SENT", 4: "SENT"}.get(
        share, "DELIVERED"
    )


def _sent_by(number: int, count: int) -> str:
    if number < count // 2 and number % (count // 10) == 5:
        return _RARE_USER
    share = number * 37 % 100
    return _PROGRAM if share >= 40 else f"Person{share} Smith"
