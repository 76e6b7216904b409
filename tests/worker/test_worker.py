"""The worker works until it is stopped, and a part of it that dies takes it all down."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from tests.product import SEND, Product
from textgate.worker.worker import Worker


async def test_a_loop_that_dies_ends_the_worker_with_its_error(product: Product) -> None:
    class Broken:
        next_due_at = None

        async def run_due(self) -> int:
            raise RuntimeError("broken")

    services = replace(product.services, review=Broken())  # type: ignore[arg-type]
    with pytest.raises(ExceptionGroup) as raised:
        await Worker(services).run()
    assert [str(error) for error in raised.value.exceptions] == ["broken"]


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
    assert await product.services.delivery.next_due_at() is not None
