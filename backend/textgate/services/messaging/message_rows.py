"""Rows of accepted messages, their events and their audit events; messages by idempotency key."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import RowMapping, func, insert, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.audit import AuditAction, Change, Event
from textgate.domain.ids import new_id, new_id_at
from textgate.domain.messages import MessageStatus
from textgate.domain.phone import last_four
from textgate.domain.sms_text import measure
from textgate.services.messaging.send_request import ParsedMessage
from textgate.services.senders.state import SenderState
from textgate.storage.prepared_write import PreparedWrite
from textgate.storage.statements import insert_unless_exists
from textgate.storage.tables import message, message_event
from textgate.storage.transactions import RetryTransaction

KeySlot: TypeAlias = tuple[UUID, str | None]
"""A partner's id and an idempotency key: each pair belongs to one message."""


@dataclass(frozen=True, slots=True)
class KeyedMessage:
    """The message that an idempotency key belongs to, and the fingerprint of its request."""

    id: UUID
    fingerprint: str


async def select_keyed_messages(
    connection: AsyncConnection, slots: Collection[KeySlot]
) -> dict[KeySlot, KeyedMessage]:
    """The messages that exist for these slots. Other partners' slots with the same keys may be among them."""
    keys = {key for _, key in slots if key is not None}
    if not keys:
        return {}
    statement = select(
        message.c.partner_id, message.c.idempotency_key, message.c.id, message.c.request_hash
    ).where(
        message.c.partner_id.in_({partner_id for partner_id, _ in slots}),
        message.c.idempotency_key.in_(keys),
    )
    rows = await connection.execute(statement)
    return {(row[0], row[1]): KeyedMessage(row[2], row[3]) for row in rows}


def message_row(
    state: SenderState, parsed: ParsedMessage, sent_by: str, now: datetime
) -> dict[str, Any]:
    size = measure(parsed.body)
    return {
        # Filters by time rely on ids in the order of created_at.
        "id": new_id_at(now),
        "partner_id": state.partner_id,
        "account_id": state.account_id,
        "sender_id": state.sender_id,
        "number_id": state.number_id,
        "sender_phone": state.phone,
        "recipient": parsed.recipient,
        "body": parsed.body,
        "kind": parsed.kind,
        "encoding": size.encoding,
        "segments": size.segments,
        "status": MessageStatus.QUEUED,
        "idempotency_key": parsed.key,
        "request_hash": parsed.fingerprint,
        "sent_by_name": sent_by,
        "tries": 0,
        "failed_lookups": 0,
        "due_at": now,
        "created_at": now,
        "updated_at": now,
    }


def message_event_row(
    row: RowMapping | Mapping[str, Any], status: MessageStatus, at: datetime
) -> dict[str, Any]:
    """An entry in a message's history."""
    return {
        "id": new_id(),
        "partner_id": row["partner_id"],
        "message_id": row["id"],
        "status": status,
        "at": at,
    }


def sent_event(row: Mapping[str, Any]) -> Event:
    """The audit event. It omits recipient and body (PHI); authorized users can open the message."""
    changes = (
        Change("to", None, last_four(row["recipient"])),
        Change("segments", None, str(row["segments"])),
    )
    return Event(AuditAction.SMS_SENT, "message", row["id"], row["account_id"], changes)


_INSERT_MESSAGES = PreparedWrite(lambda dialect: insert_unless_exists(dialect, message))
_INSERT_EVENTS = PreparedWrite(lambda _: insert(message_event))
_INSERT_MISSING_EVENTS = PreparedWrite(lambda dialect: insert_unless_exists(dialect, message_event))


async def insert_messages(
    connection: AsyncConnection, rows: Sequence[dict[str, Any]], now: datetime
) -> None:
    """Insert messages, each with its QUEUED event.

    Raises RetryTransaction if another transaction has used one of their idempotency keys since
    `select_keyed_messages`.
    """
    # Always in this order, so that two transactions with the same keys cannot deadlock.
    ordered = sorted(rows, key=lambda row: row["idempotency_key"] or "")
    result = await _INSERT_MESSAGES.execute(connection, ordered)
    if ordered[-1]["idempotency_key"] is not None:
        inserted = result.rowcount
        if inserted < 0:
            # asyncpg reports no row count for executemany.
            keys = [(row["partner_id"], row["id"]) for row in rows]
            is_row = tuple_(message.c.partner_id, message.c.id).in_(keys)
            written = select(func.count()).select_from(message).where(is_row)
            inserted = (await connection.execute(written)).scalar_one()
        if inserted < len(rows):
            raise RetryTransaction
    events = [message_event_row(row, MessageStatus.QUEUED, now) for row in rows]
    await _INSERT_EVENTS.execute(connection, events)


async def insert_missing_events(
    connection: AsyncConnection, events: Sequence[dict[str, Any]]
) -> None:
    """Insert entries of `message_event_row`; a status that the history has already stays as it is."""
    await _INSERT_MISSING_EVENTS.execute(connection, events)
