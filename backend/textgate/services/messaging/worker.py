"""Texts on their way: claim what is due within each number's throughput, send it once, record it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.carriers.base import (
    Carrier,
    CarrierRefused,
    CarrierUnavailable,
    CarrierUncertain,
    MessageReport,
)
from textgate.domain.clock import Clock
from textgate.domain.messages import FINAL, MessageStatus
from textgate.domain.retries import back_off
from textgate.services.messaging.leasing import Claimed, MessageLeases
from textgate.services.messaging.outcomes import Outcome, record
from textgate.storage.database import Database
from textgate.storage.outages import finish_all
from textgate.storage.transactions import transact

EVENT_BATCH = 500
# Whoever holds a lease must be done, or have given up, well before another may take over.
ANSWER_WITHIN = timedelta(seconds=10)
SOON = timedelta(seconds=1)
# An unanswered request may still be on its way to the carrier; after this long it is not: begun at
# most ANSWER_WITHIN after the claim, given up as long after that, and some to spare.
SETTLED_AFTER = timedelta(seconds=30)
LOOK_AGAIN = timedelta(seconds=5)
# Callbacks tell what became of a text; this is for the one whose callbacks were lost.
MISSED_CALLBACK = timedelta(minutes=5)
GIVE_UP_AFTER = timedelta(hours=24)


class Delivery:
    def __init__(self, database: Database, clock: Clock, carrier: Carrier) -> None:
        self._database = database
        self._clock = clock
        self._carrier = carrier
        self._claims = MessageLeases()

    async def run_due(self) -> int:
        """Do one batch of due work; returns how much there was."""
        claimed = await self._claim()
        if claimed:
            outcomes = await finish_all(self._work(item) for item in claimed)
            await self._record(outcomes)
        return len(claimed)

    async def apply_events(self) -> int:
        """Apply one batch of the carrier's callbacks; acknowledged only after they are on disk."""
        try:
            reports = await self._carrier.message_events(EVENT_BATCH)
            if reports:
                await self._record([_outcome_of(report) for report in reports])
                await self._carrier.acknowledge([r.event_id for r in reports if r.event_id])
        except (CarrierUnavailable, CarrierUncertain):
            # What was not acknowledged is told again, and telling it twice changes nothing.
            return 0
        return len(reports)

    async def next_due_at(self) -> datetime | None:
        """When the next text may move, as far as that is soon."""
        async with self._database.read() as connection:
            return await self._claims.next_due_at(connection, self._clock() + SOON)

    async def _claim(self) -> list[Claimed]:
        async def take(connection: AsyncConnection) -> list[Claimed]:
            return await self._claims.take(connection, self._clock())

        return await transact(self._database, take)

    async def _record(self, outcomes: Sequence[Outcome]) -> None:
        async def write(connection: AsyncConnection) -> None:
            await record(connection, outcomes, self._clock())

        await transact(self._database, write)

    async def _work(self, item: Claimed) -> Outcome:
        now = self._clock()
        if not item.is_new_attempt and not (self._carrier.idempotent and item.carrier_id is None):
            outcome = await self._look_up(item)
        elif now - item.claimed_at > ANSWER_WITHIN:
            # This process stood still: by now the text may be another worker's.
            outcome = Outcome(item.id, None, now)
        else:
            # An attempt counts when it has ended. A worker that dies first has delayed the text by its lease
            # already, and may never have handed it over.
            outcome = replace(await self._send(item), tries=item.tries + 1, failed_lookups=0)
        return replace(outcome, of_attempt=item.attempted_at)

    async def _send(self, item: Claimed) -> Outcome:
        now = self._clock()
        wait = back_off(item.tries + 1)
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
            return self._send_again(item, unavailable.retry_after or wait)
        except (CarrierUncertain, TimeoutError):
            if not self._carrier.idempotent:
                wait = LOOK_AGAIN
            return Outcome(item.id, MessageStatus.UNCERTAIN, now, due_at=now + wait)
        return _outcome_of(report, due_at=now + MISSED_CALLBACK)

    async def _look_up(self, item: Claimed) -> Outcome:
        """Never send blindly what may have been sent: ask, and only a text that the carrier still
        does not know when every request must have arrived is sent again."""
        now = self._clock()
        try:
            report = await self._carrier.find_message(item.text, since=item.created_at)
        except (CarrierUnavailable, CarrierUncertain, CarrierRefused):
            failed = item.failed_lookups + 1
            due_at = now + back_off(failed)
            return Outcome(item.id, None, now, due_at=due_at, failed_lookups=failed)
        return replace(self._judge(item, report, now), failed_lookups=0)

    def _judge(self, item: Claimed, report: MessageReport | None, now: datetime) -> Outcome:
        """What follows from the carrier's answer to a look-up."""
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
