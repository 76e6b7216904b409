"""A database comes to the newest schema from nothing, once, whoever else is starting."""

from __future__ import annotations

import asyncio
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


def differences(connection: Connection) -> list[Any]:
    found: list[Any] = compare_metadata(MigrationContext.configure(connection), metadata)
    return found


async def test_migrations_make_what_the_models_describe(empty_database_url: str) -> None:
    await upgrade(empty_database_url)
    assert await looked_at(empty_database_url, differences) == []
    assert await looked_at(empty_database_url, tables) == {*metadata.tables, "alembic_version"}


async def test_the_comparison_notices_a_difference(empty_database_url: str) -> None:
    assert len(await looked_at(empty_database_url, differences)) >= len(metadata.tables)


async def test_upgrading_again_changes_nothing(empty_database_url: str) -> None:
    await upgrade(empty_database_url)
    await upgrade(empty_database_url)
    assert await looked_at(empty_database_url, differences) == []


async def test_processes_that_start_at_once_upgrade_once(empty_database_url: str) -> None:
    await asyncio.gather(*(upgrade(empty_database_url) for _ in range(3)))
    assert await looked_at(empty_database_url, differences) == []
