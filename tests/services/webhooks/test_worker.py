"""Deliveries are signed, retried on schedule, given up in the end, and disable a failing webhook."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import update
from standardwebhooks import Webhook

from tests.endpoints import OK, status
from tests.graphql.documents import refused, saved
from tests.product import START, Client, Product
from tests.webhooks import ROTATE, URL, create_webhook, load_webhook
from textgate.domain.webhooks import RETRY_AFTER, DeliveryError
from textgate.services.webhooks.client import WebhookResponse
from textgate.storage.tables import webhook_delivery


async def failing(product: Product, *answers: WebhookResponse) -> tuple[Client, str]:
    """Create a webhook, deliver one event to it, and let it respond like this."""
    client = await product.partner()
    account = await product.approved_account(client)
    webhook_id, _ = await create_webhook(client)
    product.endpoints.scripts[URL] = list(answers)
    await cancel_one(client, account)
    await product.deliver_webhooks()
    return client, webhook_id


async def cancel_one(client: Client, account: str) -> None:
    """Send and cancel a message, which enqueues one event."""
    sent = """mutation ($input: SendSmsInput!) { sendSms(input: $input) {
      ... on SendSmsSuccess { smsMessage { id } } } }"""
    given = {"senderId": account, "to": "4065550121", "body": "Hi"}
    message = (await client.get(sent, input=given))["sendSms"]["smsMessage"]
    await saved(client, "cancelSms", id=message["id"])


async def newest(client: Client, webhook_id: str) -> Any:
    return (await load_webhook(client, webhook_id))["deliveries"]["nodes"][0]


def shown(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


async def test_a_delivery_is_recorded_with_its_response(product: Product) -> None:
    client, webhook_id = await failing(product, status(200, "thanks"))
    delivery = await newest(client, webhook_id)
    now = shown(product.clock.now)
    assert (delivery["event"], delivery["status"], delivery["tries"]) == (
        "MESSAGE_STATUS",
        "DELIVERED",
        1,
    )
    assert (delivery["nextTryAt"], delivery["completedAt"]) == (None, now)
    assert delivery["attempts"]["nodes"] == [
        {"at": now, "statusCode": 200, "error": None, "response": "thanks"}
    ]
    (post,) = product.endpoints.posts
    assert post.payload == delivery["payload"]
    assert post.headers["webhook-id"] == f"msg_{delivery['id'][-32:]}"


@pytest.mark.slow
async def test_standardwebhooks_verifies_a_thousand_deliveries(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Now(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Any:  # noqa: ARG003
            return product.clock.now

    monkeypatch.setattr("standardwebhooks.webhooks.datetime", Now)
    client = await product.partner()
    webhook_id, secret = await create_webhook(client)
    requests, viewer = product.services.webhook_requests, client.viewer
    key = UUID(webhook_id[-32:])
    for _ in range(1_000):
        await requests.send_test(viewer, key)
    await product.deliver_webhooks()
    assert len({post.headers["webhook-id"] for post in product.endpoints.posts}) == 1_000
    for post in product.endpoints.posts:
        assert Webhook(secret).verify(post.payload, dict(post.headers))["type"] == "test"
    other = "whsec_" + "A" * 43 + "="
    with pytest.raises(Exception, match="No matching signature"):
        Webhook(other).verify(post.payload, dict(post.headers))


async def test_both_secrets_sign_until_the_overlap_ends(product: Product) -> None:
    client = await product.partner()
    webhook_id, old = await create_webhook(client)
    rotated = await client.get(ROTATE, input={"id": webhook_id, "hours": 2})
    new = rotated["rotateWebhookSecret"]["secret"]
    until = shown(product.clock.now + timedelta(hours=2))
    assert rotated["rotateWebhookSecret"]["webhook"] == {"previousSecretUntil": until}
    for minutes, signed_with in ((0, [new, old]), (119, [new, old]), (1, [new])):
        product.clock.turn(minutes=minutes)
        await saved(client, "sendTestWebhook", id=webhook_id)
        await product.deliver_webhooks()
        post = product.endpoints.posts[-1]
        expected = [
            Webhook(secret).sign(post.headers["webhook-id"], product.clock.now, post.payload)
            for secret in signed_with
        ]
        assert post.headers["webhook-signature"].split(" ") == expected
    # Without an overlap, the leaked secret signs nothing more.
    await client.get(ROTATE, input={"id": webhook_id, "hours": 0})
    await saved(client, "sendTestWebhook", id=webhook_id)
    await product.deliver_webhooks()
    assert len(product.endpoints.posts[-1].headers["webhook-signature"].split(" ")) == 1


async def test_retries_follow_the_schedule_and_end(product: Product) -> None:
    client, webhook_id = await failing(product, status(500, "no"))
    tries = [product.clock.now]
    while (delivery := await newest(client, webhook_id))["nextTryAt"]:
        due_at = moment(delivery["nextTryAt"])
        product.clock.now = due_at - timedelta(milliseconds=1)
        await product.deliver_webhooks()
        assert len(product.endpoints.posts) == len(tries)
        product.clock.now = due_at
        await product.deliver_webhooks()
        tries.append(due_at)
    assert len(tries) == 10
    for waited, planned in zip(
        (later - before for before, later in pairwise(tries)),
        RETRY_AFTER,
        strict=True,
    ):
        assert planned * 0.8 <= waited <= planned * 1.2
    assert (delivery["status"], delivery["tries"]) == ("FAILED", 10)
    assert len(delivery["attempts"]["nodes"]) == 10
    ids = {post.headers["webhook-id"] for post in product.endpoints.posts}
    assert len(ids) == 1
    # A user can resend a failed delivery, under the same id.
    product.endpoints.scripts[URL] = [OK]
    await saved(client, "resendWebhookDelivery", id=delivery["id"])
    await product.deliver_webhooks()
    delivery = await newest(client, webhook_id)
    assert (delivery["status"], delivery["tries"]) == ("DELIVERED", 1)
    assert product.endpoints.posts[-1].headers["webhook-id"] in ids
    assert (await load_webhook(client, webhook_id))["failingSince"] is None


@pytest.mark.parametrize("code", [300, 301, 302, 304, 400, 401, 404, 429, 500, 503])
async def test_every_status_but_2xx_is_a_failure(product: Product, code: int) -> None:
    client, webhook_id = await failing(product, status(code))
    hooked = await load_webhook(client, webhook_id)
    assert hooked["deliveries"]["nodes"][0]["status"] == "PENDING"
    assert (hooked["status"], hooked["failingSince"]) == ("ENABLED", shown(product.clock.now))


@pytest.mark.parametrize("code", [429, 503])
async def test_retry_after_pauses_every_delivery_of_the_webhook(
    product: Product, code: int
) -> None:
    client, webhook_id = await failing(product, status(code, retry_after=600), OK)
    account = await product.account(client)
    await saved(client, "sendTestWebhook", id=webhook_id)
    product.clock.turn(seconds=599)
    await product.deliver_webhooks()
    assert len(product.endpoints.posts) == 1, account
    product.clock.turn(seconds=1)
    await product.deliver_webhooks()
    assert len(product.endpoints.posts) == 3
    nodes = (await load_webhook(client, webhook_id))["deliveries"]["nodes"]
    assert [node["status"] for node in nodes] == ["DELIVERED", "DELIVERED"]


async def test_retry_after_is_limited_to_a_day(product: Product) -> None:
    client, webhook_id = await failing(product, status(503, retry_after=999_999_999))
    due_at = moment((await newest(client, webhook_id))["nextTryAt"])
    assert due_at == product.clock.now + timedelta(hours=24)


async def test_410_disables_at_once(product: Product) -> None:
    client, webhook_id = await failing(product, status(410))
    hooked = await load_webhook(client, webhook_id)
    assert (hooked["status"], hooked["disabledReason"]) == ("DISABLED", "GONE")
    assert hooked["disabledAt"] == shown(product.clock.now)
    assert hooked["deliveries"]["nodes"][0]["status"] == "FAILED"
    await expect_disabled(product, client, webhook_id, "GONE")


async def test_five_days_without_a_success_disable(product: Product) -> None:
    client, webhook_id = await failing(product, status(500))
    began = product.clock.now
    account = await product.approved_account(client)
    product.clock.now = began + timedelta(days=5, seconds=-1)
    await cancel_one(client, account)
    await product.deliver_webhooks()
    assert (await load_webhook(client, webhook_id))["status"] == "ENABLED"
    product.clock.now = began + timedelta(days=5)
    await cancel_one(client, account)
    await product.deliver_webhooks()
    hooked = await load_webhook(client, webhook_id)
    assert (hooked["status"], hooked["disabledReason"]) == ("DISABLED", "FAILING")
    assert hooked["failingSince"] == shown(began)
    assert {node["status"] for node in hooked["deliveries"]["nodes"]} == {"FAILED"}
    await expect_disabled(product, client, webhook_id, "FAILING")


async def expect_disabled(product: Product, client: Client, webhook_id: str, reason: str) -> None:
    """The audit log has an entry; nothing is sent or enqueued until a user enables the webhook."""
    log = """{ auditLog(first: 100, filter: {action: WEBHOOK_DISABLED}) { nodes {
      subjectId actorKind actorName changes { field before after } } } }"""
    (entry,) = (await client.get(log))["auditLog"]["nodes"]
    assert (entry["subjectId"], entry["actorKind"], entry["actorName"]) == (
        webhook_id,
        "OPERATOR",
        "worker",
    )
    assert entry["changes"] == [
        {"field": "status", "before": "ENABLED", "after": "DISABLED"},
        {"field": "disabled_reason", "before": None, "after": reason},
    ]
    posts = len(product.endpoints.posts)
    account = await product.approved_account(client)
    before = len((await load_webhook(client, webhook_id))["deliveries"]["nodes"])
    await cancel_one(client, account)
    product.clock.turn(days=2)
    await product.deliver_webhooks()
    hooked = await load_webhook(client, webhook_id)
    assert (len(product.endpoints.posts), len(hooked["deliveries"]["nodes"])) == (posts, before)
    assert await refused(client, "sendTestWebhook", id=webhook_id) == [("id", "CONFLICT")]
    product.endpoints.scripts[URL] = [OK]
    await saved(client, "updateWebhook", id=webhook_id, isEnabled=True)
    await cancel_one(client, account)
    await product.deliver_webhooks()
    hooked = await load_webhook(client, webhook_id)
    assert (hooked["status"], hooked["failingSince"]) == ("ENABLED", None)
    assert hooked["deliveries"]["nodes"][0]["status"] == "DELIVERED"


async def test_a_test_event_is_tried_once_and_leaves_the_circuit_breaker_alone(
    product: Product,
) -> None:
    client = await product.partner()
    webhook_id, _ = await create_webhook(client)
    product.endpoints.scripts[URL] = [WebhookResponse(DeliveryError.TIMEOUT)]
    await saved(client, "sendTestWebhook", id=webhook_id)
    await product.deliver_webhooks()
    hooked = await load_webhook(client, webhook_id)
    (delivery,) = hooked["deliveries"]["nodes"]
    assert (delivery["status"], delivery["nextTryAt"]) == ("FAILED", None)
    assert [attempt["error"] for attempt in delivery["attempts"]["nodes"]] == ["TIMEOUT"]
    assert hooked["failingSince"] is None


async def test_a_dead_workers_delivery_is_sent_once_its_lease_expires(product: Product) -> None:
    client = await product.partner()
    webhook_id, _ = await create_webhook(client)
    await saved(client, "sendTestWebhook", id=webhook_id)
    leased = {"lease_until": START + timedelta(seconds=30), "tries": 1}
    async with product.services.database.write() as connection:
        await connection.execute(update(webhook_delivery).values(**leased))
    product.clock.now = START + timedelta(seconds=29)
    await product.deliver_webhooks()
    assert product.endpoints.posts == []
    assert await product.services.webhook_delivery.next_due_at() == START + timedelta(seconds=30)
    product.clock.now = START + timedelta(seconds=30)
    await product.deliver_webhooks()
    assert len(product.endpoints.posts) == 1
    assert (await newest(client, webhook_id))["status"] == "DELIVERED"
