"""Gives SQLite's query planner row counts of our indexes, which it would otherwise guess.

It assumes ten rows for each value of an index's first column. For a partner with a million accounts it would
then read all of them to find the fifty children of fifty accounts. ANALYZE describes the rows of one day only,
so the numbers here are those of a large partner: a plan that is fast for it is fast for a small one as well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Connection, MetaData, text

ROWS = 1_000_000
# Of a partial index.
FEW_ROWS = 10_000
# Rows with the same value in a column that _EQUAL_ROWS does not name.
EQUAL_ROWS = 10
_EQUAL_ROWS = {
    "partner_id": 100_000,
    "gaps": 10_000,
    "number_statuses": 10_000,
    "status": 10_000,
    "is_newest": 100_000,
    "kind": 500_000,
    # Fewer than of its account.
    "sender_id": 5,
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
    """Write the statistics of every index, unless they are there. Connections that open later use them."""
    columns: dict[tuple[str, str, bool, bool], list[str | None]] = defaultdict(list)
    for *index, column in connection.exec_driver_sql(_INDEXED_COLUMNS):
        if index[0] in metadata.tables:
            columns[tuple(index)].append(column)
    statistics = {
        (table, index, _numbers(names, is_unique=is_unique, is_partial=is_partial))
        for (table, index, is_unique, is_partial), names in columns.items()
    }
    if _stored(connection) == statistics:
        return
    # Creates sqlite_stat1.
    connection.exec_driver_sql("ANALYZE alembic_version")
    connection.exec_driver_sql("DELETE FROM sqlite_stat1")
    connection.execute(
        text("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (:table, :index, :numbers)"),
        [dict(zip(("table", "index", "numbers"), row, strict=True)) for row in sorted(statistics)],
    )


def _stored(connection: Connection) -> set[tuple[str, str, str]]:
    exists = "SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat1'"
    if connection.exec_driver_sql(exists).first() is None:
        return set()
    rows = connection.exec_driver_sql("SELECT tbl, idx, stat FROM sqlite_stat1")
    return {(table, index, numbers) for table, index, numbers in rows}


def _numbers(columns: Sequence[str | None], *, is_unique: bool, is_partial: bool) -> str:
    """The rows of an index, then the rows with equal values in its first column, its first two, and so on."""
    numbers = [FEW_ROWS if is_partial else ROWS]
    for column in columns:
        # The name of an expression is NULL.
        equal = _EQUAL_ROWS.get(column or "", EQUAL_ROWS)
        if column is not None and column.endswith("_id"):
            # A row's account or sender has its partner: the columns are not independent.
            numbers.append(min(numbers[-1], equal))
        else:
            numbers.append(max(round(numbers[-1] * equal / ROWS), 1))
    if is_unique:
        numbers[-1] = 1
    return " ".join(map(str, numbers))
