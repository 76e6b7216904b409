"""Explains the statements that SQLite runs in the event loop: each must find its rows by an index."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.storage.database import Database
from textgate.storage.statement_program import Statement

_explained: set[tuple[str, str]] = set()
"""Statements explained by earlier tests, with their database: most tests run the same ones."""

# Excludes constants, lists of keys and subqueries: scans inside a subquery have lines of their own.
_SQLITE_SCAN = re.compile(r"SCAN (?!CONSTANT ROW\b)(?!\w+ VIRTUAL TABLE\b)(?!\().*")


@contextmanager
def observed(database: Database) -> Iterator[list[Statement]]:
    """Collects the distinct inline statements that the database runs in the block; filled at its end."""
    statements: dict[str, Statement] = {}

    def note(statement: Statement) -> None:
        if statement.runs_inline:
            statements.setdefault(statement.text, statement)

    distinct: list[Statement] = []
    database.observers.append(note)
    yield distinct
    database.observers.remove(note)
    distinct.extend(statements.values())


async def assert_indexed(database: Database, statements: list[Statement]) -> None:
    """No statement reads a whole table or a whole index."""
    new = [item for item in statements if (database.dialect, item.text) not in _explained]
    scans = {}
    async with database.read() as connection:
        for statement in new:
            if lines := await full_scans(connection, statement):
                scans[statement.text] = lines
    assert scans == {}, "\n".join(f"{lines}: {text}" for text, lines in scans.items())
    _explained.update((database.dialect, statement.text) for statement in new)


async def full_scans(connection: AsyncConnection, statement: Statement) -> list[str]:
    """The parts of a statement's plan that read a whole table or index, in the database's words."""
    parameters = tuple(statement.parameters)
    if connection.dialect.name == "sqlite":
        explain = f"EXPLAIN QUERY PLAN {statement.text}"
        rows = await connection.exec_driver_sql(explain, parameters)
        return [detail for *_, detail in rows if _SQLITE_SCAN.fullmatch(detail)]
    # For few rows all plans cost the same, so PostgreSQL's choice of an index is arbitrary. A table counts as
    # scanned if it is scanned whichever way PostgreSQL may use indexes.
    await connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
    scanned = []
    for disabled in ((), ("bitmapscan",), ("indexscan", "indexonlyscan")):
        for method in ("bitmapscan", "indexscan", "indexonlyscan"):
            state = "off" if method in disabled else "on"
            await connection.exec_driver_sql(f"SET LOCAL enable_{method} = {state}")
        explain = f"EXPLAIN (FORMAT JSON) {statement.text}"
        plan = (await connection.exec_driver_sql(explain, parameters)).scalar_one()
        (described,) = json.loads(plan) if isinstance(plan, str) else plan
        scanned.append({table for table, is_scan in _accesses(described["Plan"]) if is_scan})
    return [f"Scan of {table}" for table in sorted(set.intersection(*scanned))]


def _accesses(node: dict[str, Any], table: str = "") -> Iterator[tuple[str, bool]]:
    """Each table that a plan reads, and whether it reads the whole table or a whole index."""
    table = node.get("Relation Name", table)
    if node["Node Type"] == "Seq Scan":
        yield table, True
    elif "Index Name" in node:
        yield table, "Index Cond" not in node
    for child in node.get("Plans", ()):
        yield from _accesses(child, table)
