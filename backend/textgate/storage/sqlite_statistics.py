"""Tells SQLite's planner how many rows our indexes have, which it would otherwise guess.

It takes ten for the rows of any first column, also of a partner that has a million; then it reads them all
where the fifty children of fifty accounts are asked for. What ANALYZE finds would hold for one day's rows
only, so the numbers are those of a large partner: what is quick there is quick for a small one as well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

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
    "kind": 500_000,
}
_INDEXED_COLUMNS = """
SELECT tables.name, indexes.name, indexes."unique", indexes.partial, columns.name
FROM sqlite_master AS tables
JOIN pragma_index_list(tables.name) AS indexes
JOIN pragma_index_info(indexes.name) AS columns
WHERE tables.type = 'table'
ORDER BY indexes.name, columns.seqno
"""


def describe(connection: Connection, metadata: MetaData) -> None:
    """Writes the statistics of every index, unless they are there; connections that are opened afterwards go
    by them."""
    columns: dict[tuple[str, str, bool, bool], list[str]] = defaultdict(list)
    for *index, column in connection.exec_driver_sql(_INDEXED_COLUMNS):
        if index[0] in metadata.tables:
            columns[tuple(index)].append(column)
    wanted = {
        (table, index, _numbers(names, is_unique=is_unique, is_partial=is_partial))
        for (table, index, is_unique, is_partial), names in columns.items()
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


def _numbers(columns: Sequence[str], *, is_unique: bool, is_partial: bool) -> str:
    """How many rows an index has, and how many are alike in its first column, its first two, and so on."""
    numbers = [FEW_ROWS if is_partial else ROWS]
    for column in columns:
        share = _ALIKE.get(column, ALIKE) / ROWS
        numbers.append(max(round(numbers[-1] * share), 1))
    if is_unique:
        numbers[-1] = 1
    return " ".join(map(str, numbers))
