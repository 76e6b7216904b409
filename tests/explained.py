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
    """No statement reads a whole table, or on SQLite a whole index."""
    new = [item for item in statements if (database.dialect, item.text) not in _explained]
    scans = {}
    async with database.read() as connection:
        for statement in new:
            if lines := await full_scans(connection, statement):
                scans[statement.text] = lines
    assert scans == {}, "\n".join(f"{lines}: {text}" for text, lines in scans.items())
    _explained.update((database.dialect, statement.text) for statement in new)


async def full_scans(connection: AsyncConnection, statement: Statement) -> list[str]:
    """The parts of a statement's plan that read a whole table, or on SQLite a whole index."""
    parameters = tuple(statement.parameters)
    if connection.dialect.name == "sqlite":
        explain = f"EXPLAIN QUERY PLAN {statement.text}"
        rows = await connection.exec_driver_sql(explain, parameters)
        return [detail for *_, detail in rows if _SQLITE_SCAN.fullmatch(detail)]
    # Which index PostgreSQL uses depends on a table's size, and it scans small tables. With scans disabled, it
    # scans only if no index can serve.
    await connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
    explain = f"EXPLAIN (FORMAT JSON) {statement.text}"
    plan = (await connection.exec_driver_sql(explain, parameters)).scalar_one()
    (described,) = json.loads(plan) if isinstance(plan, str) else plan
    return [
        f"{node['Node Type']} on {node['Relation Name']}"
        for node in _nodes(described["Plan"])
        if node["Node Type"] == "Seq Scan"
    ]


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for child in plan.get("Plans", ()):
        yield from _nodes(child)
