"""Migrations build the newest schema from nothing, once, also when several processes start."""

from __future__ import annotations

import asyncio
import re
import warnings
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import create_async_engine

from textgate.storage.migrate import UnknownSchema, upgrade
from textgate.storage.tables import metadata


async def inspect_database(url: str, look: Any) -> Any:
    engine = create_async_engine(url)
    try:
        async with engine.connect() as connection:
            return await connection.run_sync(look)
    finally:
        await engine.dispose()


def tables(connection: Connection) -> set[str]:
    names = inspect(connection).get_table_names()
    return {name for name in names if not SEARCH_INDEX.fullmatch(name)}


# Indexes of expressions: databases report expressions in another form.
INCOMPARABLE = {"ix_message_recipient", "ix_sender_picker"}
# The models do not describe the search index, which each database has in a form of its own.
SEARCH_INDEX = re.compile(r"(search_(index|entry)|ix_\w+_search|uq_search_entry)\w*")


def differences(connection: Connection) -> list[Any]:
    def is_comparable(_: Any, name: str | None, *__: Any) -> bool:
        return name not in INCOMPARABLE and not SEARCH_INDEX.fullmatch(name or "")

    context = MigrationContext.configure(connection, opts={"include_object": is_comparable})
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*expression-based index")
        changes: list[Any] = compare_metadata(context, metadata)
    return changes


def indexes(connection: Connection) -> dict[str, str]:
    """The statements that create the indexes, by name."""
    is_sqlite = connection.dialect.name == "sqlite"
    statement = (
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        if is_sqlite
        else "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
    )
    return dict(connection.exec_driver_sql(statement).all())


async def test_migrations_create_the_schema_of_the_models(empty_database_url: str) -> None:
    await upgrade(empty_database_url)
    assert await inspect_database(empty_database_url, differences) == []
    assert await inspect_database(empty_database_url, tables) == {
        *metadata.tables,
        "alembic_version",
    }


async def test_indexes_of_expressions_match_the_models(empty_database_url: str) -> None:
    await upgrade(empty_database_url)
    created = await inspect_database(empty_database_url, indexes)
    described = {
        index.name: index
        for table in metadata.tables.values()
        for index in table.indexes
        if index.name in INCOMPARABLE
    }
    assert described.keys() == INCOMPARABLE
    for name, index in described.items():
        # Ignore brackets, casts and qualifiers, which differ by database.
        expressions = ", ".join(str(expression) for expression in index.expressions)
        assert _letters(expressions) in _letters(created[name])


def _letters(expression: str) -> str:
    plain = re.sub(r"::\w+( varying)?|\w+\.|collate \S+|\W", "", expression, flags=re.IGNORECASE)
    return plain.lower()


async def test_the_comparison_notices_a_difference(empty_database_url: str) -> None:
    assert len(await inspect_database(empty_database_url, differences)) >= len(metadata.tables)


async def test_upgrading_again_changes_nothing(empty_database_url: str) -> None:
    await upgrade(empty_database_url)
    await upgrade(empty_database_url)
    assert await inspect_database(empty_database_url, differences) == []


async def test_processes_that_start_at_the_same_time_upgrade_once(empty_database_url: str) -> None:
    await asyncio.gather(*(upgrade(empty_database_url) for _ in range(3)))
    assert await inspect_database(empty_database_url, differences) == []


async def revision(url: str) -> str:
    engine = create_async_engine(url)
    try:
        async with engine.connect() as connection:
            found: str = await connection.scalar(text("SELECT version_num FROM alembic_version"))
    finally:
        await engine.dispose()
    return found


# The newest one before the first release, its first one, and one of a newer version.
@pytest.mark.parametrize("found", ["0025", "0001", "9999"])
async def test_a_database_that_cannot_be_upgraded_stays_as_it_is(
    empty_database_url: str, found: str
) -> None:
    engine = create_async_engine(empty_database_url)
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32))"))
        await connection.execute(
            text("INSERT INTO alembic_version VALUES (:found)"), {"found": found}
        )
    await engine.dispose()
    with pytest.raises(UnknownSchema, match="Start with a new database"):
        await upgrade(empty_database_url)
    assert await inspect_database(empty_database_url, tables) == {"alembic_version"}
    assert await revision(empty_database_url) == found
