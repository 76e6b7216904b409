"""Deliveries that are in flight while the worker is busy, late, or without its database."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from tests.endpoints import OK, status
from tests.graphql.documents import rows, saved
from tests.members import contents
from tests.product import Product
from tests.test_outage import outage
from tests.webhooks import URL, create_webhook, load_webhook
from textgate.services.webhooks import worker
from textgate.services.webhooks.client import WebhookClient, WebhookResponse
from textgate.services.webhooks.in_flight import FIRST_LIMIT
from textgate.services.webhooks.worker import WebhookDelivery
from textgate.storage.tables import webhook, webhook_attempt, webhook_delivery


class Endpoint:
    """Awaits `answer` for each delivery."""

    def __init__(self, answer: Callable[[], Awaitable[WebhookResponse]]) -> None:
        self._answer = answer
        self.posts = 0

    async def post(self, *_: object) -> WebhookResponse:
        self.posts += 1
        return await self._answer()

    async def close(self) -> None:
        pass


def delivering(product: Product, endpoint: WebhookClient) -> WebhookDelivery:
    """Another worker's delivery, to this endpoint."""
    services = product.services
    return WebhookDelivery(services.database, product.clock, services.signals, endpoint)


async def test_a_response_after_the_lease_expires_changes_nothing(product: Product) -> None:
    client = await product.partner()
    webhook_id, _ = await create_webhook(client, "MESSAGE_STATUS")
    await saved(client, "sendTestWebhook", id=webhook_id)
    tables = (webhook, webhook_delivery, webhook_attempt)
    before: list[Any] = []

    async def answer() -> WebhookResponse:
        product.clock.turn(seconds=30)
        await product.deliver_webhooks()
        before.extend(await contents(product, *tables))
        # A recorded 410 would disable the webhook.
        return status(410)

    late = delivering(product, Endpoint(answer))
    assert await late.run_due() == 1
    await late.settle()
    assert await contents(product, *tables) == before
    hooked = await load_webhook(client, webhook_id)
    (delivery,) = hooked["deliveries"]["nodes"]
    assert (hooked["status"], delivery["status"], delivery["tries"]) == ("ENABLED", "DELIVERED", 2)
    assert [attempt["statusCode"] for attempt in delivery["attempts"]["nodes"]] == [200]


async def test_a_response_after_the_webhook_is_deleted_is_not_recorded(product: Product) -> None:
    client = await product.partner()
    webhook_id, _ = await create_webhook(client)
    await saved(client, "sendTestWebhook", id=webhook_id)

    async def answer() -> WebhookResponse:
        await saved(client, "deleteWebhook", id=webhook_id)
        return OK

    delivery = delivering(product, Endpoint(answer))
    assert await delivery.run_due() == 1
    await delivery.settle()
    assert await rows(product, webhook_attempt) == 0


async def test_a_worker_with_all_slots_in_flight_leases_nothing(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "MAX_IN_FLIGHT", 2)
    client = await product.partner()
    for number in range(3):
        url = f"https://ehr.example.org/hooks/{number}"
        webhook_id, _ = await create_webhook(client, url=url)
        await saved(client, "sendTestWebhook", id=webhook_id)
    is_released = asyncio.Event()

    async def answer() -> WebhookResponse:
        await is_released.wait()
        return OK

    endpoint = Endpoint(answer)
    delivery = delivering(product, endpoint)
    assert await delivery.run_due() == 2
    # The third is due, but the worker must wait for a slot and not for a time.
    assert await product.services.webhook_delivery.next_due_at() == product.clock.now
    assert await delivery.next_due_at() is None
    with product.statements() as statements:
        assert await delivery.run_due() == 0
    assert statements == []
    is_released.set()
    await delivery.settle()
    assert await delivery.next_due_at() == product.clock.now
    assert await delivery.run_due() == 1
    await delivery.settle()
    assert (endpoint.posts, await rows(product, webhook_attempt)) == (3, 3)


async def test_a_delivery_whose_outcome_is_lost_is_repeated_after_its_lease(
    product: Product,
) -> None:
    client = await product.partner()
    webhook_id, _ = await create_webhook(client)
    await saved(client, "sendTestWebhook", id=webhook_id)
    with ExitStack() as stack, capture_logs() as logged:

        async def answer() -> WebhookResponse:
            stack.enter_context(outage("write"))
            return OK

        delivery = delivering(product, Endpoint(answer))
        assert await delivery.run_due() == 1
        # An outage does not end the worker.
        await delivery.settle()
    (entry,) = [entry for entry in logged if entry["event"] == "delivery_deferred"]
    assert entry["error"] == "CommitUnknown"
    assert await rows(product, webhook_attempt) == 0
    async with product.services.database.read() as connection:
        lease_until = await connection.scalar(select(webhook_delivery.c.lease_until))
    assert lease_until == product.clock.now + timedelta(seconds=30)
    assert await delivery.next_due_at() == lease_until
    product.clock.now = lease_until
    await product.deliver_webhooks()
    (node,) = (await load_webhook(client, webhook_id))["deliveries"]["nodes"]
    assert (node["status"], node["tries"]) == ("DELIVERED", 2)


async def test_many_deliveries_take_as_many_statements_as_one(product: Product) -> None:
    client = await product.partner()
    webhook_id, _ = await create_webhook(client)
    counts = []
    for deliveries in (1, FIRST_LIMIT):
        for _ in range(deliveries):
            await saved(client, "sendTestWebhook", id=webhook_id)
        delivery = delivering(product, product.endpoints)
        with product.statements() as statements:
            assert await delivery.run_due() == deliveries
            await delivery.settle()
        counts.append(len(statements))
    # Select the due ones, lock, lease; lock the webhook and the deliveries, update, insert.
    assert counts == [7, 7]
    assert len({post.headers["webhook-id"] for post in product.endpoints.posts}) == 1 + FIRST_LIMIT


async def test_workers_in_several_processes_deliver_each_event_once(product: Product) -> None:
    client = await product.partner()
    for number in range(3):
        webhook_id, _ = await create_webhook(client, url=f"{URL}/{number}")
        for _ in range(20):
            await saved(client, "sendTestWebhook", id=webhook_id)
    workers = [delivering(product, product.endpoints) for _ in range(3)]
    while sum(await asyncio.gather(*(each.run_due() for each in workers))):
        await asyncio.gather(*(each.settle() for each in workers))
    ids = [post.headers["webhook-id"] for post in product.endpoints.posts]
    assert (len(ids), len(set(ids))) == (60, 60)
    assert await rows(product, webhook_attempt) == 60


async def test_webhooks_take_turns_when_slots_are_few(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "MAX_IN_FLIGHT", 4)
    client = await product.partner()
    urls = [f"{URL}/{number}" for number in range(3)]
    for url, events in zip(urls, (5, 1, 1), strict=True):
        webhook_id, _ = await create_webhook(client, url=url)
        for _ in range(events):
            await saved(client, "sendTestWebhook", id=webhook_id)
    delivery = delivering(product, product.endpoints)
    assert await delivery.run_due() == 4
    await delivery.settle()
    assert sorted(post.url for post in product.endpoints.posts) == [urls[0], *urls]
