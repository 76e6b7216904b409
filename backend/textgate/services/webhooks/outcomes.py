"""Records attempts of webhook deliveries, and what follows: a retry, the end, a disabled webhook."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, insert, null, select, update
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
from textgate.storage.prepared_write import PreparedWrite
from textgate.storage.tables import webhook, webhook_attempt, webhook_delivery


@dataclass(frozen=True, slots=True)
class Attempt:
    """`row` is the leased delivery, whose `tries` include this attempt; `chance` is from 0 to 1."""

    row: Mapping[str, Any]
    at: datetime
    milliseconds: int
    response: WebhookResponse
    chance: float


async def record_attempts(
    connection: AsyncConnection, attempts: Sequence[Attempt], now: datetime
) -> None:
    """Record attempts; ignore those whose webhook is deleted, or whose lease another worker holds.

    The number of statements depends on that of the partners, and of webhooks whose state changes.
    """
    by_partner: dict[UUID, list[Attempt]] = defaultdict(list)
    for attempt in attempts:
        by_partner[attempt.row["partner_id"]].append(attempt)
    disabled: list[dict[str, Any]] = []
    # Always in this order, so that two workers cannot deadlock.
    for partner_id, of_partner in sorted(by_partner.items()):
        disabled += await _record_partners(connection, partner_id, of_partner, now)
    # At the end, because this locks the heads of the partners' audit logs.
    for current in disabled:
        await _clean_up_disabled(connection, current, now)


async def _record_partners(
    connection: AsyncConnection, partner_id: UUID, attempts: Sequence[Attempt], now: datetime
) -> list[dict[str, Any]]:
    """Record one partner's attempts. Returns the webhooks that they disable."""
    # Lock the webhooks first, as every transaction does that writes both.
    webhooks = await _lock_webhooks(connection, partner_id, attempts)
    held = [
        attempt
        for attempt in await _lock_held(connection, partner_id, attempts)
        if attempt.row["webhook_id"] in webhooks
    ]
    if not held:
        return []
    await _UPDATE_DELIVERIES.execute(connection, [_delivery_values(each, now) for each in held])
    await connection.execute(insert(webhook_attempt), [_attempt_row(each) for each in held])
    disabled: list[dict[str, Any]] = []
    for webhook_id, current in webhooks.items():
        before = dict(current)
        for attempt in held:
            is_enabled = current["status"] is WebhookStatus.ENABLED
            if attempt.row["webhook_id"] == webhook_id and is_enabled:
                current |= _webhook_changes(current, attempt, now)
        changes = {name: value for name, value in current.items() if value != before[name]}
        if changes:
            is_webhook = (webhook.c.partner_id == partner_id) & (webhook.c.id == webhook_id)
            await connection.execute(update(webhook).where(is_webhook).values(**changes))
        if "disabled_reason" in changes:
            disabled.append(current)
    return disabled


async def _lock_webhooks(
    connection: AsyncConnection, partner_id: UUID, attempts: Sequence[Attempt]
) -> dict[UUID, dict[str, Any]]:
    """Lock the attempts' webhooks and return their rows by id."""
    ids = {attempt.row["webhook_id"] for attempt in attempts}
    is_webhook = (webhook.c.partner_id == partner_id) & webhook.c.id.in_(ids)
    statement = select(webhook).where(is_webhook).order_by(webhook.c.id)
    rows = await connection.execute(statement.with_for_update(key_share=True))
    return {row["id"]: dict(row) for row in rows.mappings()}


async def _lock_held(
    connection: AsyncConnection, partner_id: UUID, attempts: Sequence[Attempt]
) -> list[Attempt]:
    """Lock the attempts' deliveries, and return the attempts whose leases are still this worker's."""
    ids = {attempt.row["id"] for attempt in attempts}
    deliveries = webhook_delivery.c
    statement = (
        select(deliveries.id, deliveries.lease_until)
        .where(deliveries.partner_id == partner_id, deliveries.id.in_(ids))
        .order_by(deliveries.id)
        .with_for_update()
    )
    leases = {row.id: row.lease_until for row in await connection.execute(statement)}
    return [each for each in attempts if leases.get(each.row["id"]) == each.row["lease_until"]]


_UPDATE_DELIVERIES = PreparedWrite(
    lambda _: (
        update(webhook_delivery)
        .where(
            webhook_delivery.c.partner_id == bindparam("of_partner"),
            webhook_delivery.c.id == bindparam("delivery_id"),
        )
        .values(
            lease_until=null(),
            due_at=bindparam("retry_at"),
            status=bindparam("new_status"),
            completed_at=bindparam("ended_at"),
        )
    )
)


def _delivery_values(attempt: Attempt, now: datetime) -> dict[str, Any]:
    is_delivered = attempt.response.error is None
    retry_at = None if is_delivered else _retry_at(attempt, now)
    ended = DeliveryStatus.DELIVERED if is_delivered else DeliveryStatus.FAILED
    return {
        "of_partner": attempt.row["partner_id"],
        "delivery_id": attempt.row["id"],
        "retry_at": retry_at,
        "new_status": ended if retry_at is None else DeliveryStatus.PENDING,
        "ended_at": now if retry_at is None else None,
    }


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


def _webhook_changes(current: Mapping[str, Any], attempt: Attempt, now: datetime) -> dict[str, Any]:
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
    connection: AsyncConnection, current: Mapping[str, Any], now: datetime
) -> None:
    """Fail the pending deliveries, delete the news for the digest, and write the audit log."""
    partner_id, webhook_id = current["partner_id"], current["id"]
    await webhook_rows.fail_pending(connection, partner_id, webhook_id, now)
    await webhook_rows.delete_news(connection, partner_id, webhook_id)
    changes = (
        Change("status", WebhookStatus.ENABLED, WebhookStatus.DISABLED),
        Change("disabled_reason", None, current["disabled_reason"]),
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
