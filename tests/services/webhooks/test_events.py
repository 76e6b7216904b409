"""Events that webhooks receive at once: which webhooks, which payloads, how many statements."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from uuid import UUID

import pytest
from sqlalchemy import select, update

from tests.endpoints import OK, Endpoints
from tests.graphql.documents import rows, saved, send
from tests.product import Product
from tests.webhooks import URL, create_webhook
from textgate.domain.messages import MessageStatus
from textgate.services.messaging.outcomes import Outcome, record_outcomes
from textgate.services.webhooks.client import WebhookResponse
from textgate.services.webhooks.in_flight import FIRST_LIMIT
from textgate.storage.tables import message, webhook, webhook_delivery, webhook_news
from textgate.worker.worker import Worker

HISTORY = "query ($id: ID!) { node(id: $id) { ... on SmsMessage { events { status } } } }"


def key(global_id: str) -> UUID:
    return UUID(global_id[-32:])


async def test_message_events_equal_the_messages_history(product: Product) -> None:
    client = await product.partner()
    account = await product.approved_account(client)
    await create_webhook(client)
    sent = (await send(client, account, body="Your visit is at nine."))["smsMessage"]["id"]
    for _ in range(4):
        await product.work()
        product.clock.turn(seconds=5)
    await product.deliver_webhooks()
    payloads = [post.payload for post in product.endpoints.posts]
    bodies = product.endpoints.sent()
    # A SENT callback that DELIVERED has overtaken is in neither.
    history = await client.get(HISTORY, id=sent)
    statuses = {event["status"] for event in history["node"]["events"]} & {"SENT", "DELIVERED"}
    assert "DELIVERED" in statuses
    assert sorted(body["data"]["status"] for body in bodies) == sorted(statuses)
    for body in bodies:
        assert set(body) == {"type", "timestamp", "data"}
        assert body["type"] == "message_status"
        data = body["data"]
        assert (data["messageId"], data["accountId"], data["code"]) == (sent, account, None)
        assert set(data) == {"messageId", "accountId", "status", "at", "code"}
    # Neither the recipient nor the body.
    for payload in payloads:
        assert "5550120" not in payload
        assert "nine" not in payload


async def test_a_webhook_receives_only_its_own_accounts_messages(product: Product) -> None:
    client, other = await product.partner(), await product.partner("Other EHR")
    first, second = [await product.approved_account(client) for _ in range(2)]
    foreign = await product.approved_account(other)
    await create_webhook(client, url=URL + "/all")
    await create_webhook(client, url=URL + "/first", accountId=first)
    await create_webhook(client, "SMS_NUMBER_STATUS", url=URL + "/numbers")
    disabled, _ = await create_webhook(client, url=URL + "/disabled")
    await saved(client, "updateWebhook", id=disabled, isEnabled=False)
    await create_webhook(other, url=URL + "/other")
    texts = {}
    for owner, account in ((client, first), (client, second), (other, foreign)):
        texts[account] = (await send(owner, account))["smsMessage"]["id"]
        await saved(owner, "cancelSms", id=texts[account])
    await product.deliver_webhooks()
    received = {
        (post.url.removeprefix(URL), post.body["data"]["messageId"])
        for post in product.endpoints.posts
    }
    assert received == {
        ("/all", texts[first]),
        ("/all", texts[second]),
        ("/first", texts[first]),
        ("/other", texts[foreign]),
    }


async def test_a_batch_of_several_partners_reaches_each_ones_webhooks(product: Product) -> None:
    clients = [await product.partner(f"Partner {number}") for number in range(3)]
    outcomes: list[Outcome] = []
    texts: dict[str, str] = {}
    accounts = [await product.approved_account(client) for client in clients]
    for client, account in zip(clients, accounts, strict=True):
        url = f"{URL}/{client.viewer.partner_id}"
        await create_webhook(client, url=url)
        await create_webhook(client, url=url + "/account", accountId=account)
        text = (await send(client, account))["smsMessage"]["id"]
        texts |= {url: text, url + "/account": text}
        outcomes.append(
            Outcome(client.viewer.partner_id, key(text), MessageStatus.DELIVERED, product.clock.now)
        )
    async with product.services.database.write() as connection:
        await record_outcomes(connection, outcomes, product.clock.now)
    await product.deliver_webhooks()
    posts = product.endpoints.posts
    assert len(posts) == len(texts)
    assert {post.url: post.body["data"]["messageId"] for post in posts} == texts


@pytest.mark.parametrize(("hooks", "texts"), [(0, 1), (0, 30), (1, 1), (3, 30)])
async def test_webhooks_cost_two_statements_a_batch_and_none_without_webhooks(
    product: Product, hooks: int, texts: int
) -> None:
    client = await product.partner()
    account = await product.approved_account(client)
    ids = [key((await send(client, account))["smsMessage"]["id"]) for _ in range(texts)]
    for number in range(hooks):
        await create_webhook(client, url=f"{URL}/{number}")
    now = product.clock.now
    outcomes = [
        Outcome(client.viewer.partner_id, message_id, MessageStatus.DELIVERED, now, code=0)
        for message_id in ids
    ]
    with product.statements() as seen:
        async with product.services.database.write() as connection:
            await record_outcomes(connection, outcomes, now)
    # Lock, update, history; with webhooks: select them, insert deliveries.
    assert len(seen) == (5 if hooks else 3)
    assert await rows(product, webhook_delivery) == hooks * texts
    with product.statements() as seen:
        async with product.services.database.write() as connection:
            await record_outcomes(connection, outcomes, now)
    assert await rows(product, webhook_delivery) == hooks * texts, "enqueued twice"


async def test_a_rolled_back_outcome_enqueues_nothing(product: Product) -> None:
    client = await product.partner()
    account = await product.approved_account(client)
    await create_webhook(client)
    text = key((await send(client, account))["smsMessage"]["id"])
    now = product.clock.now
    with pytest.raises(RuntimeError):
        async with product.services.database.write() as connection:
            outcome = Outcome(client.viewer.partner_id, text, MessageStatus.DELIVERED, now)
            await record_outcomes(connection, [outcome], now)
            raise RuntimeError
    assert await rows(product, webhook_delivery) == 0
    async with product.services.database.read() as connection:
        statuses = (await connection.execute(select(message.c.status))).scalars().all()
    assert statuses == [MessageStatus.QUEUED]


async def test_deleting_a_webhook_deletes_its_deliveries_and_news(product: Product) -> None:
    client = await product.partner()
    webhook_id, _ = await create_webhook(client, "SMS_VERIFICATION_STATUS", "MESSAGE_STATUS")
    account = await product.approved_account(client)
    await send(client, account)
    await saved(client, "sendTestWebhook", id=webhook_id)
    await product.work()
    assert await rows(product, webhook_news) == 1
    await saved(client, "deleteWebhook", id=webhook_id)
    for table in (webhook_news, webhook_delivery):
        assert await rows(product, table) == 0
    await product.deliver_webhooks()
    assert product.endpoints.posts == []


class HangingEndpoint:
    """Posts to /slow hang until `release` is set; others go to the endpoints of the test."""

    def __init__(self) -> None:
        self.release = asyncio.Event()
        self.in_flight = 0
        self.max_in_flight = 0

    def install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        post = Endpoints.post

        async def post_or_hang(
            endpoints: Endpoints, url: str, headers: Mapping[str, str], payload: str
        ) -> WebhookResponse:
            if url.endswith("/slow"):
                self.in_flight += 1
                self.max_in_flight = max(self.max_in_flight, self.in_flight)
                await self.release.wait()
                self.in_flight -= 1
            return await post(endpoints, url, headers, payload)

        monkeypatch.setattr(Endpoints, "post", post_or_hang)


async def test_a_hanging_endpoint_delays_no_other_webhook(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    hanging = HangingEndpoint()
    hanging.install(monkeypatch)
    client = await product.partner()
    slow, _ = await create_webhook(client, url=URL + "/slow")
    fast, _ = await create_webhook(client, url=URL + "/fast")
    # All deliveries of the slow webhook are due first.
    for _ in range(40):
        await saved(client, "sendTestWebhook", id=slow)
    product.clock.turn(seconds=1)
    worker = Worker(product.services)
    running = asyncio.create_task(worker.run())
    posts = product.endpoints.posts
    try:
        async with asyncio.timeout(10):
            while hanging.max_in_flight < FIRST_LIMIT:
                await asyncio.sleep(0.01)
        began = time.monotonic()
        for _ in range(10):
            await saved(client, "sendTestWebhook", id=fast)
        async with asyncio.timeout(10):
            while len(posts) < 10:
                await asyncio.sleep(0.01)
        assert time.monotonic() - began < 1.0
        assert hanging.max_in_flight == FIRST_LIMIT
    finally:
        worker.stop()
        hanging.release.set()
        async with asyncio.timeout(10):
            await running


async def test_a_failing_webhook_gets_one_probe_at_a_time(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_answer = asyncio.Event()

    async def answer_later(*_: object) -> WebhookResponse:
        await may_answer.wait()
        return OK

    monkeypatch.setattr(Endpoints, "post", answer_later)
    client = await product.partner()
    webhook_id, _ = await create_webhook(client)
    async with product.services.database.write() as connection:
        await connection.execute(update(webhook).values(failing_since=product.clock.now))
    for _ in range(3):
        await saved(client, "sendTestWebhook", id=webhook_id)
    delivery = product.services.webhook_delivery
    started = [await delivery.run_due() for _ in range(2)]
    next_due_at = await delivery.next_due_at()
    # Release the probe before any assertion: a failed one would otherwise hang at the end of the test.
    may_answer.set()
    await delivery.settle()
    assert started == [1, 0]
    assert next_due_at is None
    # The probe has succeeded and reset the circuit breaker.
    assert await delivery.run_due() == 2
    await delivery.settle()


async def test_a_bug_in_a_delivery_ends_the_worker(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> WebhookResponse:
        raise RuntimeError("broken")

    client = await product.partner()
    webhook_id, _ = await create_webhook(client)
    monkeypatch.setattr(Endpoints, "post", broken)
    await saved(client, "sendTestWebhook", id=webhook_id)
    async with asyncio.timeout(10):
        with pytest.raises(ExceptionGroup) as raised:
            await Worker(product.services).run()
    assert [str(error) for error in raised.value.exceptions] == ["broken"]
