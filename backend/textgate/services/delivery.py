"""Texts on their way: claim what is due within each number's throughput, send it once, record it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.carriers.base import (
    Carrier,
    CarrierRefused,
    CarrierUnavailable,
    CarrierUncertain,
    MessageReport,
    OutgoingText,
)
from textgate.domain.clock import Clock
from textgate.domain.messages import FINAL, MessageStatus
from textgate.domain.retries import back_off
from textgate.services.outcomes import Outcome, record
from textgate.storage.database import Database
from textgate.storage.statements import latest
from textgate.storage.tables import message, sms_number

BATCH = 50
EVENT_BATCH = 200
# Whoever holds a lease must be done, or have given up, well before another may take over.
ANSWER_WITHIN = timedelta(seconds=10)
LEASE = timedelta(seconds=30)
# An unanswered request may still be on its way to the carrier; after this long it is not: begun at
# most ANSWER_WITHIN after the claim, given up as long after that, and some to spare.
SETTLED_AFTER = timedelta(seconds=30)
LOOK_AGAIN = timedelta(seconds=5)
# Callbacks tell what became of a text; this is for the one whose callbacks were lost.
MISSED_CALLBACK = timedelta(minutes=5)
GIVE_UP_AFTER = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A text leased to this worker; `attempted_at` is when it was last handed to the carrier."""

    claimed_at: datetime
    id: UUID
    text: OutgoingText
    is_new_attempt: bool
    carrier_id: str | None
    tries: int
    attempted_at: datetime
    created_at: datetime


class Delivery:
    def __init__(self, database: Database, clock: Clock, carrier: Carrier) -> None:
        self._database = database
        self._clock = clock
        self._carrier = carrier

    async def run_due(self) -> int:
        """Do one batch of due work; returns how much there was."""
        claimed = await self._claim()
        if claimed:
            outcomes = await asyncio.gather(*(self._work(item) for item in claimed))
            async with self._database.write() as connection:
                await record(connection, outcomes, self._clock())
        return len(claimed)

    async def apply_events(self) -> int:
        """Apply one batch of the carrier's callbacks; acknowledged only after they are on disk."""
        try:
            reports = await self._carrier.message_events(EVENT_BATCH)
            if reports:
                outcomes = [_outcome_of(report) for report in reports]
                async with self._database.write() as connection:
                    await record(connection, outcomes, self._clock())
                await self._carrier.acknowledge([r.event_id for r in reports if r.event_id])
        except (CarrierUnavailable, CarrierUncertain):
            # What was not acknowledged is told again, and telling it twice changes nothing.
            return 0
        return len(reports)

    async def next_due_at(self) -> datetime | None:
        """When the next text may move, as far as is known now."""
        is_free_at = func.coalesce(sms_number.c.next_free_at, message.c.due_at)
        is_unleased_at = func.coalesce(message.c.lease_until, message.c.due_at)
        moment = latest(self._database.dialect, message.c.due_at, is_free_at, is_unleased_at)
        statement = (
            select(func.min(moment))
            .join_from(message, sms_number)
            .where(message.c.due_at.is_not(None))
        )
        async with self._database.read() as connection:
            return (await connection.execute(statement)).scalar_one()

    async def _claim(self) -> list[Claimed]:
        """Lease due texts: of each number with free throughput the first to be sent, and any that
        wait for news of an attempt already made."""
        now = self._clock()
        async with self._database.write() as connection:
            rows = await _due_rows(connection, now)
            to_send = [row for row in rows if row["status"] is MessageStatus.QUEUED]
            granted = await _take_throughput(connection, to_send, now)
            claimed = [
                _claimed(row, now)
                for row in rows
                if row["status"] is not MessageStatus.QUEUED or row["id"] in granted
            ]
            if not claimed:
                return []
            await connection.execute(
                update(message)
                .where(message.c.id.in_([item.id for item in claimed]))
                .values(lease_until=now + LEASE, tries=message.c.tries + 1)
            )
            attempts = [
                Outcome(
                    item.id,
                    MessageStatus.SENDING,
                    now,
                    attempted_at=now,
                    keeps_lease=True,
                )
                for item in claimed
                if item.is_new_attempt
            ]
            await record(connection, attempts, now)
        return claimed

    async def _work(self, item: Claimed) -> Outcome:
        if item.is_new_attempt or (self._carrier.idempotent and item.carrier_id is None):
            outcome = await self._send(item)
        else:
            outcome = await self._look_up(item)
        return replace(outcome, of_attempt=item.attempted_at)

    async def _send(self, item: Claimed) -> Outcome:
        now = self._clock()
        if now - item.claimed_at > ANSWER_WITHIN:
            # This process stood still: by now the text may be another worker's.
            return Outcome(item.id, None, now)
        try:
            async with asyncio.timeout(ANSWER_WITHIN.total_seconds()):
                report = await self._carrier.send(item.text)
        except CarrierRefused as refused:
            return Outcome(
                item.id,
                MessageStatus.FAILED,
                self._clock(),
                code=refused.code,
                message=refused.message,
            )
        except CarrierUnavailable as unavailable:
            return self._send_again(item, unavailable.retry_after or back_off(item.tries))
        except (CarrierUncertain, TimeoutError):
            wait = back_off(item.tries) if self._carrier.idempotent else LOOK_AGAIN
            return Outcome(item.id, MessageStatus.UNCERTAIN, now, due_at=now + wait)
        return _outcome_of(report, due_at=now + MISSED_CALLBACK)

    async def _look_up(self, item: Claimed) -> Outcome:
        """Never send blindly what may have been sent: ask, and only a text that the carrier still
        does not know when every request must have arrived is sent again."""
        now = self._clock()
        try:
            report = await self._carrier.find_message(item.text, since=item.created_at)
        except (CarrierUnavailable, CarrierUncertain, CarrierRefused):
            return Outcome(item.id, None, now, due_at=now + back_off(item.tries))
        if report is not None or item.carrier_id is not None:
            is_open = report is None or report.status not in FINAL
            if is_open and now - item.created_at > GIVE_UP_AFTER:
                return Outcome(
                    item.id,
                    MessageStatus.UNDELIVERED,
                    now,
                    message="The carrier never told whether it was delivered",
                )
            if report is None:
                return Outcome(item.id, None, now, due_at=now + MISSED_CALLBACK)
            return _outcome_of(report, due_at=now + MISSED_CALLBACK)
        if now - item.attempted_at >= SETTLED_AFTER:
            return self._send_again(item, timedelta())
        return Outcome(item.id, MessageStatus.UNCERTAIN, now, due_at=now + LOOK_AGAIN)

    def _send_again(self, item: Claimed, wait: timedelta) -> Outcome:
        now = self._clock()
        if now - item.created_at > GIVE_UP_AFTER:
            return Outcome(
                item.id,
                MessageStatus.FAILED,
                now,
                message="The carrier could not be reached for a day",
                is_retryable=True,
            )
        return Outcome(item.id, MessageStatus.QUEUED, now, due_at=now + wait)


def _outcome_of(report: MessageReport, *, due_at: datetime | None = None) -> Outcome:
    return Outcome(
        UUID(report.reference),
        MessageStatus(report.status),
        report.at,
        carrier_id=report.carrier_id,
        code=report.code,
        message=report.message,
        due_at=due_at,
    )


def _claimed(row: Any, now: datetime) -> Claimed:
    is_new_attempt = row["status"] is MessageStatus.QUEUED
    return Claimed(
        claimed_at=now,
        id=row["id"],
        text=OutgoingText(str(row["id"]), row["sender_phone"], row["recipient"], row["body"]),
        is_new_attempt=is_new_attempt,
        carrier_id=row["carrier_id"],
        tries=row["tries"] + 1,
        attempted_at=now if is_new_attempt else row["attempted_at"],
        created_at=row["created_at"],
    )


async def _due_rows(connection: AsyncConnection, now: datetime) -> Sequence[Any]:
    is_due = (message.c.due_at <= now) & or_(
        message.c.lease_until.is_(None), message.c.lease_until <= now
    )
    is_free = or_(
        message.c.status != MessageStatus.QUEUED,
        sms_number.c.next_free_at.is_(None),
        sms_number.c.next_free_at <= now,
    )
    # Throughput lets one text of a number go at a time; the rest would only crowd out other numbers.
    place = func.row_number().over(
        partition_by=(message.c.number_id, message.c.status),
        order_by=(message.c.due_at, message.c.id),
    )
    ranked = (
        select(message.c.id, message.c.due_at, message.c.status, place.label("place"))
        .join_from(message, sms_number)
        .where(is_due, is_free)
        .subquery()
    )
    due = (
        select(ranked.c.id)
        .where(or_(ranked.c.place == 1, ranked.c.status != MessageStatus.QUEUED))
        .order_by(ranked.c.due_at)
        .limit(BATCH)
    )
    statement = (
        select(message)
        .where(message.c.id.in_(due), is_due)
        .order_by(message.c.due_at)
        .with_for_update(skip_locked=True)
    )
    return (await connection.execute(statement)).mappings().all()


async def _take_throughput(
    connection: AsyncConnection, rows: Sequence[Any], now: datetime
) -> set[UUID]:
    """Which of these texts may go now; what they use up is written to their numbers."""
    if not rows:
        return set()
    statement = (
        select(sms_number.c.id, sms_number.c.next_free_at, sms_number.c.segments_per_second)
        .where(sms_number.c.id.in_([row["number_id"] for row in rows]))
        .with_for_update()
    )
    numbers = {number.id: number for number in await connection.execute(statement)}
    granted = set()
    taken = []
    for row in rows:
        number = numbers[row["number_id"]]
        if number.next_free_at is None or number.next_free_at <= now:
            seconds = row["segments"] / number.segments_per_second
            taken.append({"number_id": number.id, "free_at": now + timedelta(seconds=seconds)})
            granted.add(row["id"])
    if taken:
        await connection.execute(
            update(sms_number)
            .where(sms_number.c.id == bindparam("number_id"))
            .values(next_free_at=bindparam("free_at")),
            taken,
        )
    return granted
