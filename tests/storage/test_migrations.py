"""A database comes to the newest schema from nothing, once, whoever else is starting."""

from __future__ import annotations

import asyncio
import re
import warnings
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, inspect
from sqlalchemy.ext.asyncio import create_async_engine

from textgate.storage.migrate import upgrade
from textgate.storage.tables import metadata


async def looked_at(url: str, look: Any) -> Any:
    engine = create_async_engine(url)
    try:
        async with engine.connect() as connection:
            return await connection.run_sync(look)
    finally:
        await engine.dispose()


def tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names())


# Of expressions: no database tells of them as they were written.
INCOMPARABLE = {"ix_sender_picker"}


def differences(connection: Connection) -> list[Any]:
    def is_comparable(_: Any, name: str | None, *__: Any) -> bool:
        return name not in INCOMPARABLE

    context = MigrationContext.configure(connection, opts={"include_object": is_comparable})
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*expression-based index")
        found: list[Any] = compare_metadata(context, metadata)
    return found


def indexes(connection: Connection) -> dict[str, str]:
    """What indexes are made by, by their names."""
    is_sqlite = connection.dialect.name == "sqlite"
    asked = (
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        if is_sqlite
        else "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
    )
    return dict(connection.exec_driver_sql(asked).all())


async def test_migrations_make_what_the_models_describe(empty_database_url: str) -> None:
    await upgrade(empty_database_url)
    assert await looked_at(empty_database_url, differences) == []
    assert await looked_at(empty_database_url, tables) == {*metadata.tables, "alembic_version"}


async def test_indexes_of_expressions_are_made_of_what_the_models_say(
    empty_database_url: str,
) -> None:
    await upgrade(empty_database_url)
    made = await looked_at(empty_database_url, indexes)
    described = {
        index.name: index
        for table in metadata.tables.values()
        for index in table.indexes
        if index.name in INCOMPARABLE
    }
    assert described.keys() == INCOMPARABLE
    for name, index in described.items():
        # Brackets, casts and qualifiers aside: each database has its own.
        wanted = ", ".join(str(each) for each in index.expressions)
        assert _letters(wanted) in _letters(made[name])


def _letters(expression: str) -> str:
    plain = re.sub(r"::\w+( varying)?|\w+\.|collate \S+|\W", "", expression, flags=re.IGNORECASE)
    return plain.lower()


async def test_the_comparison_notices_a_difference(empty_database_url: str) -> None:
    assert len(await looked_at(empty_database_url, differences)) >= len(metadata.tables)


async def test_upgrading_again_changes_nothing(empty_database_url: str) -> None:
    await upgrade(empty_database_url)
    await upgrade(empty_database_url)
    assert await looked_at(empty_database_url, differences) == []


async def test_processes_that_start_at_once_upgrade_once(empty_database_url: str) -> None:
    await asyncio.gather(*(upgrade(empty_database_url) for _ in range(3)))
    assert await looked_at(empty_database_url, differences) == []
