"""The partner API saves one URL for each event."""

from __future__ import annotations

import pytest

from tests.product import Product
from tests.webhooks import create_webhook, load_webhook
from textgate.domain.errors import InvalidInput
from textgate.domain.webhooks import WebhookEvent
from textgate.services.webhooks.subscriptions import Subscription

EVENT = WebhookEvent.SMS_VERIFICATION_STATUS


async def test_saving_an_event_replaces_its_url(product: Product) -> None:
    client = await product.partner()
    subscriptions, viewer = product.services.webhook_subscriptions, client.viewer
    # A webhook with two events, created elsewhere, stays unchanged.
    await create_webhook(
        client, "SMS_VERIFICATION_STATUS", "MESSAGE_STATUS", url="https://ours.org/"
    )
    first = await subscriptions.save(viewer, EVENT, "https://one.org/")
    assert (first.secret or "").startswith("whsec_")
    again = await subscriptions.save(viewer, EVENT, "https://two.org/")
    assert again == Subscription(first.webhook_id)
    assert first.webhook_id is not None
    key = f"webhook_{first.webhook_id.hex}"
    assert (await load_webhook(client, key))["url"] == "https://two.org/"
    other = await subscriptions.save(viewer, WebhookEvent.MESSAGE_STATUS, "https://one.org/")
    assert other.webhook_id not in (None, first.webhook_id)
    assert await subscriptions.save(viewer, EVENT, " ") == Subscription(None)
    assert await subscriptions.save(viewer, EVENT, None) == Subscription(None)
    listed = (await client.get("{ webhooks { nodes { url } } }"))["webhooks"]["nodes"]
    assert [node["url"] for node in listed] == ["https://ours.org/", "https://one.org/"]


async def test_a_refused_url_changes_nothing(product: Product) -> None:
    client = await product.partner()
    with pytest.raises(InvalidInput):
        await product.services.webhook_subscriptions.save(client.viewer, EVENT, "http://127.0.0.1/")
    assert (await client.get("{ webhooks { totalCount } }"))["webhooks"]["totalCount"] == 0
