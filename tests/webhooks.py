"""Creates webhooks and queries their deliveries."""

from __future__ import annotations

from typing import Any

from tests.product import Client

CREATE = """mutation ($input: CreateWebhookInput!) { createWebhook(input: $input) {
  secret webhook { id url events status } userErrors { field code message } } }"""
ROTATE = """mutation ($input: RotateWebhookSecretInput!) { rotateWebhookSecret(input: $input) {
  secret webhook { previousSecretUntil } userErrors { field code message } } }"""
READ = """query ($id: ID!) { node(id: $id) { ... on Webhook {
  url status disabledReason disabledAt failingSince previousSecretUntil
  deliveries(first: 60) { nodes { id event status tries nextTryAt completedAt payload
    attempts(first: 12) { nodes { at statusCode error response } } } } } } }"""

URL = "https://ehr.example.org/hooks"


async def create_webhook(
    client: Client, *events: str, url: str = URL, **values: Any
) -> tuple[str, str]:
    """Create a webhook; returns its ID and secret."""
    values |= {"url": url, "events": list(events) or ["MESSAGE_STATUS"]}
    answer = (await client.get(CREATE, input=values))["createWebhook"]
    assert answer["userErrors"] == []
    return answer["webhook"]["id"], answer["secret"]


async def load_webhook(client: Client, webhook_id: str) -> dict[str, Any]:
    """The webhook with its deliveries, newest first, and their attempts."""
    webhook: dict[str, Any] = (await client.get(READ, id=webhook_id))["node"]
    return webhook
