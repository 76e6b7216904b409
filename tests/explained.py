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
"""Statements that were explained before, by database: most tests run the same ones."""

# Neither a constant, nor a list of keys, nor a subquery: what a subquery scans has a line of its own.
_SQLITE_SCAN = re.compile(r"SCAN (?!CONSTANT ROW\b)(?!\w+ VIRTUAL TABLE\b)(?!\().*")


@contextmanager
def observed(database: Database) -> Iterator[list[Statement]]:
    """The inline statements that the database runs, each once."""
    statements: dict[str, Statement] = {}

    def note(statement: Statement) -> None:
        if statement.runs_inline:
            statements.setdefault(statement.text, statement)

    found: list[Statement] = []
    database.observers.append(note)
    yield found
    database.observers.remove(note)
    found.extend(statements.values())


async def assert_indexed(database: Database, statements: list[Statement]) -> None:
    """No statement reads a whole table or a whole index."""
    new = [each for each in statements if (database.dialect, each.text) not in _explained]
    scans = {}
    async with database.read() as connection:
        for statement in new:
            if lines := await full_scans(connection, statement):
                scans[statement.text] = lines
    assert scans == {}, "\n".join(f"{lines}: {text}" for text, lines in scans.items())
    _explained.update((database.dialect, statement.text) for statement in new)


async def full_scans(connection: AsyncConnection, statement: Statement) -> list[str]:
    """The parts of a statement's plan that read a whole table or index, as the database describes them."""
    parameters = tuple(statement.parameters)
    if connection.dialect.name == "sqlite":
        explain = f"EXPLAIN QUERY PLAN {statement.text}"
        rows = await connection.exec_driver_sql(explain, parameters)
        return [detail for *_, detail in rows if _SQLITE_SCAN.fullmatch(detail)]
    # PostgreSQL reads small tables whole although they have an index.
    await connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
    explain = f"EXPLAIN (FORMAT JSON) {statement.text}"
    plan = (await connection.exec_driver_sql(explain, parameters)).scalar_one()
    (described,) = json.loads(plan) if isinstance(plan, str) else plan
    return [
        f"{node['Node Type']} on {node.get('Index Name') or node['Relation Name']}"
        for node in _nodes(described["Plan"])
        if _is_scan(node)
    ]


def _is_scan(node: dict[str, Any]) -> bool:
    """Whether a node reads a whole table or a whole index."""
    if node["Node Type"] == "Seq Scan":
        return True
    return "Index Name" in node and "Index Cond" not in node


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for child in plan.get("Plans", ()):
        yield from _nodes(child)
