"""The simulated carrier's log of texts and the callbacks that are still to be acknowledged."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from textgate.carriers.base import CarrierMessage, MessageReport
from textgate.carriers.simulator.chance import identifier
from textgate.carriers.simulator.delivery import FAILURES, MAGIC_SENDER, Course, check, course
from textgate.carriers.simulator.options import SimulatorOptions
from textgate.carriers.simulator.store import from_microseconds, to_microseconds
from textgate.carriers.simulator.verifications import is_verified
from textgate.domain.messages import MessageStatus


@dataclass(frozen=True, slots=True)
class SentText:
    """One text that was accepted; two with one reference are a duplicate somebody received."""

    carrier_id: str
    reference: str
    sender: str
    recipient: str
    body_hash: bytes
    at: datetime


def body_hash(body: str) -> bytes:
    """What the log keeps of a body: enough to recognise it, not to read it."""
    return sha256(body.encode()).digest()


def accept(
    connection: sqlite3.Connection, text: CarrierMessage, options: SimulatorOptions, now: datetime
) -> MessageReport:
    """Take a text, or refuse it; an idempotent carrier takes each reference once."""
    earlier = connection.execute(
        "SELECT * FROM message WHERE reference = ? ORDER BY id", (text.reference,)
    ).fetchall()
    if earlier and options.idempotent:
        return _accepted(earlier[0])
    verified = is_verified(connection, text.sender, now)
    check(text, is_ours=verified is not None)
    future = course(text, options, is_verified=verified or text.sender == MAGIC_SENDER)
    carrier_id = identifier("SM", text.reference, len(earlier))
    message_id = _insert(connection, text, carrier_id, future, now)
    connection.executemany(
        "INSERT INTO event (message_id, status, code, at, due_at) VALUES (?, ?, ?, ?, ?)",
        [
            (
                message_id,
                told.status.value,
                told.code,
                to_microseconds(now + told.after),
                to_microseconds(now + told.told_after),
            )
            for told in future.callbacks
        ],
    )
    return MessageReport(text.reference, carrier_id, MessageStatus.SENDING.value, now)


def find(
    connection: sqlite3.Connection, reference: str, since: datetime, now: datetime
) -> MessageReport | None:
    """How the text of our reference stands, if it was accepted; the first of several."""
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


def log(connection: sqlite3.Connection) -> list[SentText]:
    return [
        SentText(
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
    text: CarrierMessage,
    carrier_id: str,
    future: Course,
    now: datetime,
) -> int | None:
    def moment(after: timedelta) -> int:
        return to_microseconds(now + after)

    cursor = connection.execute(
        "INSERT INTO message VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            carrier_id,
            text.reference,
            text.sender,
            text.recipient,
            body_hash(text.body),
            to_microseconds(now),
            None if future.sent is None else moment(future.sent.after),
            moment(future.end.after),
            future.end.status.value,
            future.end.code,
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
