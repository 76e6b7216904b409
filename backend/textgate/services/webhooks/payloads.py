"""What webhooks are sent: small JSON with ids, never a text nor whom it is for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import orjson
from sqlalchemy import RowMapping

from textgate.domain.ids import new_id
from textgate.domain.webhooks import DeliveryStatus, WebhookEvent


def as_sent(event: WebhookEvent, at: datetime, data: Mapping[str, Any]) -> str:
    """The payload as Standard Webhooks has it."""
    payload = {"type": event.wire_name, "timestamp": shown(at), "data": data}
    return orjson.dumps(payload).decode()


def shown(moment: datetime | None) -> str | None:
    """To the millisecond, with a Z."""
    if moment is None:
        return None
    plain = moment.astimezone(UTC).replace(tzinfo=None)
    return plain.isoformat(timespec="milliseconds") + "Z"


def new_delivery(
    webhook_row: RowMapping | Mapping[str, Any],
    event: WebhookEvent,
    payload: str,
    now: datetime,
    dedupe_key: str | None = None,
) -> dict[str, Any]:
    """A row of webhook_delivery that is due at once."""
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
