"""Compares counters and derived columns with the rows that they count."""

from __future__ import annotations

from collections import Counter
from typing import Any

from sqlalchemy import select

from textgate.domain.sms_numbers import status_bit
from textgate.services.listing.counters import TALLIES
from textgate.storage.database import Database
from textgate.storage.tables import account, sms_number, verification


async def assert_tallied(database: Database) -> None:
    """Every counter equals the count of its rows, and every derived column follows from its sources."""
    async with database.read() as connection:
        everything: dict[Any, list[Any]] = {
            table: list((await connection.execute(select(table))).mappings())
            for table in (account, sms_number, verification, *TALLIES.values())
        }
    statuses: dict[Any, int] = {}
    for number in everything[sms_number]:
        bits = statuses.get(number["account_id"], 0)
        statuses[number["account_id"]] = bits | status_bit(number["status"])
    for row in everything[account]:
        assert row["number_statuses"] == statuses.get(row["id"], 0)
    newest: dict[Any, int] = {}
    for row in everything[verification]:
        newest[row["number_id"]] = max(newest.get(row["number_id"], 0), row["attempt"])
    for row in everything[verification]:
        assert row["is_newest"] is (row["attempt"] == newest[row["number_id"]])
    for table, tally in TALLIES.items():
        key_columns = [column.name for column in tally.primary_key if column.name != "change"]
        counted = Counter(tuple(row[name] for name in key_columns) for row in everything[table])
        stored: Counter[Any] = Counter()
        for row in everything[tally]:
            stored[tuple(row[name] for name in key_columns)] += row["count"]
        assert {key: count for key, count in stored.items() if count} == counted
