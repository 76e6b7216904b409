"""Records outcomes of messages in batches: statuses only advance, and the history has each status once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.ids import new_id
from textgate.domain.messages import FINAL, MessageStatus, may_follow
from textgate.services.messaging.message_rows import insert_missing_events, message_event_row
from textgate.services.webhooks.events import (
    StatusChange,
    enqueue_message_statuses,
    has_enabled_webhook,
)
from textgate.storage.prepared_write import PreparedWrite
from textgate.storage.statements import insert_unless_exists
from textgate.storage.tables import message, opt_out

# https://www.twilio.com/docs/api/errors
TWILIO_QUEUE_OVERFLOW = 30001
TWILIO_UNREACHABLE_HANDSET = 30003
TWILIO_UNKNOWN_ERROR = 30008
TWILIO_NETWORK_CONGESTION = 30017
TWILIO_INTERNAL_ERROR = 30500
TWILIO_UNSUBSCRIBED_RECIPIENT = 21610
# https://developers.telnyx.com/docs/messaging/messages/error-codes
TELNYX_BLOCKED_BY_STOP = 40300

OPTED_OUT_CODES = frozenset({TWILIO_UNSUBSCRIBED_RECIPIENT, TELNYX_BLOCKED_BY_STOP})

RETRYABLE_CODES = frozenset(
    {
        TWILIO_QUEUE_OVERFLOW,
        TWILIO_UNREACHABLE_HANDSET,
        TWILIO_UNKNOWN_ERROR,
        TWILIO_NETWORK_CONGESTION,
        TWILIO_INTERNAL_ERROR,
    }
)
"""Transient network errors, not errors of the number: a user may well send the message again."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """News of one message from a worker or from the carrier.

    `status` is None if only `due_at` or a count changes. A worker sets `of_attempt`, the time of the
    attempt that it leased: the outcome is ignored if another worker has made a newer attempt. A worker also
    sets `tries` and `failed_lookups`; the carrier's callbacks leave both alone.
    """

    partner_id: UUID
    message_id: UUID
    status: MessageStatus | None
    at: datetime
    carrier_id: str | None = None
    code: int | None = None
    message: str | None = None
    is_retryable: bool = False
    due_at: datetime | None = None
    of_attempt: datetime | None = None
    tries: int | None = None
    failed_lookups: int | None = None


_STATE_COLUMNS = (
    "status",
    "carrier_id",
    "failure_code",
    "failure_message",
    "failure_is_retryable",
    "due_at",
    "lease_until",
    "attempted_at",
    "tries",
    "failed_lookups",
)


_UPDATE_STATE = PreparedWrite(
    lambda _: (
        update(message)
        .where(
            message.c.partner_id == bindparam("of_partner"),
            message.c.id == bindparam("message_id"),
        )
        .values(
            updated_at=bindparam("now"),
            **{name: bindparam(f"new_{name}") for name in _STATE_COLUMNS},
        )
    )
)


async def record_outcomes(
    connection: AsyncConnection, outcomes: Sequence[Outcome], now: datetime
) -> None:
    """Apply outcomes in order; late, repeated and unknown ones change nothing."""
    if not outcomes:
        return
    stored = await _lock_messages(connection, outcomes)
    rows = {row["id"]: dict(row) for row in stored}
    events: list[dict[str, Any]] = []
    changes: list[StatusChange] = []
    opt_outs: list[dict[str, Any]] = []
    for outcome in outcomes:
        row = rows.get(outcome.message_id)
        if row is None:
            continue
        if _apply(row, outcome):
            events.append(_event(row, outcome))
            if row["has_webhook"]:
                changes.append(_status_change(row, outcome))
        if outcome.code in OPTED_OUT_CODES:
            opt_outs.append(_opt_out(row, now))
    # Callbacks repeat and overtake each other, so many outcomes change nothing.
    await _write(connection, [rows[row["id"]] for row in stored if rows[row["id"]] != row], now)
    if events:
        await insert_missing_events(connection, events)
    if opt_outs:
        await connection.execute(insert_unless_exists(connection.dialect, opt_out), opt_outs)
    await enqueue_message_statuses(connection, changes, now)


async def _lock_messages(
    connection: AsyncConnection, outcomes: Sequence[Outcome]
) -> list[dict[str, Any]]:
    """Lock the outcomes' messages, one statement for each partner."""
    ids_by_partner: dict[UUID, set[UUID]] = defaultdict(set)
    for outcome in outcomes:
        ids_by_partner[outcome.partner_id].add(outcome.message_id)
    rows: list[dict[str, Any]] = []
    # Always in this order, so that two workers cannot deadlock.
    for partner_id, message_ids in sorted(ids_by_partner.items()):
        locked = await connection.execute(_select_locked(partner_id, message_ids))
        rows += map(dict, locked.mappings())
    return rows


def _select_locked(partner_id: UUID, message_ids: set[UUID]) -> Select[Any]:
    return (
        select(
            message.c.id,
            message.c.partner_id,
            message.c.account_id,
            message.c.number_id,
            message.c.recipient,
            # Part of this SELECT, so that partners without webhooks need no further statement.
            has_enabled_webhook(message).label("has_webhook"),
            *(message.c[name] for name in _STATE_COLUMNS),
        )
        .where(message.c.partner_id == partner_id, message.c.id.in_(message_ids))
        .order_by(message.c.id)
        .with_for_update()
    )


def _apply(row: dict[str, Any], outcome: Outcome) -> bool:
    """Change the row as the outcome says; returns whether its status changed."""
    before: MessageStatus = row["status"]
    is_superseded = outcome.of_attempt not in (None, row["attempted_at"])
    if before in FINAL or is_superseded:
        return False
    row["carrier_id"] = row["carrier_id"] or outcome.carrier_id
    if outcome.tries is not None:
        row["tries"] = outcome.tries
    if outcome.failed_lookups is not None:
        row["failed_lookups"] = outcome.failed_lookups
    row["lease_until"] = None
    if outcome.status is None or not may_follow(before, outcome.status):
        if outcome.due_at is not None:
            row["due_at"] = outcome.due_at
        return False
    row["status"] = outcome.status
    if outcome.status in FINAL:
        row["due_at"] = None
        if outcome.status is not MessageStatus.DELIVERED:
            row["failure_code"] = outcome.code
            row["failure_message"] = outcome.message
            row["failure_is_retryable"] = outcome.is_retryable or outcome.code in RETRYABLE_CODES
    elif outcome.due_at is not None:
        row["due_at"] = outcome.due_at
    return True


async def _write(
    connection: AsyncConnection, rows: Iterable[dict[str, Any]], now: datetime
) -> None:
    values = [
        {
            "of_partner": row["partner_id"],
            "message_id": row["id"],
            "now": now,
            **{f"new_{name}": row[name] for name in _STATE_COLUMNS},
        }
        for row in rows
    ]
    if values:
        await _UPDATE_STATE.execute(connection, values)


def _event(row: dict[str, Any], outcome: Outcome) -> dict[str, Any]:
    status: MessageStatus = row["status"]
    return message_event_row(row, status, outcome.at) | {"code": outcome.code}


def _status_change(row: dict[str, Any], outcome: Outcome) -> StatusChange:
    return StatusChange(
        row["partner_id"],
        row["account_id"],
        row["id"],
        row["status"],
        outcome.at,
        outcome.code,
    )


def _opt_out(row: dict[str, Any], now: datetime) -> dict[str, Any]:
    return {
        "id": new_id(),
        "partner_id": row["partner_id"],
        "number_id": row["number_id"],
        "recipient": row["recipient"],
        "created_at": now,
    }
