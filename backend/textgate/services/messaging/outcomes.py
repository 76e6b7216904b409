"""Writes what became of texts: states only go forward, each step is in the history once, in batches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.ids import new_id
from textgate.domain.messages import FINAL, MessageStatus, may_follow
from textgate.services.webhooks.events import MessageNews, has_webhooks, tell_messages
from textgate.storage.prepared_write import PreparedWrite
from textgate.storage.statements import insert_unless_exists
from textgate.storage.tables import message, message_event, opt_out

# Carriers' codes: the recipient has opted out of this number (21610 Twilio, 40300 Telnyx).
OPTED_OUT_CODES = frozenset({21610, 40300})
# Trouble of the network, not of the number: a person may well try again.
RETRYABLE_CODES = frozenset({30001, 30003, 30008, 30017, 30500})


@dataclass(frozen=True, slots=True)
class Outcome:
    """News of one text; a `status` of None only moves its next look to `due_at`.

    What a worker concludes is `of_attempt`, the moment of the attempt that it knows of: it counts
    for nothing once another worker, whose lease came later, has made a new attempt. It also says how
    often the text has been tried and looked up by then; news from the carrier leaves both counts alone.
    """

    message_id: UUID
    status: MessageStatus | None
    at: datetime
    carrier_id: str | None = None
    code: int | None = None
    message: str | None = None
    is_retryable: bool = False
    due_at: datetime | None = None
    attempted_at: datetime | None = None
    of_attempt: datetime | None = None
    tries: int | None = None
    failed_lookups: int | None = None
    keeps_lease: bool = False


_STATE = (
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


_CHANGE = PreparedWrite(
    lambda _: (
        update(message)
        .where(message.c.id == bindparam("message_id"))
        .values(updated_at=bindparam("now"), **{name: bindparam(f"new_{name}") for name in _STATE})
    )
)
_STEPS = PreparedWrite(lambda dialect: insert_unless_exists(dialect, message_event))


async def record(connection: AsyncConnection, outcomes: Sequence[Outcome], now: datetime) -> None:
    """Apply news in the order given; late, doubled and unknown ones change nothing."""
    if not outcomes:
        return
    statement = select(
        message.c.id,
        message.c.partner_id,
        message.c.account_id,
        message.c.number_id,
        message.c.recipient,
        has_webhooks(message).label("has_webhooks"),
        *(message.c[name] for name in _STATE),
    )
    ids = {outcome.message_id for outcome in outcomes}
    # Locked in one order, so that two workers cannot wait for each other.
    locked = statement.where(message.c.id.in_(ids)).order_by(message.c.id).with_for_update()
    before = [dict(row) for row in (await connection.execute(locked)).mappings()]
    rows = {row["id"]: dict(row) for row in before}
    events: list[dict[str, Any]] = []
    news: list[MessageNews] = []
    stopped: list[dict[str, Any]] = []
    for outcome in outcomes:
        row = rows.get(outcome.message_id)
        if row is None:
            continue
        if _apply(row, outcome):
            events.append(_event(row, outcome))
            if row["has_webhooks"]:
                news.append(_news(row, outcome))
        if outcome.code in OPTED_OUT_CODES:
            stopped.append(_opt_out(row, now))
    # Callbacks repeat and overtake each other: many change nothing.
    changed = [rows[row["id"]] for row in before if rows[row["id"]] != row]
    await _write(connection, changed, now)
    if events:
        await _STEPS.execute(connection, events)
    if stopped:
        await connection.execute(insert_unless_exists(connection.dialect, opt_out), stopped)
    await tell_messages(connection, news, now)


def _apply(row: dict[str, Any], outcome: Outcome) -> bool:
    """Change the row as the outcome says; true when that is a step worth a line in the history."""
    before: MessageStatus = row["status"]
    is_overtaken = outcome.of_attempt not in (None, row["attempted_at"])
    if before in FINAL or is_overtaken:
        return False
    row["carrier_id"] = row["carrier_id"] or outcome.carrier_id
    row["attempted_at"] = outcome.attempted_at or row["attempted_at"]
    if outcome.tries is not None:
        row["tries"] = outcome.tries
    if outcome.failed_lookups is not None:
        row["failed_lookups"] = outcome.failed_lookups
    if not outcome.keeps_lease:
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
        {"message_id": row["id"], "now": now, **{f"new_{name}": row[name] for name in _STATE}}
        for row in rows
    ]
    if values:
        await _CHANGE.execute(connection, values)


def _event(row: dict[str, Any], outcome: Outcome) -> dict[str, Any]:
    return {
        "id": new_id(),
        "partner_id": row["partner_id"],
        "message_id": row["id"],
        "status": outcome.status,
        "at": outcome.at,
        "code": outcome.code,
    }


def _news(row: dict[str, Any], outcome: Outcome) -> MessageNews:
    return MessageNews(
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
