"""Relations of webhooks, their deliveries and their attempts."""

from __future__ import annotations

from textgate.graphql.declare.ids import read_account_id
from textgate.graphql.declare.relation import EqualityFilter, Order, Relation, Shape
from textgate.storage.tables import webhook, webhook_attempt, webhook_delivery

ALL_WEBHOOKS = Relation(
    webhook,
    Shape.PAGE,
    order=Order((webhook.c.id,)),
    filters=(
        EqualityFilter("status", webhook.c.status),
        EqualityFilter("account_id", webhook.c.account_id, read_account_id),
    ),
)
WEBHOOK = Relation(webhook, Shape.ONE, webhook.c.id, key="webhook_id")
DELIVERIES = Relation(
    webhook_delivery,
    Shape.PAGE,
    webhook_delivery.c.webhook_id,
    order=Order((webhook_delivery.c.id,), is_descending=True),
    filters=(EqualityFilter("status", webhook_delivery.c.status),),
)
ATTEMPTS = Relation(
    webhook_attempt,
    Shape.PAGE,
    webhook_attempt.c.delivery_id,
    order=Order((webhook_attempt.c.id,), is_descending=True),
)
