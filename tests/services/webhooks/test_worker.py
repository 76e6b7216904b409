"""Deliveries: signed, tried on schedule, given up, and nobody waits for somebody else's endpoint."""

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
from tests.webhooks import ROTATE, URL, hook, read
from textgate.domain.webhooks import RETRY_AFTER, DeliveryError
from textgate.services.webhooks.client import Answer
from textgate.storage.tables import webhook_delivery


async def failing(product: Product, *answers: Answer) -> tuple[Client, str]:
    """A webhook that has been told of one text, and answered so."""
    client = await product.partner()
    account = await product.approved_account(client)
    webhook_id, _ = await hook(client)
    product.endpoints.scripts[URL] = list(answers)
    await cancel_one(client, account)
    await product.tell()
    return client, webhook_id


async def cancel_one(client: Client, account: str) -> None:
    """Something happens that a webhook is told of."""
    sent = """mutation ($input: SendSmsInput!) { sendSms(input: $input) {
      ... on SendSmsSuccess { smsMessage { id } } } }"""
    given = {"senderId": account, "to": "4065550121", "body": "Hi"}
    message = (await client.get(sent, input=given))["sendSms"]["smsMessage"]
    await saved(client, "cancelSms", id=message["id"])


async def newest(client: Client, webhook_id: str) -> Any:
    return (await read(client, webhook_id))["deliveries"]["nodes"][0]


def shown(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


async def test_what_arrives_is_delivered_and_recorded(product: Product) -> None:
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
async def test_a_thousand_deliveries_verify(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Now(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Any:  # noqa: ARG003
            return product.clock.now

    monkeypatch.setattr("standardwebhooks.webhooks.datetime", Now)
    client = await product.partner()
    webhook_id, secret = await hook(client)
    requests, viewer = product.services.webhook_requests, client.viewer
    key = UUID(webhook_id[-32:])
    for _ in range(1_000):
        await requests.send_test(viewer, key)
    await product.tell()
    assert len({post.headers["webhook-id"] for post in product.endpoints.posts}) == 1_000
    for post in product.endpoints.posts:
        assert Webhook(secret).verify(post.payload, dict(post.headers))["type"] == "test"
    other = "whsec_" + "A" * 43 + "="
    with pytest.raises(Exception, match="No matching signature"):
        Webhook(other).verify(post.payload, dict(post.headers))


async def test_both_secrets_sign_for_a_while(product: Product) -> None:
    client = await product.partner()
    webhook_id, old = await hook(client)
    rotated = await client.get(ROTATE, input={"id": webhook_id, "hours": 2})
    new = rotated["rotateWebhookSecret"]["secret"]
    until = shown(product.clock.now + timedelta(hours=2))
    assert rotated["rotateWebhookSecret"]["webhook"] == {"previousSecretUntil": until}
    for minutes, signed_with in ((0, [new, old]), (119, [new, old]), (1, [new])):
        product.clock.turn(minutes=minutes)
        await saved(client, "sendTestWebhook", id=webhook_id)
        await product.tell()
        post = product.endpoints.posts[-1]
        expected = [
            Webhook(each).sign(post.headers["webhook-id"], product.clock.now, post.payload)
            for each in signed_with
        ]
        assert post.headers["webhook-signature"].split(" ") == expected
    # Somebody else knows it: nothing is signed with it any more.
    await client.get(ROTATE, input={"id": webhook_id, "hours": 0})
    await saved(client, "sendTestWebhook", id=webhook_id)
    await product.tell()
    assert len(product.endpoints.posts[-1].headers["webhook-signature"].split(" ")) == 1


async def test_tries_follow_the_schedule_and_end(product: Product) -> None:
    client, webhook_id = await failing(product, status(500, "no"))
    tries = [product.clock.now]
    while (delivery := await newest(client, webhook_id))["nextTryAt"]:
        due_at = moment(delivery["nextTryAt"])
        product.clock.now = due_at - timedelta(milliseconds=1)
        await product.tell()
        assert len(product.endpoints.posts) == len(tries)
        product.clock.now = due_at
        await product.tell()
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
    # Given up, and tried anew under the same id once somebody asks for it.
    product.endpoints.scripts[URL] = [OK]
    await saved(client, "resendWebhookDelivery", id=delivery["id"])
    await product.tell()
    delivery = await newest(client, webhook_id)
    assert (delivery["status"], delivery["tries"]) == ("DELIVERED", 1)
    assert product.endpoints.posts[-1].headers["webhook-id"] in ids
    assert (await read(client, webhook_id))["failingSince"] is None


@pytest.mark.parametrize("code", [300, 301, 302, 304, 400, 401, 404, 429, 500, 503])
async def test_only_2xx_is_delivered(product: Product, code: int) -> None:
    client, webhook_id = await failing(product, status(code))
    found = await read(client, webhook_id)
    assert found["deliveries"]["nodes"][0]["status"] == "PENDING"
    assert (found["status"], found["failingSince"]) == ("ENABLED", shown(product.clock.now))


@pytest.mark.parametrize("code", [429, 503])
async def test_retry_after_is_obeyed_for_all_that_is_to_be_sent(
    product: Product, code: int
) -> None:
    client, webhook_id = await failing(product, status(code, retry_after=600), OK)
    account = await product.account(client)
    await saved(client, "sendTestWebhook", id=webhook_id)
    product.clock.turn(seconds=599)
    await product.tell()
    assert len(product.endpoints.posts) == 1, account
    product.clock.turn(seconds=1)
    await product.tell()
    assert len(product.endpoints.posts) == 3
    nodes = (await read(client, webhook_id))["deliveries"]["nodes"]
    assert [each["status"] for each in nodes] == ["DELIVERED", "DELIVERED"]


async def test_nobody_is_left_alone_for_longer_than_a_day(product: Product) -> None:
    client, webhook_id = await failing(product, status(503, retry_after=999_999_999))
    due_at = moment((await newest(client, webhook_id))["nextTryAt"])
    assert due_at == product.clock.now + timedelta(hours=24)


async def test_410_disables_at_once(product: Product) -> None:
    client, webhook_id = await failing(product, status(410))
    found = await read(client, webhook_id)
    assert (found["status"], found["disabledReason"]) == ("DISABLED", "GONE")
    assert found["disabledAt"] == shown(product.clock.now)
    assert found["deliveries"]["nodes"][0]["status"] == "FAILED"
    await expect_disabled(product, client, webhook_id, "GONE")


async def test_five_days_without_a_success_disable(product: Product) -> None:
    client, webhook_id = await failing(product, status(500))
    began = product.clock.now
    account = await product.approved_account(client)
    product.clock.now = began + timedelta(days=5, seconds=-1)
    await cancel_one(client, account)
    await product.tell()
    assert (await read(client, webhook_id))["status"] == "ENABLED"
    product.clock.now = began + timedelta(days=5)
    await cancel_one(client, account)
    await product.tell()
    found = await read(client, webhook_id)
    assert (found["status"], found["disabledReason"]) == ("DISABLED", "FAILING")
    assert found["failingSince"] == shown(began)
    assert {each["status"] for each in found["deliveries"]["nodes"]} == {"FAILED"}
    await expect_disabled(product, client, webhook_id, "FAILING")


async def expect_disabled(product: Product, client: Client, webhook_id: str, reason: str) -> None:
    """It is in the audit log; nothing is sent or kept any more until somebody enables it."""
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
    before = len((await read(client, webhook_id))["deliveries"]["nodes"])
    await cancel_one(client, account)
    product.clock.turn(days=2)
    await product.tell()
    found = await read(client, webhook_id)
    assert (len(product.endpoints.posts), len(found["deliveries"]["nodes"])) == (posts, before)
    assert await refused(client, "sendTestWebhook", id=webhook_id) == [("id", "CONFLICT")]
    product.endpoints.scripts[URL] = [OK]
    await saved(client, "updateWebhook", id=webhook_id, isEnabled=True)
    await cancel_one(client, account)
    await product.tell()
    found = await read(client, webhook_id)
    assert (found["status"], found["failingSince"]) == ("ENABLED", None)
    assert found["deliveries"]["nodes"][0]["status"] == "DELIVERED"


async def test_a_test_is_tried_once_and_says_nothing_of_how_the_webhook_does(
    product: Product,
) -> None:
    client = await product.partner()
    webhook_id, _ = await hook(client)
    product.endpoints.scripts[URL] = [Answer(DeliveryError.TIMEOUT)]
    await saved(client, "sendTestWebhook", id=webhook_id)
    await product.tell()
    found = await read(client, webhook_id)
    (delivery,) = found["deliveries"]["nodes"]
    assert (delivery["status"], delivery["nextTryAt"]) == ("FAILED", None)
    assert [each["error"] for each in delivery["attempts"]["nodes"]] == ["TIMEOUT"]
    assert found["failingSince"] is None


async def test_who_died_with_a_delivery_is_followed_by_another(product: Product) -> None:
    client = await product.partner()
    webhook_id, _ = await hook(client)
    await saved(client, "sendTestWebhook", id=webhook_id)
    lost = {"lease_until": START + timedelta(seconds=30), "tries": 1}
    async with product.services.database.write() as connection:
        await connection.execute(update(webhook_delivery).values(**lost))
    product.clock.now = START + timedelta(seconds=29)
    await product.tell()
    assert product.endpoints.posts == []
    assert await product.services.webhook_delivery.next_due_at() == START + timedelta(seconds=30)
    product.clock.now = START + timedelta(seconds=30)
    await product.tell()
    assert len(product.endpoints.posts) == 1
    assert (await newest(client, webhook_id))["status"] == "DELIVERED"
