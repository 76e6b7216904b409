"""The inhabited world for tests of who sees what: built once on each database, and copied for each test."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import make_url

from tests.graphql.inhabitants import populate
from tests.graphql.world import World
from tests.product import Product

Administer = Callable[[str], object]

_EMPTY = "textgate_template"
_INHABITED = "textgate_inhabited"


@pytest.fixture(scope="session")
def inhabited_sqlite(migrated_sqlite: Path) -> tuple[Path, World]:
    """A file to copy, and what is in it."""
    path = migrated_sqlite.with_name("inhabited.sqlite3")
    shutil.copy(migrated_sqlite, path)
    return path, _built(_sqlite(path))


@pytest.fixture(scope="session")
def inhabited_postgres(migrated_postgres: str, administer: Administer) -> tuple[str, World]:
    """The server with a database to copy, and what is in it."""
    administer(f"CREATE DATABASE {_INHABITED} TEMPLATE {_EMPTY}")
    return migrated_postgres, _built(_postgres(migrated_postgres, _INHABITED))


@pytest.fixture(params=["sqlite", "postgresql"])
def copied(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, World]]:
    """The URL of a copy, and the world as it was built."""
    if request.param == "sqlite":
        original, world = request.getfixturevalue("inhabited_sqlite")
        path = tmp_path / "textgate.sqlite3"
        shutil.copy(original, path)
        yield _sqlite(path), world
        return
    server, world = request.getfixturevalue("inhabited_postgres")
    administer: Administer = request.getfixturevalue("administer")
    name = f"test_{uuid4().hex}"
    administer(f"CREATE DATABASE {name} TEMPLATE {_INHABITED}")
    yield _postgres(server, name), world
    administer(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def world(copied: tuple[str, World]) -> AsyncIterator[World]:
    """A world of the test's own; only the carrier has forgotten all about it."""
    url, built = copied
    async with Product.open(url) as product:
        product.clock.now = built.now
        yield replace(built, product=product)


def _built(url: str) -> World:
    """Fill a database, in a thread of its own: the fixture may be asked for inside an event loop."""

    async def build() -> World:
        async with Product.open(url) as product:
            return await populate(product)

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(build())).result()


def _sqlite(path: Path) -> str:
    return f"sqlite+aiosqlite:///{path}"


def _postgres(server: str, name: str) -> str:
    return make_url(server).set(database=name).render_as_string(hide_password=False)
