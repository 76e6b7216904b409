"""Webhooks through GraphQL: refused input, secrets shown once, and the statements that a page takes."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from tests.graphql.documents import refused, rows, saved
from tests.product import Product
from tests.webhooks import CREATE, READ, ROTATE, URL, create_webhook, load_webhook
from textgate.services.webhooks.webhook_rows import MAX_WEBHOOKS
from textgate.storage.tables import audit_entry, webhook, webhook_attempt, webhook_delivery

PORTAL = """{ webhooks(first: 20) { totalCount nodes { url status account { name }
  deliveries(first: 5) { nodes { status payload webhook { url } attempts(first: 2) { nodes { error } } } }
} } }"""
# Statements: credential, webhooks, accounts, deliveries, webhooks of deliveries, attempts, one count.
PORTAL_STATEMENTS = 7


async def test_a_webhooks_secret_is_shown_once(product: Product) -> None:
    client = await product.partner()
    webhook_id, secret = await create_webhook(client)
    rotated = await client.get(ROTATE, input={"id": webhook_id})
    newer = rotated["rotateWebhookSecret"]["secret"]
    assert secret != newer
    async with product.services.database.read() as connection:
        (kept,) = await connection.execute(select(webhook.c.secret, webhook.c.previous_secret))
        entries = (await connection.execute(select(audit_entry))).all()
    assert tuple(kept) == (newer, secret)
    response_and_log = repr((await client.ask(READ, id=webhook_id), entries))
    assert secret not in response_and_log
    assert newer not in response_and_log
    fields = (await client.get('{ __type(name: "Webhook") { fields { name } } }'))["__type"][
        "fields"
    ]
    assert "secret" not in {field["name"] for field in fields}


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"url": " "}, [("url", "REQUIRED")]),
        ({"url": "http://ehr.example.org/"}, [("url", "INVALID")]),
        ({"url": "https://169.254.169.254/"}, [("url", "INVALID")]),
        ({"url": "https://ehr.example.org/" + "x" * 2_000}, [("url", "TOO_LONG")]),
        ({"events": []}, [("events", "REQUIRED")]),
        ({"events": ["TEST"]}, [("events", "INVALID")]),
        ({"description": "x" * 201}, [("description", "TOO_LONG")]),
        ({"url": "", "events": []}, [("url", "REQUIRED"), ("events", "REQUIRED")]),
    ],
)
async def test_invalid_input_creates_no_webhook(
    product: Product, changes: dict[str, Any], errors: list[tuple[str, str]]
) -> None:
    client = await product.partner()
    input_fields = {"url": URL, "events": ["MESSAGE_STATUS"]} | changes
    assert await refused(client, "createWebhook", **input_fields) == errors
    assert await rows(product, webhook) == 0


async def test_the_number_of_webhooks_is_limited(product: Product) -> None:
    client = await product.partner()
    account = await product.account(client)
    for _ in range(MAX_WEBHOOKS):
        await create_webhook(client)
    input_fields = {"url": URL, "events": ["MESSAGE_STATUS"]}
    assert await refused(client, "createWebhook", **input_fields) == [("url", "CONFLICT")]
    await create_webhook(client, accountId=account)
    answer = await client.get(CREATE, input=input_fields | {"accountId": account})
    assert answer["createWebhook"]["userErrors"] == []


async def test_webhooks_can_be_changed_and_filtered(product: Product) -> None:
    client = await product.partner()
    account = await product.account(client)
    own, _ = await create_webhook(client, accountId=account)
    other, _ = await create_webhook(client)
    await saved(client, "updateWebhook", id=other, url="https://other.org", isEnabled=False)
    shown = await load_webhook(client, other)
    assert (shown["url"], shown["status"], shown["disabledReason"]) == (
        "https://other.org/",
        "DISABLED",
        "REQUESTED",
    )
    document = """query ($status: WebhookStatus, $account: ID) {
      webhooks(status: $status, accountId: $account) { nodes { id } } }"""
    for arguments, ids in (
        ({}, [own, other]),
        ({"status": "DISABLED"}, [other]),
        ({"account": account}, [own]),
        ({"account": account, "status": "DISABLED"}, []),
    ):
        listed = (await client.get(document, **arguments))["webhooks"]["nodes"]
        assert [each["id"] for each in listed] == ids


@pytest.mark.parametrize(("hooks", "tests"), [(1, 1), (6, 5)])
async def test_a_page_of_webhooks_takes_a_fixed_number_of_statements(
    product: Product, hooks: int, tests: int
) -> None:
    client = await product.partner()
    account = await product.account(client)
    for _ in range(hooks):
        webhook_id, _ = await create_webhook(client, accountId=account)
        for _ in range(tests):
            await saved(client, "sendTestWebhook", id=webhook_id)
    await product.deliver_webhooks()
    with product.statements() as statements:
        await client.get(PORTAL)
    assert len(statements) == PORTAL_STATEMENTS
    assert await rows(product, webhook_attempt) == hooks * tests


async def test_deliveries_are_kept_for_thirty_days(product: Product) -> None:
    client = await product.partner()
    webhook_id, _ = await create_webhook(client)
    await saved(client, "sendTestWebhook", id=webhook_id)
    await product.deliver_webhooks()
    product.clock.turn(days=29)
    await saved(client, "sendTestWebhook", id=webhook_id)
    for days, kept in ((0, 2), (1, 1), (400, 1)):
        product.clock.turn(days=days)
        await product.services.housekeeping.run()
        # Pending deliveries are kept.
        assert await rows(product, webhook_delivery) == kept
    assert await rows(product, webhook_attempt) == 0


async def test_a_partners_time_zone_can_be_changed(product: Product) -> None:
    client = await product.partner()
    ask = "{ viewer { partner { timeZone businessDetails { lastUpdatedAt: updatedAt } } } }"
    before = (await client.get(ask))["viewer"]["partner"]
    assert before["timeZone"] == "America/New_York"
    product.clock.turn(hours=1)
    await saved(client, "updatePartnerBusinessDetails", timeZone="America/Denver")
    assert (await client.get(ask))["viewer"]["partner"] == before | {"timeZone": "America/Denver"}
    for wrong, code in ((None, "REQUIRED"), (" ", "REQUIRED"), ("Mars/Base", "INVALID")):
        errors = await refused(client, "updatePartnerBusinessDetails", timeZone=wrong)
        assert errors == [("timeZone", code)]
