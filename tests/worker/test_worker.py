"""The worker runs until it is stopped, retries during an outage, and ends when a loop fails."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from tests.product import SEND, Product
from textgate.storage.tables import message
from textgate.storage.transactions import CommitUnknown
from textgate.worker import worker as worker_module
from textgate.worker.worker import Worker

PARTS = [
    ("review", "run_due"),
    ("review", "next_due_at"),
    ("delivery", "run_due"),
    ("delivery", "next_due_at"),
    ("delivery", "apply_events"),
    ("outbox", "run_due"),
    ("outbox", "next_due_at"),
    ("webhook_digest", "run_due"),
    ("webhook_digest", "next_due_at"),
    ("webhook_delivery", "run_due"),
    ("webhook_delivery", "next_due_at"),
    ("housekeeping", "run"),
]


@pytest.mark.parametrize(("service", "method"), PARTS)
async def test_an_error_in_any_loop_ends_the_worker(
    product: Product, monkeypatch: pytest.MonkeyPatch, service: str, method: str
) -> None:
    async def die() -> int:
        raise RuntimeError("broken")

    async def idle() -> int | None:
        return None

    for other in PARTS:
        monkeypatch.setattr(getattr(product.services, other[0]), other[1], idle)
    monkeypatch.setattr(getattr(product.services, service), method, die)
    async with asyncio.timeout(10):
        with pytest.raises(ExceptionGroup) as raised:
            await Worker(product.services).run()
    assert [str(error) for error in raised.value.exceptions] == ["broken"]


@pytest.mark.parametrize(("service", "method"), PARTS)
async def test_every_loop_retries_until_the_database_is_back(
    product: Product, monkeypatch: pytest.MonkeyPatch, service: str, method: str
) -> None:
    calls = 0

    async def fail_twice() -> int | None:
        nonlocal calls
        calls += 1
        if calls <= 2:
            raise CommitUnknown from ConnectionRefusedError()
        worker.stop()
        return None

    async def idle() -> int | None:
        return None

    for other in PARTS:
        monkeypatch.setattr(getattr(product.services, other[0]), other[1], idle)
    monkeypatch.setattr(getattr(product.services, service), method, fail_twice)
    monkeypatch.setattr(worker_module, "RETRY_INTERVAL", 0)
    worker = Worker(product.services)
    with capture_logs() as logged:
        async with asyncio.timeout(10):
            await worker.run()
    assert calls == 3
    events = [entry["event"] for entry in logged if entry["event"].startswith("loop_")]
    assert events == ["loop_retry", "loop_recovered"]


async def test_an_idle_worker_stops_at_once(product: Product) -> None:
    worker = Worker(product.services)
    running = asyncio.create_task(worker.run())
    await asyncio.sleep(0)
    worker.stop()
    async with asyncio.timeout(5):
        await running


async def test_a_stopped_worker_finishes_its_batch(product: Product) -> None:
    client = await product.partner()
    account = await product.approved_account(client)
    given: dict[str, Any] = {"senderId": account, "to": "4065550120", "body": "Hi"}
    worker = Worker(product.services)
    async with asyncio.timeout(10), asyncio.TaskGroup() as group:
        group.create_task(worker.run())
        await client.get(SEND, input=given)
        while not await product.carrier.sent_log():
            await asyncio.sleep(0)
        worker.stop()
    (sent,) = (await client.get("{ smsMessages { nodes { status } } }"))["smsMessages"]["nodes"]
    assert sent == {"status": "SENDING"}
    async with product.services.database.read() as connection:
        (row,) = await connection.execute(select(message))
    assert row.lease_until is None
    # Due again only if its callbacks are lost.
    assert row.due_at == product.clock.now + timedelta(minutes=5)
