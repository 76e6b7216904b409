"""Which webhooks, deliveries and tries are listed, and which belong to which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, false

from textgate.graphql.entity import Order, Relation, Shape
from textgate.graphql.ids import decode_as
from textgate.storage.tables import webhook, webhook_attempt, webhook_delivery

if TYPE_CHECKING:
    from textgate.graphql.context import Context


def _webhooks(arguments: Mapping[str, Any], _: Context) -> Sequence[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if (status := arguments.get("status")) is not None:
        conditions.append(webhook.c.status == status)
    if (wanted := arguments.get("account_id")) is not None:
        account_id = decode_as(wanted, "account")
        conditions.append(false() if account_id is None else webhook.c.account_id == account_id)
    return conditions


def _deliveries(arguments: Mapping[str, Any], _: Context) -> Sequence[ColumnElement[bool]]:
    status = arguments.get("status")
    return () if status is None else (webhook_delivery.c.status == status,)


ALL_WEBHOOKS = Relation(webhook, Shape.PAGE, order=Order((webhook.c.id,)), narrow=_webhooks)
WEBHOOK = Relation(webhook, Shape.ONE, webhook.c.id, key="webhook_id")
DELIVERIES = Relation(
    webhook_delivery,
    Shape.PAGE,
    webhook_delivery.c.webhook_id,
    order=Order((webhook_delivery.c.id,), is_descending=True),
    narrow=_deliveries,
)
ATTEMPTS = Relation(
    webhook_attempt,
    Shape.PAGE,
    webhook_attempt.c.delivery_id,
    order=Order((webhook_attempt.c.id,), is_descending=True),
)
