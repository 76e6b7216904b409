"""The rows of accepted texts: found by idempotency keys, written many at once, each told in the audit log."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.audit import AuditAction, Change, Event
from textgate.domain.ids import new_id
from textgate.domain.messages import MessageStatus
from textgate.domain.phone import last_four
from textgate.domain.sms_text import measure
from textgate.services.messaging.send_request import ParsedMessage
from textgate.services.senders.state import SenderState
from textgate.storage.prepared_write import PreparedWrite
from textgate.storage.statements import insert_unless_exists
from textgate.storage.tables import message, message_event
from textgate.storage.transactions import RetryTransaction

Row = dict[str, Any]
Slot = tuple[UUID, str | None]
"""What an idempotency key occupies: a place of one partner's."""


@dataclass(frozen=True, slots=True)
class Known:
    """The message that an idempotency key stands for."""

    id: UUID
    fingerprint: str


async def used_keys(connection: AsyncConnection, slots: Collection[Slot]) -> dict[Slot, Known]:
    """Those of the keys that have been used, each with its message."""
    keys = {key for _, key in slots if key is not None}
    if not keys:
        return {}
    statement = select(
        message.c.partner_id, message.c.idempotency_key, message.c.id, message.c.request_hash
    ).where(
        message.c.partner_id.in_({partner_id for partner_id, _ in slots}),
        message.c.idempotency_key.in_(keys),
    )
    # Another partner's use of a key may be among them; its place is another one.
    rows = await connection.execute(statement)
    return {(row[0], row[1]): Known(row[2], row[3]) for row in rows}


def new_text(found: SenderState, text: ParsedMessage, now: datetime) -> Row:
    size = measure(text.body)
    return {
        "id": new_id(),
        "partner_id": found.partner_id,
        "account_id": found.account_id,
        "sender_id": found.sender_id,
        "number_id": found.number_id,
        "sender_phone": found.phone,
        "recipient": text.recipient,
        "body": text.body,
        "kind": text.kind,
        "encoding": size.encoding,
        "segments": size.segments,
        "status": MessageStatus.QUEUED,
        "idempotency_key": text.key,
        "request_hash": text.fingerprint,
        "tries": 0,
        "failed_lookups": 0,
        "due_at": now,
        "created_at": now,
        "updated_at": now,
    }


_TEXTS = PreparedWrite(lambda dialect: insert_unless_exists(dialect, message))
_STEPS = PreparedWrite(lambda _: insert(message_event))


async def insert_texts(connection: AsyncConnection, rows: Sequence[Row], now: datetime) -> None:
    """Write texts and the first step of each; raises StartOver when another transaction has used one
    of their keys since they were looked for."""
    # In one order, so that two transactions with the same keys cannot wait for each other.
    ordered = sorted(rows, key=lambda row: row["idempotency_key"] or "")
    result = await _TEXTS.execute(connection, ordered)
    if ordered[-1]["idempotency_key"] is not None:
        inserted = result.rowcount
        if inserted < 0:
            # A driver that does not tell of several at once.
            mine = select(func.count()).where(
                message.c.partner_id.in_({row["partner_id"] for row in rows}),
                message.c.id.in_([row["id"] for row in rows]),
            )
            inserted = (await connection.execute(mine)).scalar_one()
        if inserted < len(rows):
            raise RetryTransaction
    steps = [step(row, MessageStatus.QUEUED, now) for row in rows]
    await _STEPS.execute(connection, steps)


def sent(row: Row) -> Event:
    # Whom and what is the patient's business: who may know finds it in the message.
    changes = (
        Change("to", None, last_four(row["recipient"])),
        Change("segments", None, str(row["segments"])),
    )
    return Event(AuditAction.SMS_SENT, "message", row["id"], row["account_id"], changes)


def step(row: RowMapping | Row, status: MessageStatus, at: datetime) -> Row:
    """One step of a text's way, for its history."""
    return {
        "id": new_id(),
        "partner_id": row["partner_id"],
        "message_id": row["id"],
        "status": status,
        "at": at,
    }
