"""PostgreSQL that lets a role create tables but no extensions: migrations run, and searches find the same."""

from __future__ import annotations

from collections.abc import AsyncIterator
from uuid import uuid4

import asyncpg
import pytest
from sqlalchemy import make_url, text

from tests.graphql.test_search import NAMES, found, listed
from tests.postgres import Administer, url_of_database
from tests.product import ADDRESS, Product
from textgate.storage.database import Database
from textgate.storage.migrate import upgrade

pytestmark = pytest.mark.slow

INDEXES = "SELECT count(*) FROM pg_indexes WHERE indexname LIKE 'ix\\_%\\_search'"
EXTENSIONS = "SELECT count(*) FROM pg_extension WHERE extname IN ('pg_trgm', 'btree_gin')"


@pytest.fixture
async def restricted_url(postgres_server: str, administer: Administer) -> AsyncIterator[str]:
    """A database without tables, as a role that may create nothing but tables in it."""
    name = f"restricted_{uuid4().hex}"
    administer(f"CREATE ROLE {name} LOGIN")
    administer(f"CREATE DATABASE {name}")
    url = make_url(url_of_database(postgres_server, name))
    administrator = await asyncpg.connect(url.set(drivername="postgresql").render_as_string())
    await administrator.execute(f"GRANT CREATE ON SCHEMA public TO {name}")
    await administrator.close()
    try:
        yield url.set(username=name).render_as_string()
    finally:
        administer(f"DROP DATABASE {name} WITH (FORCE)")
        administer(f"DROP ROLE {name}")


async def count(url: str, statement: str) -> int:
    database = Database(url)
    try:
        async with database.read() as connection:
            return int((await connection.execute(text(statement))).scalar_one())
    finally:
        await database.close()


async def test_searches_find_the_same_without_extensions(restricted_url: str) -> None:
    await upgrade(restricted_url)
    assert await count(restricted_url, EXTENSIONS) == 0
    assert await count(restricted_url, INDEXES) == 0
    async with Product.open(restricted_url) as product:
        client = await product.partner()
        for name in NAMES:
            city = {"city": "Dublin", "state": "OH"} if name.endswith("Clinic") else {}
            await product.account(client, name=name, address=ADDRESS | city)
        assert await found(client, "family northern", kinds=["ACCOUNT"]) == [
            "Family Northern Clinic",
            "Northern Family Dental",
        ]
        assert await found(client, "norhern dental") == ["Northern Family Dental"]
        assert await found(client, "oh dublin") == ["Family Northern Clinic"]
        assert await listed(client, "smith") == ["Smyth Practice"]
        assert await found(client, "zzyzx") == []


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_role_that_owns_the_database_gets_the_indexes(database_url: str) -> None:
    assert await count(database_url, EXTENSIONS) == 2
    assert await count(database_url, INDEXES) == 4
