"""Migrates and fills a database for the benchmark of searches: one large partner, and one large account.

Names are made of invented words, a few of them frequent, as in a directory of practices.
"""

from __future__ import annotations

import asyncio
import csv
import io
import random
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain, islice
from typing import Any

from textgate.domain.search import searchable
from textgate.domain.text import search_key
from textgate.storage.migrate import upgrade
from textgate.storage.urls import with_driver

PARTNER = "Large EHR"
BATCH = 20_000
ROWS_AT_ONCE = 250
"""Of one statement on SQLite, whose index writes to the database at the end of each. Imports insert as many."""
LOCATIONS = 71
_MOMENT = "2026-01-01 00:00:00.000000"
_STARTS = "b br c ch d f g gr h k l m n p r s st t th v w".split()  # noqa: SIM905
_VOWELS = "a e i o u ea ou".split()  # noqa: SIM905
_ENDS = ["n", "r", "s", "t", "ll", "ck", "m", "d", ""]
FREQUENT = [
    *("family", "dental", "health", "clinic", "medical", "center", "northern", "southern"),
    *("pediatrics", "care", "practice", "associates", "group", "valley", "wellness"),
]
_STATES = "oh mt ca tx ny fl wa az pa il".split()  # noqa: SIM905

Load = Callable[[str, Iterator[dict[str, Any]]], None]


def key(kind: int, index: int) -> str:
    """An id with the form of a UUIDv7, in the order of the indexes. Its last digits look random."""
    tail = (index * 2_654_435_761 + kind) & 0xFFFF_FFFF_FFFF
    return f"{0x0193_0000_0000 + index:012x}7{kind:03x}8000{tail:012x}"


def words(chance: random.Random) -> list[str]:
    def syllables(count: int) -> str:
        return "".join(chance.choice(_STARTS) + chance.choice(_VOWELS) for _ in range(count))

    return [syllables(chance.choice((1, 2, 2, 3))) + chance.choice(_ENDS) for _ in range(20_000)]


def account_rows(partner: str, count: int) -> Iterator[dict[str, Any]]:
    chance = random.Random(5)
    rare = words(chance)
    cities = [word + chance.choice(("", "ville", "ton")) for word in rare[:3_000]]
    cities += ["dublin", "columbus"]
    for index in range(count):
        parts = [chance.choice(rare), *chance.sample(FREQUENT, chance.choice((1, 2, 2, 3)))]
        chance.shuffle(parts)
        name = " ".join(parts).title()
        city, state = chance.choice(cities).title(), chance.choice(_STATES).upper()
        external_id, zip_code = f"EMR-{index}", f"{10_000 + index % 90_000}"
        phone = f"+1{2_000_000_000 + index * 7_919 % 7_000_000_000}"
        yield {
            "id": key(1, index),
            "partner_id": partner,
            "external_id": external_id,
            "name": name,
            "is_active": 1,
            "phone": phone,
            "city": city,
            "state": state,
            "postal_code": zip_code,
            "gaps": 0,
            "name_key": search_key(name),
            "search_key": searchable(name, external_id, city, state, zip_code, phone),
            "created_at": _MOMENT,
            "updated_at": _MOMENT,
        }


def sender_rows(partner: str, accounts: int) -> Iterator[dict[str, Any]]:
    """A default location for each account, and many for the first."""
    names = [f"{word.title()} Street" for word in words(random.Random(6))[: LOCATIONS - 1]]
    owners = chain(
        ((index, "Default Location") for index in range(accounts)), ((0, n) for n in names)
    )
    for number, (owner, name) in enumerate(owners):
        yield {
            "id": key(2, number),
            "partner_id": partner,
            "account_id": key(1, owner),
            "kind": "LOCATION",
            "is_default": int(number < accounts),
            "name": name,
            "is_active": 1,
            "name_key": search_key(name),
            "search_key": searchable(name),
            "created_at": _MOMENT,
            "updated_at": _MOMENT,
        }


def number_rows(partner: str, accounts: int) -> Iterator[dict[str, Any]]:
    """Numbers of the first account's locations, and of every tenth account."""
    for number in [*range(0, accounts, 10), *range(accounts, accounts + LOCATIONS - 1)]:
        yield {
            "id": key(3, number),
            "partner_id": partner,
            "account_id": key(1, 0 if number >= accounts else number),
            "sender_id": key(2, number),
            "phone": f"+1833{2_000_000 + number}",
            "number_type": "TOLL_FREE",
            "status": "APPROVED",
            "segments_per_second": 3,
            "created_at": _MOMENT,
            "updated_at": _MOMENT,
        }


def message_rows(partner: str, accounts: int, count: int) -> Iterator[dict[str, Any]]:
    """Messages of the first account. Half come from its default location."""
    chance = random.Random(7)
    for index in range(count):
        place = 0 if index % 2 else accounts + index // 2 % (LOCATIONS - 1)
        yield {
            "id": key(4, index),
            "partner_id": partner,
            "account_id": key(1, 0),
            "sender_id": key(2, place),
            "number_id": key(3, place),
            "sender_phone": f"+1833{2_000_000 + place}",
            "recipient": f"+1406{chance.randrange(2_000_000, 9_999_999)}",
            "body": "Your appointment is tomorrow.",
            "kind": "SMS_TEXT",
            "encoding": "GSM_7",
            "segments": 1,
            "status": "DELIVERED",
            "request_hash": "0" * 64,
            "tries": 1,
            "failed_lookups": 0,
            "created_at": _MOMENT,
            "updated_at": _MOMENT,
        }


def fill(url: str, accounts: int, messages: int) -> None:
    """Migrate and fill the empty database. It indexes each row, as when rows arrive one by one."""
    asyncio.run(upgrade(with_driver(url)))
    load = _sqlite_loader(url) if url.startswith("sqlite") else partial(_copy, url)
    partner = key(0, 0)
    load("partner", iter([_partner_row(partner)]))
    load("account", account_rows(partner, accounts))
    load("sender", sender_rows(partner, accounts))
    load("sms_number", number_rows(partner, accounts))
    load("message", message_rows(partner, accounts, messages))
    if not url.startswith("sqlite"):
        _psql(url, "VACUUM ANALYZE")


def _partner_row(partner: str) -> dict[str, Any]:
    return {
        "id": partner,
        "name": PARTNER,
        "sms_enabled": 1,
        "time_zone": "America/New_York",
        "created_at": _MOMENT,
    }


def _sqlite_loader(url: str) -> Load:
    connection = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
    for pragma in ("synchronous=OFF", "cache_size=-400000", "foreign_keys=OFF"):
        connection.execute(f"PRAGMA {pragma}")

    def load(table: str, rows: Iterator[dict[str, Any]]) -> None:
        for columns, values in _batches(rows):
            places = f"({', '.join('?' * len(columns))})"
            connection.execute("BEGIN")
            for start in range(0, len(values), ROWS_AT_ONCE):
                together = values[start : start + ROWS_AT_ONCE]
                statement = (
                    f"INSERT INTO {table} ({', '.join(columns)}) "
                    f"VALUES {', '.join([places] * len(together))}"
                )
                connection.execute(statement, [*chain.from_iterable(together)])
            connection.execute("COMMIT")

    return load


def _copy(url: str, table: str, rows: Iterator[dict[str, Any]]) -> None:
    for columns, values in _batches(rows):
        lines = io.StringIO()
        csv.writer(lines).writerows(values)
        _psql(url, f"COPY {table} ({', '.join(columns)}) FROM STDIN WITH CSV", lines.getvalue())


def _psql(url: str, statement: str, data: str = "") -> None:
    command = ["psql", "-q", "-X", "-v", "ON_ERROR_STOP=1", url, "-c", statement]
    subprocess.run(command, input=data, text=True, check=True, stdout=subprocess.DEVNULL)


def _batches(rows: Iterator[dict[str, Any]]) -> Iterator[tuple[list[str], list[tuple[Any, ...]]]]:
    while batch := list(islice(rows, BATCH)):
        yield list(batch[0]), [tuple(row.values()) for row in batch]
