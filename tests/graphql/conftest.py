"""Worlds for tests of access and of plans. Each is built once on each database and copied for each test."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from tests.explained import assert_indexed, observed
from tests.graphql.access.inhabitants import populate
from tests.graphql.access.world import World
from tests.graphql.planner.agreement import Apps
from tests.graphql.planner.crowd import crowd
from tests.postgres import Administer, database_copy, url_of_database
from tests.product import GENEROUS, Product

_EMPTY = "textgate_template"
_INHABITED = "textgate_inhabited"
_CROWDED = "textgate_crowded"

# Points that pay for thousands of requests.
_ENDLESS = replace(GENEROUS, points_at_once=10**9)


@pytest.fixture(scope="session")
def inhabited_sqlite(migrated_sqlite: Path) -> tuple[Path, World]:
    """The database file to copy, and its world."""
    path = migrated_sqlite.with_name("inhabited.sqlite3")
    shutil.copy(migrated_sqlite, path)
    return path, _built(_sqlite(path))


@pytest.fixture(scope="session")
def inhabited_postgres(migrated_postgres: str, administer: Administer) -> tuple[str, World]:
    """The server with the database to copy, and its world."""
    administer(f"CREATE DATABASE {_INHABITED} TEMPLATE {_EMPTY}")
    return migrated_postgres, _built(url_of_database(migrated_postgres, _INHABITED))


@pytest.fixture(scope="session")
def crowded_sqlite(inhabited_sqlite: tuple[Path, World]) -> tuple[Path, World]:
    original, world = inhabited_sqlite
    path = original.with_name("crowded.sqlite3")
    shutil.copy(original, path)
    return path, _built(_sqlite(path), world)


@pytest.fixture(scope="session")
def crowded_postgres(
    inhabited_postgres: tuple[str, World], administer: Administer
) -> tuple[str, World]:
    server, world = inhabited_postgres
    administer(f"CREATE DATABASE {_CROWDED} TEMPLATE {_INHABITED}")
    return server, _built(url_of_database(server, _CROWDED), world)


@pytest.fixture(params=["sqlite", "postgresql"])
def copied(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, World]]:
    """The URL of a copy, and the world at the time of the build."""
    with _copy(request, tmp_path, "inhabited", _INHABITED) as copy:
        yield copy


@pytest.fixture(params=["sqlite", "postgresql"])
def crowded(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, World]]:
    with _copy(request, tmp_path, "crowded", _CROWDED) as copy:
        yield copy


@pytest.fixture
async def world(copied: tuple[str, World]) -> AsyncIterator[World]:
    """The test's own world. Its carrier starts empty."""
    url, built = copied
    async with Product.open(url) as product:
        product.clock.now = built.now
        yield replace(built, product=product)


@pytest.fixture
async def apps(crowded: tuple[str, World]) -> AsyncIterator[Apps]:
    """Two applications over the test's own crowded world: with plans, and with graphql-core alone."""
    url, built = crowded
    async with Product.open(url, options=_ENDLESS) as product:
        product.clock.now = built.now
        database = product.services.database
        async with Apps.open(replace(built, product=product)) as opened:
            with observed(database) as statements:
                yield opened
        await assert_indexed(database, statements)


@contextmanager
def _copy(
    request: pytest.FixtureRequest, tmp_path: Path, name: str, database: str
) -> Iterator[tuple[str, World]]:
    if request.param == "sqlite":
        original, world = request.getfixturevalue(f"{name}_sqlite")
        path = tmp_path / "textgate.sqlite3"
        shutil.copy(original, path)
        yield _sqlite(path), world
        return
    server, world = request.getfixturevalue(f"{name}_postgres")
    administer: Administer = request.getfixturevalue("administer")
    with database_copy(server, administer, database) as url:
        yield url, world


def _built(url: str, inhabited: World | None = None) -> World:
    """Fill a database in a thread of its own, because the fixture may run inside an event loop."""

    async def build() -> World:
        async with Product.open(url) as product:
            if inhabited is None:
                return await populate(product)
            product.clock.now = inhabited.now
            return await crowd(replace(inhabited, product=product))

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(build())).result()


def _sqlite(path: Path) -> str:
    return f"sqlite+aiosqlite:///{path}"
