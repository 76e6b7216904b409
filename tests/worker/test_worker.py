"""The worker works until it is stopped, and a part of it that dies takes it all down."""

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
async def test_a_loop_that_dies_ends_the_worker_with_its_error(
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
async def test_a_loop_goes_on_when_the_database_is_back(
    product: Product, monkeypatch: pytest.MonkeyPatch, service: str, method: str
) -> None:
    asked = 0

    async def fail_twice() -> int | None:
        nonlocal asked
        asked += 1
        if asked <= 2:
            raise CommitUnknown from ConnectionRefusedError()
        worker.stop()
        return None

    async def idle() -> int | None:
        return None

    for other in PARTS:
        monkeypatch.setattr(getattr(product.services, other[0]), other[1], idle)
    monkeypatch.setattr(getattr(product.services, service), method, fail_twice)
    monkeypatch.setattr(worker_module, "OUTAGE_PAUSE", 0)
    worker = Worker(product.services)
    with capture_logs() as logged:
        async with asyncio.timeout(10):
            await worker.run()
    assert asked == 3
    told = [line["event"] for line in logged if line["event"].startswith("work_")]
    assert told == ["work_put_off", "work_resumed"]


async def test_it_stops_at_once_when_there_is_nothing_to_do(product: Product) -> None:
    worker = Worker(product.services)
    running = asyncio.create_task(worker.run())
    await asyncio.sleep(0)
    worker.stop()
    async with asyncio.timeout(5):
        await running


async def test_it_stops_when_told_and_finishes_what_it_began(product: Product) -> None:
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
    # Its callbacks are waited for.
    assert row.due_at == product.clock.now + timedelta(minutes=5)
