"""Delivers messages: lease a batch, send or look up each one at the carrier, record the outcomes."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.carriers.base import (
    Carrier,
    CarrierRefused,
    CarrierUnavailable,
    CarrierUncertain,
    MessageReport,
)
from textgate.domain.clock import Clock
from textgate.domain.ids import parse_row_reference
from textgate.domain.messages import FINAL, MessageStatus
from textgate.domain.retries import back_off
from textgate.services.messaging.leasing import LeasedMessage, MessageLeases
from textgate.services.messaging.outcomes import Outcome, record_outcomes
from textgate.storage.database import Database
from textgate.storage.outages import finish_all
from textgate.storage.transactions import transact

EVENT_BATCH = 500

ANSWER_WITHIN = timedelta(seconds=10)
"""Timeout of a send, well below the lease: a worker must be done before another one takes over."""

NEXT_DUE_WITHIN = timedelta(seconds=1)
"""`next_due_at` looks so far ahead; the worker's loop sleeps no longer."""

SETTLED_AFTER = timedelta(seconds=30)
"""After so long an unanswered request can no longer arrive: a send begins at most ANSWER_WITHIN after its
lease, times out ANSWER_WITHIN later, and some time is left to spare."""

LOOKUP_INTERVAL = timedelta(seconds=5)

MISSED_CALLBACK = timedelta(minutes=5)
"""Look a message up if no callback has reported its end for so long."""

GIVE_UP_AFTER = timedelta(hours=24)


class Delivery:
    """`run_due` is `lease_batch`, then `attempt` for each message, then `record`.

    A worker may die or stall between any two of them; the lease then expires and another worker goes on.
    """

    def __init__(self, database: Database, clock: Clock, carrier: Carrier) -> None:
        self._database = database
        self._clock = clock
        self._carrier = carrier
        self._leases = MessageLeases()

    async def run_due(self) -> int:
        """Process one batch of due messages; returns its size."""
        batch = await self.lease_batch()
        if batch:
            await self.record(await finish_all(self.attempt(leased) for leased in batch))
        return len(batch)

    async def apply_events(self) -> int:
        """Apply one batch of the carrier's callbacks and acknowledge them after the commit."""
        try:
            reports = await self._carrier.message_events(EVENT_BATCH)
            if reports:
                await self.record([_outcome_of(report) for report in reports])
                await self._carrier.acknowledge([r.event_id for r in reports if r.event_id])
        except (CarrierUnavailable, CarrierUncertain):
            # Unacknowledged callbacks come again; applying them twice changes nothing.
            return 0
        return len(reports)

    async def next_due_at(self) -> datetime | None:
        """When the next message may move; None if that is not soon."""
        async with self._database.read() as connection:
            return await self._leases.next_due_at(connection, self._clock() + NEXT_DUE_WITHIN)

    async def lease_batch(self) -> list[LeasedMessage]:
        async def work(connection: AsyncConnection) -> list[LeasedMessage]:
            return await self._leases.lease_batch(connection, self._clock())

        return await transact(self._database, work)

    async def attempt(self, leased: LeasedMessage) -> Outcome:
        """Send the message, or look it up if the carrier may know it already."""
        now = self._clock()
        may_repeat = self._carrier.idempotent and leased.carrier_id is None
        if not leased.is_new_attempt and not may_repeat:
            outcome = await self._look_up(leased)
        elif now - leased.leased_at > ANSWER_WITHIN:
            # This process has stalled: another worker may lease the message before a send would end.
            outcome = Outcome(leased.partner_id, leased.id, None, now)
        else:
            # Count the attempt now that it has ended. A worker that dies earlier may never have sent the
            # message, and its lease has delayed the next attempt already.
            outcome = replace(await self._send(leased), tries=leased.tries + 1, failed_lookups=0)
        return replace(outcome, of_attempt=leased.attempted_at)

    async def record(self, outcomes: Sequence[Outcome]) -> None:
        async def work(connection: AsyncConnection) -> None:
            await record_outcomes(connection, outcomes, self._clock())

        await transact(self._database, work)

    async def _send(self, leased: LeasedMessage) -> Outcome:
        now = self._clock()
        wait = back_off(leased.tries + 1)
        try:
            async with asyncio.timeout(ANSWER_WITHIN.total_seconds()):
                report = await self._carrier.send(leased.message)
        except CarrierRefused as refusal:
            return Outcome(
                leased.partner_id,
                leased.id,
                MessageStatus.FAILED,
                self._clock(),
                code=refusal.code,
                message=refusal.message,
            )
        except CarrierUnavailable as unavailable:
            return self._retry_send(leased, unavailable.retry_after or wait)
        except (CarrierUncertain, TimeoutError):
            if not self._carrier.idempotent:
                wait = LOOKUP_INTERVAL
            return Outcome(
                leased.partner_id, leased.id, MessageStatus.UNCERTAIN, now, due_at=now + wait
            )
        return _outcome_of(report, due_at=now + MISSED_CALLBACK)

    async def _look_up(self, leased: LeasedMessage) -> Outcome:
        """Never repeat a send blindly: ask first whether the carrier knows the message."""
        now = self._clock()
        try:
            report = await self._carrier.find_message(leased.message, since=leased.created_at)
        except (CarrierUnavailable, CarrierUncertain, CarrierRefused):
            failed = leased.failed_lookups + 1
            due_at = now + back_off(failed)
            return Outcome(
                leased.partner_id, leased.id, None, now, due_at=due_at, failed_lookups=failed
            )
        return replace(self._lookup_outcome(leased, report, now), failed_lookups=0)

    def _lookup_outcome(
        self, leased: LeasedMessage, report: MessageReport | None, now: datetime
    ) -> Outcome:
        """A message that the carrier still does not know after SETTLED_AFTER is sent again."""
        if report is not None or leased.carrier_id is not None:
            is_open = report is None or report.status not in FINAL
            if is_open and now - leased.created_at > GIVE_UP_AFTER:
                return Outcome(
                    leased.partner_id,
                    leased.id,
                    MessageStatus.UNDELIVERED,
                    now,
                    message="The carrier never told whether it was delivered",
                )
            if report is None:
                return Outcome(
                    leased.partner_id, leased.id, None, now, due_at=now + MISSED_CALLBACK
                )
            return _outcome_of(report, due_at=now + MISSED_CALLBACK)
        if now - leased.attempted_at >= SETTLED_AFTER:
            return self._retry_send(leased, timedelta())
        return Outcome(
            leased.partner_id, leased.id, MessageStatus.UNCERTAIN, now, due_at=now + LOOKUP_INTERVAL
        )

    def _retry_send(self, leased: LeasedMessage, wait: timedelta) -> Outcome:
        now = self._clock()
        if now - leased.created_at > GIVE_UP_AFTER:
            return Outcome(
                leased.partner_id,
                leased.id,
                MessageStatus.FAILED,
                now,
                message="The carrier could not be reached for a day",
                is_retryable=True,
            )
        return Outcome(leased.partner_id, leased.id, MessageStatus.QUEUED, now, due_at=now + wait)


def _outcome_of(report: MessageReport, *, due_at: datetime | None = None) -> Outcome:
    return Outcome(
        *parse_row_reference(report.reference),
        MessageStatus(report.status),
        report.at,
        carrier_id=report.carrier_id,
        code=report.code,
        message=report.message,
        due_at=due_at,
    )
