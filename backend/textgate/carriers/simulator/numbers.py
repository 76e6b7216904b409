"""The simulated carrier's numbers: candidates, searches and orders."""

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
# 555-1212 is directory assistance.
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
    """Free numbers. Each search starts at another offset, so that concurrent orders rarely collide."""
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
    """Order a number. Idempotent: a repeated reference returns its number."""
    earlier = find_by_reference(connection, reference)
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


def find_by_reference(connection: sqlite3.Connection, reference: str) -> OrderedNumber | None:
    row = connection.execute("SELECT * FROM number WHERE reference = ?", (reference,)).fetchone()
    return None if row is None else OrderedNumber(row["carrier_id"], row["phone"])


def _candidates(
    seed: int, number_type: NumberType, area_code: str | None, *, skip: int
) -> Iterator[str]:
    """All numbers of a type, in the seed's order, starting at an offset of `skip`."""
    if number_type is NumberType.TOLL_FREE:
        prefixes = [prefix for prefix in TOLL_FREE_PREFIXES if area_code in (None, prefix)]
        lines: list[range] = [range(10_000)]
    else:
        prefixes = [area_code or DEFAULT_AREA_CODE]
        # 555-0100 to 555-0199, reserved for fiction, come first: no real person has one of them.
        lines = [_FICTION, range(_FICTION.stop, 10_000)]
    prefixes = [prefix for prefix in prefixes if _AREA_CODE.fullmatch(prefix)]
    for block in lines:
        size = len(block) * len(prefixes)
        for index in _shuffled(size, seed, skip):
            prefix, line = prefixes[index % len(prefixes)], block[index // len(prefixes)]
            if line != _DIRECTORY_ASSISTANCE:
                yield f"+1{prefix}555{line:04}"


def _shuffled(size: int, seed: int, skip: int) -> Iterator[int]:
    """Yields every number below `size` once, without a list of them."""
    if size == 0:
        return
    start = int(chance(seed, "start", size) * size)
    step = int(chance(seed, "step", size) * size) | 1
    while gcd(step, size) != 1:
        step += 2
    for index in range(size):
        yield (start + (skip + index) * step) % size
