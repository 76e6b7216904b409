"""What everything that changes webhooks does to their rows: find and lock one, give up what is pending."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.digest import next_digest_at
from textgate.domain.errors import UserErrorCode, invalid
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

MOST = 20
"""Webhooks of the partner as a whole, and of each account."""


async def lock(
    connection: AsyncConnection, viewer: Viewer, webhook_id: UUID, *, to_delete: bool = False
) -> RowMapping:
    """The viewer's webhook, locked until the commit; only who deletes it keeps others from telling it
    anything meanwhile. Raises InvalidInput."""
    statement = select(webhook).where(webhook.c.id == webhook_id, within(viewer, webhook))
    locked = statement.with_for_update(key_share=not to_delete)
    row = (await connection.execute(locked)).mappings().one_or_none()
    if row is None:
        raise invalid(("id",), UserErrorCode.NOT_FOUND, "there is no such webhook")
    return row


async def lock_enabled(connection: AsyncConnection, viewer: Viewer, webhook_id: UUID) -> RowMapping:
    """As `lock`, of a webhook that something can be sent to."""
    row = await lock(connection, viewer, webhook_id)
    if row["status"] is WebhookStatus.DISABLED:
        raise invalid(("id",), UserErrorCode.CONFLICT, "is disabled; enable it first")
    return row


async def check_room(connection: AsyncConnection, viewer: Viewer, account_id: UUID | None) -> None:
    """That the account is the viewer's, and that there are not too many webhooks yet."""
    if account_id is not None:
        mine = select(account.c.id).where(account.c.id == account_id, within(viewer, account))
        if (await connection.execute(mine)).first() is None:
            raise invalid(("accountId",), UserErrorCode.NOT_FOUND, "there is no such account")
    # Not `==`, which SQL answers with neither for null.
    beside = webhook.c.account_id.is_not_distinct_from(account_id)
    counted = select(func.count()).where(within(viewer, webhook), beside)
    if (await connection.execute(counted)).scalar_one() >= MOST:
        message = f"there are {MOST} webhooks already; delete one first"
        raise invalid(("url",), UserErrorCode.CONFLICT, message)


async def lock_time_zone(connection: AsyncConnection, viewer: Viewer) -> str:
    """The partner's; who creates webhooks of it comes one after the other, and nobody else waits."""
    mine = select(partner.c.time_zone).where(partner.c.id == viewer.partner_id)
    zone: str = (await connection.execute(mine.with_for_update(key_share=True))).scalar_one()
    return zone


def digest_due_at(events: list[str], now: datetime, zone: str) -> datetime | None:
    """When a webhook with these events is first told of a day."""
    is_told = WebhookEvent.SMS_VERIFICATION_STATUS in events
    return next_digest_at(now, zone) if is_told else None


async def give_up_pending(
    connection: AsyncConnection, partner_id: UUID, webhook_id: UUID, now: datetime
) -> None:
    """What is still to be sent never will be, unless somebody asks for it."""
    values: dict[str, Any] = {
        "status": DeliveryStatus.FAILED,
        "due_at": None,
        "lease_until": None,
        "completed_at": now,
    }
    pending = (
        (webhook_delivery.c.webhook_id == webhook_id)
        & (webhook_delivery.c.partner_id == partner_id)
        & webhook_delivery.c.due_at.is_not(None)
    )
    await connection.execute(update(webhook_delivery).where(pending).values(**values))


async def forget_news(connection: AsyncConnection, partner_id: UUID, webhook_id: UUID) -> None:
    """No digest tells of what was decided until now."""
    mine = (webhook_news.c.webhook_id == webhook_id) & (webhook_news.c.partner_id == partner_id)
    await connection.execute(delete(webhook_news).where(mine))


async def remove(connection: AsyncConnection, partner_id: UUID, webhook_id: UUID) -> None:
    """Delete a webhook, and all that was sent to it or was to be."""
    theirs = select(webhook_delivery.c.id).where(
        webhook_delivery.c.webhook_id == webhook_id, webhook_delivery.c.partner_id == partner_id
    )
    attempts = webhook_attempt.c.delivery_id.in_(theirs)
    owned = webhook_attempt.c.partner_id == partner_id
    await connection.execute(delete(webhook_attempt).where(attempts, owned))
    deliveries = webhook_delivery.c.webhook_id == webhook_id
    owned = webhook_delivery.c.partner_id == partner_id
    await connection.execute(delete(webhook_delivery).where(deliveries, owned))
    await forget_news(connection, partner_id, webhook_id)
    this = (webhook.c.id == webhook_id) & (webhook.c.partner_id == partner_id)
    await connection.execute(delete(webhook).where(this))
