"""The simulated carrier's numbers: which there are, which are taken, and by whom."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from itertools import islice
from math import gcd

from textgate.carriers.base import CarrierRefused, OrderedNumber
from textgate.carriers.simulator.chance import chance, identifier
from textgate.carriers.simulator.store import count_attempt
from textgate.domain.sms_numbers import NumberType

TOLL_FREE_PREFIXES = ("833", "844", "855", "866", "877", "888", "800")
DEFAULT_AREA_CODE = "406"

NOT_A_NUMBER = 21421
NOT_AVAILABLE = 21422

_NORTH_AMERICAN = re.compile(r"\+1[2-9]\d\d[2-9]\d{6}")
_AREA_CODE = re.compile(r"[2-9][0-9]{2}")
# Directory assistance, known to everybody and belonging to no practice.
_DIRECTORY_ASSISTANCE = 1212
_FICTION = range(100, 200)
_CHUNK = 100


def is_north_american(phone: str) -> bool:
    return _NORTH_AMERICAN.fullmatch(phone) is not None


def is_toll_free(phone: str) -> bool:
    return phone[2:5] in TOLL_FREE_PREFIXES


def search(
    connection: sqlite3.Connection,
    seed: int,
    number_type: NumberType,
    area_code: str | None,
    limit: int,
) -> list[str]:
    """Free numbers. Every search begins elsewhere, so that many at once do not want the same."""
    searches = count_attempt(connection, "search", f"{number_type} {area_code or ''}")
    candidates = _candidates(seed, number_type, area_code, skip=searches * limit)
    free: list[str] = []
    while len(free) < limit and (chunk := list(islice(candidates, _CHUNK))):
        statement = "SELECT phone FROM number WHERE phone IN (SELECT value FROM json_each(?))"
        rows = connection.execute(statement, (json.dumps(chunk),))
        taken = {row["phone"] for row in rows}
        free += [phone for phone in chunk if phone not in taken]
    return free[:limit]


def order(
    connection: sqlite3.Connection, phone: str, reference: str, *, is_approved: bool = False
) -> OrderedNumber:
    """Take a number; the same reference gets the number that it has already."""
    earlier = find(connection, reference)
    if earlier is not None:
        return earlier
    if not is_north_american(phone):
        raise CarrierRefused(NOT_A_NUMBER, "This is not a phone number")
    if connection.execute("SELECT 1 FROM number WHERE phone = ?", (phone,)).fetchone():
        raise CarrierRefused(NOT_AVAILABLE, "This number is not available")
    ordered = OrderedNumber(identifier("PN", phone), phone)
    connection.execute(
        "INSERT INTO number VALUES (?, ?, ?, ?)",
        (ordered.carrier_id, phone, reference, is_approved),
    )
    return ordered


def find(connection: sqlite3.Connection, reference: str) -> OrderedNumber | None:
    row = connection.execute("SELECT * FROM number WHERE reference = ?", (reference,)).fetchone()
    return None if row is None else OrderedNumber(row["carrier_id"], row["phone"])


def _candidates(
    seed: int, number_type: NumberType, area_code: str | None, *, skip: int
) -> Iterator[str]:
    """All numbers of the kind, in the seed's order, beginning `skip` further on."""
    if number_type is NumberType.TOLL_FREE:
        prefixes = [each for each in TOLL_FREE_PREFIXES if area_code in (None, each)]
        lines: list[range] = [range(10_000)]
    else:
        prefixes = [area_code or DEFAULT_AREA_CODE]
        # Numbers made for fiction first: nobody real is called when one of them leaks.
        lines = [_FICTION, range(_FICTION.stop, 10_000)]
    prefixes = [each for each in prefixes if _AREA_CODE.fullmatch(each)]
    for part in lines:
        size = len(part) * len(prefixes)
        for place in _shuffled(size, seed, skip):
            prefix, line = prefixes[place % len(prefixes)], part[place // len(prefixes)]
            if line != _DIRECTORY_ASSISTANCE:
                yield f"+1{prefix}555{line:04}"


def _shuffled(size: int, seed: int, skip: int) -> Iterator[int]:
    """Every number below `size` once, without making a list of them."""
    if size == 0:
        return
    start = int(chance(seed, "start", size) * size)
    step = int(chance(seed, "step", size) * size) | 1
    while gcd(step, size) != 1:
        step += 2
    for place in range(size):
        yield (start + (skip + place) * step) % size
