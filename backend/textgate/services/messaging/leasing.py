"""Leases messages to a worker, round-robin over numbers, so that a long backlog delays no other number.

A batch holds two kinds: queued messages, at most one for each number with free throughput, and messages
in hand that are due to be looked up at the carrier. Numbers come from a loose index scan; see number_scan.py.
Messages are then locked and leased partner by partner.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import RowMapping, Select, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.carriers.base import CarrierMessage
from textgate.domain.ids import row_reference
from textgate.domain.messages import IN_HAND, MessageStatus
from textgate.services.messaging.message_rows import insert_missing_events, message_event_row
from textgate.services.messaging.number_scan import (
    BEFORE_ALL_NUMBERS,
    SCAN_SIZE,
    NumberKey,
    scan_numbers,
    status_literal,
)
from textgate.storage import leases
from textgate.storage.tables import message, sms_number

BATCH = 250
"""Messages of each kind in one batch."""

MAX_SCANS = 20
"""Scans for one batch. If all these numbers are busy, later numbers wait for the next batch."""


@dataclass(frozen=True, slots=True)
class LeasedMessage:
    """A message leased to this worker; `attempted_at` is the time of its last attempt to send.

    `tries` and `failed_lookups` are the stored counts; they do not include this lease.
    """

    leased_at: datetime
    partner_id: UUID
    id: UUID
    message: CarrierMessage
    is_new_attempt: bool
    carrier_id: str | None
    tries: int
    failed_lookups: int
    attempted_at: datetime
    created_at: datetime


class MessageLeases:
    """Keeps the scan position, so that each batch goes on with the numbers after those of the last one."""

    def __init__(self, start_after: NumberKey = BEFORE_ALL_NUMBERS) -> None:
        self._last_number = start_after

    async def lease_batch(self, connection: AsyncConnection, now: datetime) -> list[LeasedMessage]:
        """Lease messages to look up, then messages to send; the latter become SENDING."""
        due = await leases.ids_by_partner(connection, _select_in_hand(now))
        ready = await self.next_ready_messages(connection, now)
        to_look_up: list[RowMapping] = []
        to_send: list[RowMapping] = []
        # Always in this order, so that two workers cannot deadlock on numbers.
        for partner_id in sorted(due.keys() | ready.keys()):
            in_hand = await _lock_due(connection, partner_id, due.get(partner_id, ()), now)
            await leases.lease(connection, message, partner_id, _ids(in_hand), now)
            queued = await _lock_due(connection, partner_id, ready.get(partner_id, ()), now)
            granted = await _consume_throughput(connection, partner_id, queued, now)
            if granted:
                begun = {"status": MessageStatus.SENDING, "attempted_at": now, "updated_at": now}
                await leases.lease(connection, message, partner_id, _ids(granted), now, **begun)
            to_look_up += in_hand
            to_send += granted
        if to_send:
            # The event of a repeated attempt exists already.
            events = [message_event_row(row, MessageStatus.SENDING, now) for row in to_send]
            await insert_missing_events(connection, events)
        return [_leased(row, now) for row in (*to_look_up, *to_send)]

    async def next_due_at(self, connection: AsyncConnection, before: datetime) -> datetime | None:
        """When the next message may move, or None. Messages in hand count only if due by `before`."""
        numbers = await scan_numbers(connection, self._last_number)
        if len(numbers) < SCAN_SIZE:
            numbers += await scan_numbers(connection, BEFORE_ALL_NUMBERS)
        times: list[datetime | None] = [number.ready_at for number in numbers]
        in_hand = leases.next_due(connection.dialect.name, message)
        soon = in_hand.where(_IS_IN_HAND, message.c.due_at <= before)
        times.append((await connection.execute(soon)).scalar_one())
        return min((time for time in times if time is not None), default=None)

    async def next_ready_messages(
        self, connection: AsyncConnection, now: datetime
    ) -> dict[UUID, list[UUID]]:
        """Up to BATCH messages that may leave now, by partner: one for each number, round-robin.

        Not locked: another worker may lease them first.
        """
        ready: dict[UUID, list[UUID]] = {}
        count = 0
        visited: set[NumberKey] = set()
        for _ in range(MAX_SCANS):
            start = self._last_number
            numbers = await scan_numbers(connection, start)
            for number in numbers:
                if number.key in visited or count == BATCH:
                    return ready
                visited.add(number.key)
                self._last_number = number.key
                if number.ready_at <= now:
                    ready.setdefault(number.partner_id, []).append(number.message_id)
                    count += 1
            if len(numbers) < SCAN_SIZE:
                self._last_number = BEFORE_ALL_NUMBERS
                if start == BEFORE_ALL_NUMBERS:
                    break
        return ready


_IS_IN_HAND = message.c.status.in_([status_literal(status) for status in IN_HAND]) & (
    message.c.due_at.is_not(None)
)


def _select_in_hand(now: datetime) -> Select[UUID, UUID]:
    return (
        select(message.c.partner_id, message.c.id)
        .where(_IS_IN_HAND, leases.is_due(message, now))
        .order_by(message.c.due_at)
        .limit(BATCH)
    )


_COLUMNS = (
    *("id", "partner_id", "number_id", "sender_phone", "recipient", "body", "segments"),
    *("status", "carrier_id", "tries", "failed_lookups", "attempted_at", "created_at"),
)


async def _lock_due(
    connection: AsyncConnection, partner_id: UUID, message_ids: Sequence[UUID], now: datetime
) -> Sequence[RowMapping]:
    """Lock messages and return their rows, without those that another worker has locked or leased."""
    if not message_ids:
        return ()
    statement = (
        select(*(message.c[name] for name in _COLUMNS))
        .where(
            message.c.partner_id == partner_id,
            message.c.id.in_(message_ids),
            leases.is_due(message, now),
        )
        .order_by(message.c.due_at)
        .with_for_update(skip_locked=True)
    )
    return (await connection.execute(statement)).mappings().all()


async def _consume_throughput(
    connection: AsyncConnection, partner_id: UUID, rows: Sequence[RowMapping], now: datetime
) -> list[RowMapping]:
    """The queued messages whose numbers have throughput, one for each number; marks the numbers busy."""
    if not rows:
        return []
    # key_share: the foreign keys of new messages must not wait for this lock.
    statement = (
        select(sms_number.c.id, sms_number.c.next_free_at, sms_number.c.segments_per_second)
        .where(
            sms_number.c.partner_id == partner_id,
            sms_number.c.id.in_({row["number_id"] for row in rows}),
        )
        .order_by(sms_number.c.id)
        .with_for_update(key_share=True)
    )
    numbers = {number.id: number for number in await connection.execute(statement)}
    granted = []
    next_free_at: dict[UUID, datetime] = {}
    for row in rows:
        number = numbers[row["number_id"]]
        is_free = number.next_free_at is None or number.next_free_at <= now
        if row["status"] is MessageStatus.QUEUED and is_free and number.id not in next_free_at:
            seconds = row["segments"] / number.segments_per_second
            next_free_at[number.id] = now + timedelta(seconds=seconds)
            granted.append(row)
    if next_free_at:
        busy = [
            {"partner": partner_id, "number": number_id, "free_at": at}
            for number_id, at in next_free_at.items()
        ]
        await connection.execute(_SET_NEXT_FREE_AT, busy)
    return granted


_SET_NEXT_FREE_AT = (
    update(sms_number)
    .where(sms_number.c.partner_id == bindparam("partner"), sms_number.c.id == bindparam("number"))
    .values(next_free_at=bindparam("free_at"))
)


def _ids(rows: Sequence[RowMapping]) -> list[UUID]:
    return [row["id"] for row in rows]


def _leased(row: RowMapping, now: datetime) -> LeasedMessage:
    is_new_attempt = row["status"] is MessageStatus.QUEUED
    return LeasedMessage(
        leased_at=now,
        partner_id=row["partner_id"],
        id=row["id"],
        message=CarrierMessage(
            row_reference(row["partner_id"], row["id"]),
            row["sender_phone"],
            row["recipient"],
            row["body"],
        ),
        is_new_attempt=is_new_attempt,
        carrier_id=row["carrier_id"],
        tries=row["tries"],
        failed_lookups=row["failed_lookups"],
        attempted_at=now if is_new_attempt else row["attempted_at"],
        created_at=row["created_at"],
    )
