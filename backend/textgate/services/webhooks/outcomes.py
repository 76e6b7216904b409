"""Records one attempt of a webhook delivery, and what follows: a retry, the end, a disabled webhook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import RowMapping, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.audit import AuditAction, Change, Event
from textgate.domain.ids import new_id
from textgate.domain.viewer import worker
from textgate.domain.webhooks import (
    ASK_LATER,
    DISABLED_AFTER,
    GONE,
    LONGEST_RETRY_AFTER,
    DeliveryStatus,
    WebhookDisabledReason,
    WebhookEvent,
    WebhookStatus,
    wait_after,
)
from textgate.services.audit import audit_log
from textgate.services.webhooks import webhook_rows
from textgate.services.webhooks.client import WebhookResponse
from textgate.storage import leases
from textgate.storage.tables import webhook, webhook_attempt, webhook_delivery


@dataclass(frozen=True, slots=True)
class Attempt:
    """`row` is the leased delivery, whose `tries` include this attempt; `chance` is from 0 to 1."""

    row: Mapping[str, Any]
    at: datetime
    milliseconds: int
    response: WebhookResponse
    chance: float


async def record_attempt(connection: AsyncConnection, attempt: Attempt, now: datetime) -> None:
    """Record an attempt; ignore it if the webhook is deleted or another worker holds the lease."""
    row, response = attempt.row, attempt.response
    # Lock the webhook first, as every transaction does that writes both.
    is_webhook = (webhook.c.id == row["webhook_id"]) & (webhook.c.partner_id == row["partner_id"])
    locked = select(webhook).where(is_webhook).with_for_update(key_share=True)
    current = (await connection.execute(locked)).mappings().one_or_none()
    if current is None:
        return
    is_delivered = response.error is None
    retry_at = None if is_delivered else _retry_at(attempt, now)
    values: dict[str, Any] = {"lease_until": None, "due_at": retry_at}
    if retry_at is None:
        status = DeliveryStatus.DELIVERED if is_delivered else DeliveryStatus.FAILED
        values |= {"status": status, "completed_at": now}
    is_held = leases.is_held(webhook_delivery, row["partner_id"], row["id"], row["lease_until"])
    recorded = await connection.execute(update(webhook_delivery).where(is_held).values(**values))
    if not recorded.rowcount:
        return
    await connection.execute(insert(webhook_attempt), _attempt_row(attempt))
    changes = _webhook_changes(current, attempt, now)
    if changes:
        await connection.execute(update(webhook).where(is_webhook).values(**changes))
    if "disabled_reason" in changes:
        await _clean_up_disabled(connection, current, changes["disabled_reason"], now)


def _retry_at(attempt: Attempt, now: datetime) -> datetime | None:
    """When to retry; None for never. A test event is tried once."""
    row, response = attempt.row, attempt.response
    if row["event"] is WebhookEvent.TEST or response.status_code == GONE:
        return None
    wait = wait_after(row["tries"], attempt.chance)
    if wait is None:
        return None
    return now + max(wait, _retry_after(response) or wait)


def _retry_after(response: WebhookResponse) -> timedelta | None:
    """The Retry-After of a 429 or 503, at most LONGEST_RETRY_AFTER."""
    if response.status_code not in ASK_LATER or response.retry_after is None:
        return None
    return min(timedelta(seconds=response.retry_after), LONGEST_RETRY_AFTER)


def _webhook_changes(current: RowMapping, attempt: Attempt, now: datetime) -> dict[str, Any]:
    """The webhook's circuit breaker: a failure trips it, a success resets it, and after DISABLED_AFTER
    without a success the webhook is disabled."""
    response = attempt.response
    failing_since: datetime | None = current["failing_since"]
    if response.error is None:
        return {} if failing_since is None else {"failing_since": None}
    if response.status_code == GONE:
        return _disable(WebhookDisabledReason.GONE, failing_since or now, now)
    if attempt.row["event"] is WebhookEvent.TEST:
        return {}
    if failing_since is not None and now - failing_since >= DISABLED_AFTER:
        return _disable(WebhookDisabledReason.FAILING, failing_since, now)
    changes: dict[str, Any] = {} if failing_since is not None else {"failing_since": now}
    retry_after = _retry_after(response)
    # Retry-After pauses all deliveries of the webhook, not only this one.
    return changes if retry_after is None else changes | {"paused_until": now + retry_after}


def _disable(
    reason: WebhookDisabledReason, failing_since: datetime, now: datetime
) -> dict[str, Any]:
    return {
        "status": WebhookStatus.DISABLED,
        "disabled_reason": reason,
        "disabled_at": now,
        "failing_since": failing_since,
        "paused_until": None,
    }


async def _clean_up_disabled(
    connection: AsyncConnection, current: RowMapping, reason: WebhookDisabledReason, now: datetime
) -> None:
    """Fail the pending deliveries, delete the news for the digest, and write the audit log."""
    partner_id, webhook_id = current["partner_id"], current["id"]
    await webhook_rows.fail_pending(connection, partner_id, webhook_id, now)
    await webhook_rows.delete_news(connection, partner_id, webhook_id)
    changes = (
        Change("status", WebhookStatus.ENABLED, WebhookStatus.DISABLED),
        Change("disabled_reason", None, reason),
    )
    event = Event(
        AuditAction.WEBHOOK_DISABLED, "webhook", webhook_id, current["account_id"], changes
    )
    await audit_log.record(connection, worker(partner_id), now, event)


def _attempt_row(attempt: Attempt) -> dict[str, Any]:
    return {
        "id": new_id(),
        "partner_id": attempt.row["partner_id"],
        "delivery_id": attempt.row["id"],
        "at": attempt.at,
        "milliseconds": attempt.milliseconds,
        "status_code": attempt.response.status_code,
        "error": attempt.response.error,
        "response": attempt.response.body,
    }
