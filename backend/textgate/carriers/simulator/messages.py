"""The simulated carrier's log of messages, and its unacknowledged callbacks."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from textgate.carriers.base import CarrierMessage, MessageReport
from textgate.carriers.simulator.chance import identifier
from textgate.carriers.simulator.delivery import (
    FAILURES,
    MAGIC_SENDER,
    Fate,
    check_message,
    decide_fate,
)
from textgate.carriers.simulator.options import SimulatorOptions
from textgate.carriers.simulator.store import from_microseconds, to_microseconds
from textgate.carriers.simulator.verifications import is_verified
from textgate.domain.messages import MessageStatus


@dataclass(frozen=True, slots=True)
class SentMessage:
    """An accepted message; two with the same reference are a duplicate that the recipient received."""

    carrier_id: str
    reference: str
    sender: str
    recipient: str
    body_hash: bytes
    at: datetime


def body_hash(body: str) -> bytes:
    """The log keeps a hash of the body, since bodies contain PHI."""
    return sha256(body.encode()).digest()


def accept(
    connection: sqlite3.Connection,
    message: CarrierMessage,
    options: SimulatorOptions,
    now: datetime,
) -> MessageReport:
    """Accept or refuse a message; an idempotent carrier accepts each reference once."""
    earlier = connection.execute(
        "SELECT * FROM message WHERE reference = ? ORDER BY id", (message.reference,)
    ).fetchall()
    if earlier and options.idempotent:
        return _accepted(earlier[0])
    verified = is_verified(connection, message.sender, now)
    check_message(message, is_ours=verified is not None)
    fate = decide_fate(message, options, is_verified=verified or message.sender == MAGIC_SENDER)
    carrier_id = identifier("SM", message.reference, len(earlier))
    message_id = _insert(connection, message, carrier_id, fate, now)
    connection.executemany(
        "INSERT INTO event (message_id, status, code, at, due_at) VALUES (?, ?, ?, ?, ?)",
        [
            (
                message_id,
                callback.status.value,
                callback.code,
                to_microseconds(now + callback.after),
                to_microseconds(now + callback.reported_after),
            )
            for callback in fate.callbacks
        ],
    )
    return MessageReport(message.reference, carrier_id, MessageStatus.SENDING.value, now)


def find_by_reference(
    connection: sqlite3.Connection, reference: str, since: datetime, now: datetime
) -> MessageReport | None:
    """The state of the first message with our reference; None if none was accepted."""
    statement = "SELECT * FROM message WHERE reference = ? AND at >= ? ORDER BY id LIMIT 1"
    row = connection.execute(statement, (reference, to_microseconds(since))).fetchone()
    if row is None:
        return None
    moment = to_microseconds(now)
    if row["ended_at"] <= moment:
        return _report(row, row["end_status"], row["ended_at"], row["code"])
    if row["sent_at"] is not None and row["sent_at"] <= moment:
        return _report(row, MessageStatus.SENT.value, row["sent_at"], None)
    return _accepted(row)


def events(connection: sqlite3.Connection, limit: int, now: datetime) -> list[MessageReport]:
    statement = """
        SELECT event.*, reference, carrier_id FROM event JOIN message ON message.id = message_id
        WHERE due_at <= ? ORDER BY due_at, event.id LIMIT ?
    """
    rows = connection.execute(statement, (to_microseconds(now), limit))
    return [
        _report(row, row["status"], row["at"], row["code"], event_id=str(row["id"])) for row in rows
    ]


def acknowledge(connection: sqlite3.Connection, event_ids: Sequence[str]) -> None:
    connection.executemany(
        "DELETE FROM event WHERE id = ?", [(int(event_id),) for event_id in event_ids]
    )


def sent_log(connection: sqlite3.Connection) -> list[SentMessage]:
    return [
        SentMessage(
            row["carrier_id"],
            row["reference"],
            row["sender"],
            row["recipient"],
            row["body_hash"],
            from_microseconds(row["at"]),
        )
        for row in connection.execute("SELECT * FROM message ORDER BY id")
    ]


def _insert(
    connection: sqlite3.Connection,
    message: CarrierMessage,
    carrier_id: str,
    fate: Fate,
    now: datetime,
) -> int | None:
    def moment(after: timedelta) -> int:
        return to_microseconds(now + after)

    cursor = connection.execute(
        "INSERT INTO message VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            carrier_id,
            message.reference,
            message.sender,
            message.recipient,
            body_hash(message.body),
            to_microseconds(now),
            None if fate.sent is None else moment(fate.sent.after),
            moment(fate.end.after),
            fate.end.status.value,
            fate.end.code,
        ),
    )
    return cursor.lastrowid


def _accepted(row: sqlite3.Row) -> MessageReport:
    return _report(row, MessageStatus.SENDING.value, row["at"], None)


def _report(
    row: sqlite3.Row, status: str, at: int, code: int | None, *, event_id: str | None = None
) -> MessageReport:
    return MessageReport(
        reference=row["reference"],
        carrier_id=row["carrier_id"],
        status=status,
        at=from_microseconds(at),
        code=code,
        message=None if code is None else FAILURES[code],
        event_id=event_id,
    )
