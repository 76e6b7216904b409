"""/readyz returns 200 only while the database can be read and a write succeeds."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, make_url, select, text
from sqlalchemy.ext.asyncio import create_async_engine

from tests.product import Product
from tests.test_outage import outage
from textgate.services import readiness
from textgate.storage.tables import quota

READY = (200, {"status": "ok"})
NOT_READ = (503, {"status": "unavailable", "reason": "READ"})
NOT_WRITTEN = (503, {"status": "unavailable", "reason": "WRITE"})


async def readiness_of(product: Product) -> tuple[int, Any]:
    response = await product.http.get("/readyz")
    return response.status_code, response.json()


async def next_readiness_of(product: Product) -> tuple[int, Any]:
    product.clock.turn(seconds=readiness.MIN_INTERVAL.total_seconds())
    return await readiness_of(product)


async def test_readiness_writes_at_most_once_in_three_seconds(product: Product) -> None:
    assert await asyncio.gather(*(readiness_of(product) for _ in range(50))) == [READY] * 50
    assert await writes(product) == 1
    product.clock.turn(seconds=2.9)
    assert await readiness_of(product) == READY
    assert await writes(product) == 1
    product.clock.turn(seconds=0.1)
    assert await asyncio.gather(*(readiness_of(product) for _ in range(50))) == [READY] * 50
    assert await writes(product) == 2
    # A clock that was set back does not delay the next check.
    product.clock.turn(days=-1)
    assert await readiness_of(product) == READY
    assert await writes(product) == 3


async def writes(product: Product) -> int:
    async with product.services.database.read() as connection:
        return int(await connection.scalar(select(func.sum(quota.c.count))) or 0)


@pytest.mark.parametrize(
    ("method", "expected"), [("read", NOT_READ), ("run", NOT_READ), ("write", NOT_WRITTEN)]
)
async def test_the_reason_is_reported_until_the_database_recovers(
    product: Product, method: str, expected: object
) -> None:
    with outage(method):
        assert await readiness_of(product) == expected
    assert await next_readiness_of(product) == READY


async def test_a_locked_database_is_not_ready(
    product: Product, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await readiness_of(product) == READY
    with monkeypatch.context() as patched:
        patched.setattr(readiness, "TIMEOUT_SECONDS", 1.0)
        async with locked(database_url):
            assert await next_readiness_of(product) == NOT_WRITTEN
            # Later requests reuse the running check.
            assert await next_readiness_of(product) == NOT_WRITTEN
    # The running check completes once the lock is released.
    assert await readiness_of(product) == READY


@asynccontextmanager
async def locked(url: str) -> AsyncIterator[None]:
    """Another connection holds a lock that blocks all writes."""
    lock = (
        "LOCK TABLE quota IN EXCLUSIVE MODE" if url.startswith("postgresql") else "BEGIN IMMEDIATE"
    )
    engine = create_async_engine(url)
    async with engine.connect() as connection:
        await connection.execute(text(lock))
        yield
        await connection.rollback()
    await engine.dispose()


async def test_a_read_only_database_is_not_ready(product: Product, database_url: str) -> None:
    if not database_url.startswith("postgresql"):
        pytest.skip("SQLite files have no such switch")
    name = make_url(database_url).database
    engine = create_async_engine(database_url)
    switch = f'ALTER DATABASE "{name}" SET default_transaction_read_only = '
    async with engine.begin() as connection:
        await connection.execute(text(switch + "on"))
    assert await readiness_of(product) == NOT_WRITTEN
    async with engine.begin() as connection:
        await connection.execute(text("SET TRANSACTION READ WRITE"))
        await connection.execute(text(switch + "off"))
    await engine.dispose()
    assert await next_readiness_of(product) == READY


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ("mount", "-t", "tmpfs", "-o", "size=8m", "textgate-test", disk)
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("a small disk cannot be mounted here")
    yield disk
    subprocess.run(("umount", disk), check=True)


async def test_a_full_disk_is_not_ready(small_disk: Path, migrated_sqlite: Path) -> None:
    path = small_disk / "textgate.sqlite3"
    shutil.copy(migrated_sqlite, path)
    async with Product.open(f"sqlite+aiosqlite:///{path}") as product:
        assert await readiness_of(product) == READY
        filler = small_disk / "filler"
        with filler.open("wb", buffering=0) as file, pytest.raises(OSError, match="No space left"):
            while True:
                file.write(b"x" * 4096)
        assert await next_readiness_of(product) == NOT_WRITTEN
        assert (await product.http.get("/healthz")).status_code == 200
        filler.unlink()
        assert await next_readiness_of(product) == READY
