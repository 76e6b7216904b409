"""Statements that several webhook services share: lock a webhook, fail its pending deliveries, delete it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.digest import next_digest_at
from textgate.domain.errors import UserErrorCode, invalid, not_found
from textgate.domain.viewer import Viewer
from textgate.domain.webhooks import DeliveryStatus, WebhookEvent, WebhookStatus
from textgate.services.access.scope import within
from textgate.storage.tables import (
    account,
    partner,
    webhook,
    webhook_attempt,
    webhook_delivery,
    webhook_news,
)

MAX_WEBHOOKS = 20
"""Webhooks of the partner as a whole, and webhooks of each account."""


async def lock(
    connection: AsyncConnection, viewer: Viewer, webhook_id: UUID, *, to_delete: bool = False
) -> RowMapping:
    """Lock and return a webhook of the viewer; raises InvalidInput.

    Only `to_delete` blocks transactions that enqueue deliveries for it.
    """
    statement = select(webhook).where(webhook.c.id == webhook_id, within(viewer, webhook))
    locked = statement.with_for_update(key_share=not to_delete)
    row = (await connection.execute(locked)).mappings().one_or_none()
    if row is None:
        raise not_found("Webhook")
    return row


async def lock_enabled(connection: AsyncConnection, viewer: Viewer, webhook_id: UUID) -> RowMapping:
    """Like `lock`; raises InvalidInput for a disabled webhook too."""
    row = await lock(connection, viewer, webhook_id)
    if row["status"] is WebhookStatus.DISABLED:
        problem = "is disabled; enable it first"
        raise invalid(("id",), UserErrorCode.CONFLICT, problem, subject="Webhook")
    return row


async def check_limit(connection: AsyncConnection, viewer: Viewer, account_id: UUID | None) -> None:
    """Raise InvalidInput if the account is not the viewer's, or if it has MAX_WEBHOOKS already."""
    if account_id is not None:
        own = select(account.c.id).where(account.c.id == account_id, within(viewer, account))
        if (await connection.execute(own)).first() is None:
            raise not_found("Account", "accountId")
    # Not `==`: in SQL, NULL = NULL is NULL.
    has_account = webhook.c.account_id.is_not_distinct_from(account_id)
    count = select(func.count()).where(within(viewer, webhook), has_account)
    if (await connection.execute(count)).scalar_one() >= MAX_WEBHOOKS:
        problem = f"exceeds the limit of {MAX_WEBHOOKS} webhooks; delete one first"
        raise invalid(("url",), UserErrorCode.CONFLICT, problem, subject="This webhook")


async def lock_time_zone(connection: AsyncConnection, viewer: Viewer) -> str:
    """Return the partner's time zone; lock the partner, so that its webhooks are created one by one."""
    own = select(partner.c.time_zone).where(partner.c.id == viewer.partner_id)
    zone: str = (await connection.execute(own.with_for_update(key_share=True))).scalar_one()
    return zone


def digest_due_at(events: list[str], now: datetime, zone: str) -> datetime | None:
    """When the first digest of a webhook with these events is due; None if it has none."""
    has_digest = WebhookEvent.SMS_VERIFICATION_STATUS in events
    return next_digest_at(now, zone) if has_digest else None


async def fail_pending(
    connection: AsyncConnection, partner_id: UUID, webhook_id: UUID, now: datetime
) -> None:
    """Mark pending deliveries as failed; a user can still resend each one."""
    values: dict[str, Any] = {
        "status": DeliveryStatus.FAILED,
        "due_at": None,
        "lease_until": None,
        "completed_at": now,
    }
    is_pending = (
        (webhook_delivery.c.webhook_id == webhook_id)
        & (webhook_delivery.c.partner_id == partner_id)
        & webhook_delivery.c.due_at.is_not(None)
    )
    await connection.execute(update(webhook_delivery).where(is_pending).values(**values))


async def delete_news(connection: AsyncConnection, partner_id: UUID, webhook_id: UUID) -> None:
    """Delete the decisions that the next digest would report."""
    is_own = (webhook_news.c.webhook_id == webhook_id) & (webhook_news.c.partner_id == partner_id)
    await connection.execute(delete(webhook_news).where(is_own))


async def delete_webhook(connection: AsyncConnection, partner_id: UUID, webhook_id: UUID) -> None:
    """Delete a webhook with its deliveries, attempts and news."""
    of_webhook = (webhook_delivery.c.webhook_id == webhook_id) & (
        webhook_delivery.c.partner_id == partner_id
    )
    of_deliveries = webhook_attempt.c.delivery_id.in_(
        select(webhook_delivery.c.id).where(of_webhook)
    )
    is_own = webhook_attempt.c.partner_id == partner_id
    await connection.execute(delete(webhook_attempt).where(of_deliveries, is_own))
    await connection.execute(delete(webhook_delivery).where(of_webhook))
    await delete_news(connection, partner_id, webhook_id)
    is_webhook = (webhook.c.id == webhook_id) & (webhook.c.partner_id == partner_id)
    await connection.execute(delete(webhook).where(is_webhook))
