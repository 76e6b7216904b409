"""Enqueues webhook deliveries for what happens, in the transaction in which it happens.

For a whole batch, one statement selects the webhooks and one inserts their deliveries. Payloads contain no
message body and no recipient (PHI); a program with permission loads the message by its id.

These functions do not wake the webhook worker, since the caller has yet to commit. Its loop polls at
least once a second and finds the deliveries then.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, RowMapping, Select, Table, and_, exists, insert, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.ids import global_id, new_id
from textgate.domain.messages import MessageStatus
from textgate.domain.webhooks import WebhookEvent, WebhookStatus
from textgate.services.webhooks.payloads import delivery_row, encode_payload, format_time
from textgate.storage.statements import insert_unless_exists, labelled, part
from textgate.storage.tables import (
    account,
    sender,
    sms_number,
    verification,
    webhook,
    webhook_delivery,
    webhook_news,
)

PUBLIC_STATUSES = frozenset(
    {
        MessageStatus.SENT,
        MessageStatus.DELIVERED,
        MessageStatus.UNDELIVERED,
        MessageStatus.FAILED,
        MessageStatus.CANCELED,
    }
)
"""Message statuses that webhooks receive; the others are internal steps between us and the carrier."""


@dataclass(frozen=True, slots=True)
class StatusChange:
    """A message that has reached a new status."""

    partner_id: UUID
    account_id: UUID
    message_id: UUID
    status: MessageStatus
    at: datetime
    code: int | None = None


def _covers(table: Table) -> ColumnElement[bool]:
    """The condition that an enabled webhook covers the account of a row."""
    return and_(
        webhook.c.partner_id == table.c.partner_id,
        webhook.c.status == WebhookStatus.ENABLED,
        or_(webhook.c.account_id.is_(None), webhook.c.account_id == table.c.account_id),
    )


def has_enabled_webhook(table: Table) -> ColumnElement[bool]:
    """A column for a SELECT of rows that the caller makes anyway: does an enabled webhook cover the row?

    Thanks to it, partners without webhooks cost no further statement.
    """
    return exists().where(_covers(table)).correlate(table)


async def enqueue_message_statuses(
    connection: AsyncConnection, changes: Sequence[StatusChange], now: datetime
) -> None:
    """Enqueue MESSAGE_STATUS events. Pass only changes of messages that `has_enabled_webhook`."""
    public = [change for change in changes if change.status in PUBLIC_STATUSES]
    if not public:
        return
    statement = select(webhook).where(
        webhook.c.partner_id.in_({change.partner_id for change in public}),
        webhook.c.status == WebhookStatus.ENABLED,
        or_(
            webhook.c.account_id.is_(None),
            webhook.c.account_id.in_({change.account_id for change in public}),
        ),
    )
    subscribed = [
        row
        for row in await _select_undeletable(connection, statement)
        if WebhookEvent.MESSAGE_STATUS in row["events"]
    ]
    deliveries = [
        delivery_row(row, WebhookEvent.MESSAGE_STATUS, _message_payload(change), now)
        for change in public
        for row in subscribed
        if row["partner_id"] == change.partner_id and row["account_id"] in (None, change.account_id)
    ]
    if deliveries:
        await connection.execute(insert(webhook_delivery), deliveries)


async def enqueue_canceled(connection: AsyncConnection, row: RowMapping, now: datetime) -> None:
    """Enqueue MESSAGE_STATUS events of a canceled message; `row` is the message after the update."""
    change = StatusChange(row["partner_id"], row["account_id"], row["id"], row["status"], now)
    await enqueue_message_statuses(connection, [change], now)


async def enqueue_decisions(
    connection: AsyncConnection,
    partner_id: UUID,
    verification_ids: Collection[UUID],
    now: datetime,
) -> None:
    """Enqueue SMS_NUMBER_STATUS events of verifications that the carrier has decided, and note them for the
    next digest (SMS_VERIFICATION_STATUS)."""
    numbers = select_decided_numbers(partner_id, verification_ids)
    statement = numbers.join(webhook, _covers(verification))
    statement = statement.add_columns(*labelled(webhook, "webhook_"))
    deliveries, news = [], []
    for row in await _select_undeletable(connection, statement):
        webhook_row = part(row, webhook, "webhook_")
        if WebhookEvent.SMS_NUMBER_STATUS in webhook_row["events"]:
            payload = encode_payload(WebhookEvent.SMS_NUMBER_STATUS, now, number_data(row))
            deliveries.append(
                delivery_row(webhook_row, WebhookEvent.SMS_NUMBER_STATUS, payload, now)
            )
        if WebhookEvent.SMS_VERIFICATION_STATUS in webhook_row["events"]:
            news.append(
                {
                    "id": new_id(),
                    "partner_id": webhook_row["partner_id"],
                    "webhook_id": webhook_row["id"],
                    "verification_id": row["verification_id"],
                }
            )
    if deliveries:
        await connection.execute(insert(webhook_delivery), deliveries)
    if news:
        # If ACTION_REQUIRED became REJECTED since, the digest reports only the final status.
        await connection.execute(insert_unless_exists(connection.dialect, webhook_news), news)


def select_decided_numbers(partner_id: UUID, verification_ids: Collection[UUID]) -> Select[Any]:
    """Selects the rows for `number_data`."""
    return (
        select(
            verification.c.id.label("verification_id"),
            verification.c.status.label("verification_status"),
            verification.c.reasons,
            verification.c.completed_at,
            verification.c.number_id,
            verification.c.account_id,
            sms_number.c.phone,
            sms_number.c.status.label("number_status"),
            sms_number.c.sender_id,
            sender.c.kind,
            account.c.external_id,
        )
        .join_from(verification, sms_number)
        .join_from(sms_number, sender)
        .join_from(verification, account)
        .where(verification.c.partner_id == partner_id, verification.c.id.in_(verification_ids))
        .order_by(verification.c.id)
    )


def number_data(row: Mapping[str, Any] | RowMapping) -> dict[str, Any]:
    """A number whose verification was decided, as JSON data for a payload."""
    return {
        "accountId": global_id("account", row["account_id"]),
        "externalAccountId": row["external_id"],
        "senderId": global_id(row["kind"].value.lower(), row["sender_id"]),
        "numberId": global_id("number", row["number_id"]),
        "phoneNumber": row["phone"],
        "status": row["number_status"].value,
        "verificationId": global_id("verification", row["verification_id"]),
        "verificationStatus": row["verification_status"].value,
        "decidedAt": format_time(row["completed_at"]),
        "rejectionReasons": row["reasons"],
    }


def _message_payload(change: StatusChange) -> str:
    data = {
        "messageId": global_id("message", change.message_id),
        "accountId": global_id("account", change.account_id),
        "status": change.status.value,
        "at": format_time(change.at),
        "code": change.code,
    }
    return encode_payload(WebhookEvent.MESSAGE_STATUS, change.at, data)


async def _select_undeletable(
    connection: AsyncConnection, statement: Select[Any]
) -> list[dict[str, Any]]:
    """Select rows joined with webhooks; their webhooks cannot be deleted before the commit.

    The lock (FOR KEY SHARE) allows every other change, and others can take it at the same time.
    """
    locked = statement.order_by(webhook.c.id).with_for_update(of=webhook, read=True, key_share=True)
    return [dict(row) for row in (await connection.execute(locked)).mappings()]
