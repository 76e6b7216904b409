"""Records how one try of a delivery went, and what follows: the next try, the end, a disabled webhook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

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
from textgate.services.webhooks.client import Answer
from textgate.storage import leases
from textgate.storage.tables import webhook, webhook_attempt, webhook_delivery


@dataclass(frozen=True, slots=True)
class Try:
    """One that was made `at` a moment; `row` is the delivery as it was claimed, with this try counted."""

    row: Mapping[str, Any]
    at: datetime
    milliseconds: int
    answer: Answer
    chance: float


async def record(connection: AsyncConnection, tried: Try, now: datetime) -> None:
    """Nothing of it counts once the webhook is deleted or disabled, or another worker has the lease."""
    row, answer = tried.row, tried.answer
    # The webhook first, as everybody does who writes both.
    this = select(webhook).where(
        webhook.c.id == row["webhook_id"], webhook.c.partner_id == row["partner_id"]
    )
    found = await connection.execute(this.with_for_update(key_share=True))
    current = found.mappings().one_or_none()
    if current is None:
        return
    is_delivered = answer.error is None
    retry_at = None if is_delivered else _retry_at(tried, now)
    values: dict[str, Any] = {"lease_until": None, "due_at": retry_at}
    if retry_at is None:
        ended = DeliveryStatus.DELIVERED if is_delivered else DeliveryStatus.FAILED
        values |= {"status": ended, "completed_at": now}
    mine = webhook_delivery.c.partner_id == row["partner_id"]
    is_held = leases.is_held(webhook_delivery, row["id"], row["lease_until"])
    written = await connection.execute(
        update(webhook_delivery).where(is_held, mine).values(**values)
    )
    if not written.rowcount:
        return
    await connection.execute(insert(webhook_attempt), _attempt(tried))
    changed = _webhook_values(current, tried, now)
    if changed:
        mine = (webhook.c.id == current["id"]) & (webhook.c.partner_id == current["partner_id"])
        await connection.execute(update(webhook).where(mine).values(**changed))
    if "disabled_reason" in changed:
        await _give_up(connection, current, changed["disabled_reason"], now)


def _retry_at(tried: Try, now: datetime) -> datetime | None:
    """When to try again, None for never: a test is tried once."""
    row, answer = tried.row, tried.answer
    if row["event"] is WebhookEvent.TEST or answer.status_code == GONE:
        return None
    wait = wait_after(row["tries"], tried.chance)
    if wait is None:
        return None
    return now + max(wait, _asked_for(answer) or wait)


def _asked_for(answer: Answer) -> timedelta | None:
    """How long the webhook asks to be left alone, as far as it is obeyed."""
    if answer.status_code not in ASK_LATER or answer.retry_after is None:
        return None
    return min(timedelta(seconds=answer.retry_after), LONGEST_RETRY_AFTER)


def _webhook_values(current: RowMapping, tried: Try, now: datetime) -> dict[str, Any]:
    """What becomes of the webhook itself."""
    answer = tried.answer
    since: datetime | None = current["failing_since"]
    if answer.error is None:
        return {} if since is None else {"failing_since": None}
    if answer.status_code == GONE:
        return _disabled(WebhookDisabledReason.GONE, since or now, now)
    if tried.row["event"] is WebhookEvent.TEST:
        return {}
    if since is not None and now - since >= DISABLED_AFTER:
        return _disabled(WebhookDisabledReason.FAILING, since, now)
    values: dict[str, Any] = {} if since is not None else {"failing_since": now}
    asked_for = _asked_for(answer)
    # Of whatever else is to be sent there, too.
    return values if asked_for is None else values | {"paused_until": now + asked_for}


def _disabled(reason: WebhookDisabledReason, since: datetime, now: datetime) -> dict[str, Any]:
    return {
        "status": WebhookStatus.DISABLED,
        "disabled_reason": reason,
        "disabled_at": now,
        "failing_since": since,
        "paused_until": None,
    }


async def _give_up(
    connection: AsyncConnection, current: RowMapping, reason: WebhookDisabledReason, now: datetime
) -> None:
    """Nothing is sent to a disabled webhook any more, nor kept for it."""
    partner_id, webhook_id = current["partner_id"], current["id"]
    await webhook_rows.give_up_pending(connection, partner_id, webhook_id, now)
    await webhook_rows.forget_news(connection, partner_id, webhook_id)
    changes = (
        Change("status", WebhookStatus.ENABLED, WebhookStatus.DISABLED),
        Change("disabled_reason", None, reason),
    )
    event = Event(
        AuditAction.WEBHOOK_DISABLED, "webhook", webhook_id, current["account_id"], changes
    )
    await audit_log.record(connection, worker(partner_id), now, event)


def _attempt(tried: Try) -> dict[str, Any]:
    attempt_id: UUID = new_id()
    return {
        "id": attempt_id,
        "partner_id": tried.row["partner_id"],
        "delivery_id": tried.row["id"],
        "at": tried.at,
        "milliseconds": tried.milliseconds,
        "status_code": tried.answer.status_code,
        "error": tried.answer.error,
        "response": tried.answer.response,
    }
