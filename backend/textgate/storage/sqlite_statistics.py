"""Tells SQLite's planner how many rows our indexes have, which it would otherwise guess.

It takes ten for the rows of any first column, also of a partner that has a million; then it reads them all
where the fifty children of fifty accounts are asked for. What ANALYZE finds would hold for one day's rows
only, so the numbers are those of a large partner: what is quick there is quick for a small one as well.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, MetaData, text

ROWS = 1_000_000
# Of a partial index, which is there because it holds little.
FEW_ROWS = 10_000
# How many rows are alike in a column that is not named here.
ALIKE = 10
_ALIKE = {
    "partner_id": 100_000,
    "gaps": 10_000,
    "number_statuses": 10_000,
    "status": 10_000,
    "is_newest": 100_000,
}


def describe(connection: Connection, metadata: MetaData) -> None:
    """Writes the statistics of every index, unless they are there; connections that are opened afterwards go
    by them."""
    wanted = {
        (table, index["name"], _numbers(connection, index))
        for table in metadata.tables
        for index in connection.exec_driver_sql(f'PRAGMA index_list("{table}")').mappings()
    }
    if _found(connection) == wanted:
        return
    # Makes the table of statistics.
    connection.exec_driver_sql("ANALYZE alembic_version")
    connection.exec_driver_sql("DELETE FROM sqlite_stat1")
    connection.execute(
        text("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (:table, :index, :numbers)"),
        [dict(zip(("table", "index", "numbers"), row, strict=True)) for row in sorted(wanted)],
    )


def _found(connection: Connection) -> set[tuple[str, str, str]]:
    is_there = "SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat1'"
    if connection.exec_driver_sql(is_there).first() is None:
        return set()
    rows = connection.exec_driver_sql("SELECT tbl, idx, stat FROM sqlite_stat1")
    return {(table, index, numbers) for table, index, numbers in rows}


def _numbers(connection: Connection, index: Any) -> str:
    """How many rows the index has, and how many are alike in its first column, its first two, and so on."""
    found = connection.exec_driver_sql(f'PRAGMA index_info("{index["name"]}")').mappings()
    rows = FEW_ROWS if index["partial"] else ROWS
    numbers = [rows]
    for column in found:
        share = _ALIKE.get(column["name"], ALIKE) / ROWS
        numbers.append(max(round(numbers[-1] * share), 1))
    if index["unique"]:
        numbers[-1] = 1
    return " ".join(map(str, numbers))
