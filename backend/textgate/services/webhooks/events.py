"""Writes what happened for the webhooks that want to be told, in the transaction in which it happened.

One statement finds out who is told of a whole batch, and one writes what they are told. A payload never
has a text, nor whom it is for: whoever may know asks for the message by its id.
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
from textgate.services.webhooks.payloads import as_sent, new_delivery, shown
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

TOLD = frozenset(
    {
        MessageStatus.SENT,
        MessageStatus.DELIVERED,
        MessageStatus.UNDELIVERED,
        MessageStatus.FAILED,
        MessageStatus.CANCELED,
    }
)
"""What a text can come to that is told; the rest is between us and the carrier."""


@dataclass(frozen=True, slots=True)
class MessageNews:
    """A text that has come to another status."""

    partner_id: UUID
    account_id: UUID
    message_id: UUID
    status: MessageStatus
    at: datetime
    code: int | None = None


def _is_told(table: Table) -> ColumnElement[bool]:
    """The condition for a webhook that is told of a row of this table."""
    return and_(
        webhook.c.partner_id == table.c.partner_id,
        webhook.c.status == WebhookStatus.ENABLED,
        or_(webhook.c.account_id.is_(None), webhook.c.account_id == table.c.account_id),
    )


def has_webhooks(table: Table) -> ColumnElement[bool]:
    """Whether any webhook is told of a row: a column of statements that read the rows anyway, so that
    partners without webhooks cost no statement."""
    return exists().where(_is_told(table)).correlate(table)


async def tell_messages(
    connection: AsyncConnection, news: Sequence[MessageNews], now: datetime
) -> None:
    """Of texts whose row `has_webhooks`."""
    told = [each for each in news if each.status in TOLD]
    if not told:
        return
    statement = select(webhook).where(
        webhook.c.partner_id.in_({each.partner_id for each in told}),
        webhook.c.status == WebhookStatus.ENABLED,
        or_(
            webhook.c.account_id.is_(None),
            webhook.c.account_id.in_({each.account_id for each in told}),
        ),
    )
    listening = [
        row
        for row in await _kept(connection, statement)
        if WebhookEvent.MESSAGE_STATUS in row["events"]
    ]
    deliveries = [
        new_delivery(row, WebhookEvent.MESSAGE_STATUS, _message_payload(each), now)
        for each in told
        for row in listening
        if row["partner_id"] == each.partner_id and row["account_id"] in (None, each.account_id)
    ]
    if deliveries:
        await connection.execute(insert(webhook_delivery), deliveries)


async def tell_canceled(connection: AsyncConnection, row: RowMapping, now: datetime) -> None:
    """Of a text that was taken back; `row` is as it is by now."""
    news = MessageNews(row["partner_id"], row["account_id"], row["id"], row["status"], now)
    await tell_messages(connection, [news], now)


async def tell_decisions(
    connection: AsyncConnection, verification_ids: Collection[UUID], now: datetime
) -> None:
    """Of verifications that the carrier has just decided: at once, or with the next digest."""
    if not verification_ids:
        return
    statement = numbers_of(verification_ids).join(webhook, _is_told(verification))
    found = await _kept(connection, statement.add_columns(*labelled(webhook, "webhook_")))
    deliveries, news = [], []
    for row in found:
        of = part(row, webhook, "webhook_")
        if WebhookEvent.SMS_NUMBER_STATUS in of["events"]:
            payload = as_sent(WebhookEvent.SMS_NUMBER_STATUS, now, show_number(row))
            deliveries.append(new_delivery(of, WebhookEvent.SMS_NUMBER_STATUS, payload, now))
        if WebhookEvent.SMS_VERIFICATION_STATUS in of["events"]:
            news.append(
                {
                    "id": new_id(),
                    "partner_id": of["partner_id"],
                    "webhook_id": of["id"],
                    "verification_id": row["verification_id"],
                }
            )
    if deliveries:
        await connection.execute(insert(webhook_delivery), deliveries)
    if news:
        # One that was refused for good after it was open for correction is told of as it stands then.
        await connection.execute(insert_unless_exists(connection.dialect, webhook_news), news)


def numbers_of(verification_ids: Collection[UUID]) -> Select[Any]:
    """The rows that `show_number` shows."""
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
        .select_from(verification)
        .join(sms_number, sms_number.c.id == verification.c.number_id)
        .join(sender, sender.c.id == sms_number.c.sender_id)
        .join(account, account.c.id == verification.c.account_id)
        .where(verification.c.id.in_(verification_ids))
        .order_by(verification.c.id)
    )


def show_number(row: Mapping[str, Any] | RowMapping) -> dict[str, Any]:
    """A number whose verification was decided, as payloads have it."""
    return {
        "accountId": global_id("account", row["account_id"]),
        "externalAccountId": row["external_id"],
        "senderId": global_id(row["kind"].value.lower(), row["sender_id"]),
        "numberId": global_id("number", row["number_id"]),
        "phoneNumber": row["phone"],
        "status": row["number_status"].value,
        "verificationId": global_id("verification", row["verification_id"]),
        "verificationStatus": row["verification_status"].value,
        "decidedAt": shown(row["completed_at"]),
        "rejectionReasons": row["reasons"],
    }


def _message_payload(news: MessageNews) -> str:
    data = {
        "messageId": global_id("message", news.message_id),
        "accountId": global_id("account", news.account_id),
        "status": news.status.value,
        "at": shown(news.at),
        "code": news.code,
    }
    return as_sent(WebhookEvent.MESSAGE_STATUS, news.at, data)


async def _kept(connection: AsyncConnection, statement: Select[Any]) -> list[dict[str, Any]]:
    """The rows, whose webhooks nobody deletes before the commit; everything else may be done to them."""
    kept = statement.order_by(webhook.c.id).with_for_update(of=webhook, read=True, key_share=True)
    found = (await connection.execute(kept)).mappings()
    return [dict(row) for row in found]
