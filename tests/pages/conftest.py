"""Fixtures for tests of pages: a fake build, and a client of a server with it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import httpx2
import pytest

from tests.pages.built import pages_of, write_pages
from tests.product import Product
from textgate.pages.routes import Pages


@pytest.fixture
def database_url(migrated_sqlite: Path) -> str:
    """A shared database: no page writes to it."""
    return f"sqlite+aiosqlite:///{migrated_sqlite}"


@pytest.fixture
def built(tmp_path: Path) -> Path:
    return write_pages(tmp_path / "static")


@pytest.fixture
async def http(product: Product, built: Path) -> AsyncIterator[httpx2.AsyncClient]:
    async with pages_of(product, Pages.load(built)) as client:
        yield client
