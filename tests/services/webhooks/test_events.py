"""What webhooks are told at once: of whom, with which words, and at which cost."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update

from tests.endpoints import OK, Endpoints
from tests.graphql.documents import rows, saved, send
from tests.product import Product
from tests.webhooks import URL, hook
from textgate.domain.messages import MessageStatus
from textgate.services.messaging.outcomes import Outcome, record_outcomes
from textgate.services.webhooks.client import Answer
from textgate.services.webhooks.worker import AT_ONCE, WebhookDelivery
from textgate.storage.tables import message, webhook_delivery, webhook_news
from textgate.worker.worker import Worker

HISTORY = "query ($id: ID!) { node(id: $id) { ... on SmsMessage { events { status } } } }"


def key(global_id: str) -> UUID:
    return UUID(global_id[-32:])


async def test_texts_are_told_of_by_what_carriers_say(product: Product) -> None:
    client = await product.partner()
    account = await product.approved_account(client)
    await hook(client)
    sent = (await send(client, account, body="Your visit is at nine."))["smsMessage"]["id"]
    for _ in range(4):
        await product.work()
        product.clock.turn(seconds=5)
    await product.tell()
    payloads = [post.payload for post in product.endpoints.posts]
    bodies = product.endpoints.sent()
    # Exactly what its history has; a carrier's SENT that comes after its DELIVERED is in neither.
    history = await client.get(HISTORY, id=sent)
    entered = {each["status"] for each in history["node"]["events"]} & {"SENT", "DELIVERED"}
    assert "DELIVERED" in entered
    assert sorted(body["data"]["status"] for body in bodies) == sorted(entered)
    for body in bodies:
        assert set(body) == {"type", "timestamp", "data"}
        assert body["type"] == "message_status"
        told = body["data"]
        assert (told["messageId"], told["accountId"], told["code"]) == (sent, account, None)
        assert set(told) == {"messageId", "accountId", "status", "at", "code"}
    # Neither whom it is for nor what it says.
    for payload in payloads:
        assert "5550120" not in payload
        assert "nine" not in payload


async def test_each_is_told_of_what_is_its_own(product: Product) -> None:
    client, other = await product.partner(), await product.partner("Other EHR")
    first, second = [await product.approved_account(client) for _ in range(2)]
    foreign = await product.approved_account(other)
    await hook(client, url=URL + "/all")
    await hook(client, url=URL + "/first", accountId=first)
    await hook(client, "SMS_NUMBER_STATUS", url=URL + "/numbers")
    disabled, _ = await hook(client, url=URL + "/disabled")
    await saved(client, "updateWebhook", id=disabled, isEnabled=False)
    await hook(other, url=URL + "/other")
    texts = {}
    for whose, account in ((client, first), (client, second), (other, foreign)):
        texts[account] = (await send(whose, account))["smsMessage"]["id"]
        await saved(whose, "cancelSms", id=texts[account])
    await product.tell()
    told = {
        (post.url.removeprefix(URL), post.body["data"]["messageId"])
        for post in product.endpoints.posts
    }
    assert told == {
        ("/all", texts[first]),
        ("/all", texts[second]),
        ("/first", texts[first]),
        ("/other", texts[foreign]),
    }


async def test_a_batch_of_several_partners_is_told_apart(product: Product) -> None:
    clients = [await product.partner(f"Partner {number}") for number in range(3)]
    outcomes: list[Outcome] = []
    texts: dict[str, str] = {}
    accounts = [await product.approved_account(client) for client in clients]
    for client, account in zip(clients, accounts, strict=True):
        url = f"{URL}/{client.viewer.partner_id}"
        await hook(client, url=url)
        await hook(client, url=url + "/account", accountId=account)
        text = (await send(client, account))["smsMessage"]["id"]
        texts |= {url: text, url + "/account": text}
        outcomes.append(Outcome(key(text), MessageStatus.DELIVERED, product.clock.now))
    async with product.services.database.write() as connection:
        await record_outcomes(connection, outcomes, product.clock.now)
    await product.tell()
    posts = product.endpoints.posts
    assert len(posts) == len(texts)
    assert {post.url: post.body["data"]["messageId"] for post in posts} == texts


@pytest.mark.parametrize(("hooks", "texts"), [(0, 1), (0, 30), (1, 1), (3, 30)])
async def test_what_is_told_costs_two_statements_a_batch_and_else_none(
    product: Product, hooks: int, texts: int
) -> None:
    client = await product.partner()
    account = await product.approved_account(client)
    ids = [key((await send(client, account))["smsMessage"]["id"]) for _ in range(texts)]
    for number in range(hooks):
        await hook(client, url=f"{URL}/{number}")
    now = product.clock.now
    outcomes = [Outcome(each, MessageStatus.DELIVERED, now, code=0) for each in ids]
    with product.statements() as seen:
        async with product.services.database.write() as connection:
            await record_outcomes(connection, outcomes, now)
    # The texts, what became of them, their history; who is told, and what.
    assert len(seen) == (5 if hooks else 3)
    assert await rows(product, webhook_delivery) == hooks * texts
    with product.statements() as seen:
        async with product.services.database.write() as connection:
            await record_outcomes(connection, outcomes, now)
    assert await rows(product, webhook_delivery) == hooks * texts, "told once"


async def test_what_is_rolled_back_is_not_told(product: Product) -> None:
    client = await product.partner()
    account = await product.approved_account(client)
    await hook(client)
    text = key((await send(client, account))["smsMessage"]["id"])
    now = product.clock.now
    with pytest.raises(RuntimeError):
        async with product.services.database.write() as connection:
            await record_outcomes(connection, [Outcome(text, MessageStatus.DELIVERED, now)], now)
            raise RuntimeError
    assert await rows(product, webhook_delivery) == 0
    async with product.services.database.read() as connection:
        statuses = (await connection.execute(select(message.c.status))).scalars().all()
    assert statuses == [MessageStatus.QUEUED]


async def test_a_webhook_that_is_no_more_takes_all_of_its_own_along(product: Product) -> None:
    client = await product.partner()
    webhook_id, _ = await hook(client, "SMS_VERIFICATION_STATUS", "MESSAGE_STATUS")
    account = await product.approved_account(client)
    await send(client, account)
    await saved(client, "sendTestWebhook", id=webhook_id)
    await product.work()
    assert await rows(product, webhook_news) == 1
    await saved(client, "deleteWebhook", id=webhook_id)
    for table in (webhook_news, webhook_delivery):
        assert await rows(product, table) == 0
    await product.tell()
    assert product.endpoints.posts == []


class Hanging(Endpoints):
    """Never answers at /slow."""

    most = 0
    hanging = 0

    async def post(self, url: str, headers: Mapping[str, str], payload: str) -> Answer:
        if url.endswith("/slow"):
            self.hanging += 1
            self.most = max(self.most, self.hanging)
            try:
                await asyncio.sleep(15)
            finally:
                self.hanging -= 1
        return await super().post(url, headers, payload)


async def test_who_does_not_answer_delays_nobody_else(product: Product) -> None:
    client = await product.partner()
    slow, _ = await hook(client, url=URL + "/slow")
    fast, _ = await hook(client, url=URL + "/fast")
    services, endpoints = product.services, Hanging()
    services.webhook_delivery._client = endpoints
    # All of the slow one's come first.
    for _ in range(40):
        await saved(client, "sendTestWebhook", id=slow)
    product.clock.turn(seconds=1)
    running = asyncio.create_task(Worker(services).run())
    try:
        async with asyncio.timeout(10):
            while endpoints.most < AT_ONCE:
                await asyncio.sleep(0.01)
        began = time.monotonic()
        for _ in range(10):
            await saved(client, "sendTestWebhook", id=fast)
        async with asyncio.timeout(10):
            while len(endpoints.posts) < 10:
                await asyncio.sleep(0.01)
        assert time.monotonic() - began < 1.0
        assert endpoints.most == AT_ONCE
    finally:
        running.cancel()
        for task in services.webhook_delivery._tasks:
            task.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def test_a_failing_webhook_is_tried_one_delivery_at_a_time(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_answer = asyncio.Event()

    async def answers_when_told(*_: object) -> Answer:
        await may_answer.wait()
        return OK

    monkeypatch.setattr(Endpoints, "post", answers_when_told)
    client = await product.partner()
    webhook_id, _ = await hook(client)
    async with product.services.database.write() as connection:
        table: Any = webhook_delivery.metadata.tables["webhook"]
        await connection.execute(update(table).values(failing_since=product.clock.now))
    for _ in range(3):
        await saved(client, "sendTestWebhook", id=webhook_id)
    delivery: WebhookDelivery = product.services.webhook_delivery
    begun = [await delivery.run_due() for _ in range(2)]
    next_due_at = await delivery.next_due_at()
    # Before anything is expected: what waits would keep a test that fails from ending.
    may_answer.set()
    await delivery.settle()
    assert begun == [1, 0]
    assert next_due_at is None
    # It has answered: it does not fail any more.
    assert await delivery.run_due() == 1
    assert await delivery.run_due() == 1
    await delivery.settle()


async def test_what_breaks_within_ends_the_worker(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> Answer:
        raise RuntimeError("broken")

    client = await product.partner()
    webhook_id, _ = await hook(client)
    monkeypatch.setattr(Endpoints, "post", broken)
    await saved(client, "sendTestWebhook", id=webhook_id)
    async with asyncio.timeout(10):
        with pytest.raises(ExceptionGroup) as raised:
            await Worker(product.services).run()
    assert [str(error) for error in raised.value.exceptions] == ["broken"]
    product.services.webhook_delivery._broken = None
