"""Payloads and delivery rows of webhooks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import orjson
from sqlalchemy import RowMapping

from textgate.domain.ids import new_id
from textgate.domain.webhooks import DeliveryStatus, WebhookEvent


def encode_payload(event: WebhookEvent, at: datetime, data: Mapping[str, Any]) -> str:
    """JSON as Standard Webhooks requires: `type`, `timestamp` and `data`."""
    payload = {"type": event.wire_name, "timestamp": format_time(at), "data": data}
    return orjson.dumps(payload).decode()


def format_time(moment: datetime | None) -> str | None:
    """UTC in milliseconds, such as 2026-11-10T13:00:00.000Z."""
    if moment is None:
        return None
    naive = moment.astimezone(UTC).replace(tzinfo=None)
    return naive.isoformat(timespec="milliseconds") + "Z"


def delivery_row(
    webhook_row: RowMapping | Mapping[str, Any],
    event: WebhookEvent,
    payload: str,
    now: datetime,
    dedupe_key: str | None = None,
) -> dict[str, Any]:
    """A row of webhook_delivery that is due now."""
    return {
        "id": new_id(),
        "partner_id": webhook_row["partner_id"],
        "account_id": webhook_row["account_id"],
        "webhook_id": webhook_row["id"],
        "event": event,
        "payload": payload,
        "dedupe_key": dedupe_key,
        "status": DeliveryStatus.PENDING,
        "tries": 0,
        "due_at": now,
        "lease_until": None,
        "created_at": now,
        "completed_at": None,
    }
