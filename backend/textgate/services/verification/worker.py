"""Moves verifications forward: lease a batch, take one step of each at the carrier, record the results."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.carriers.base import Carrier
from textgate.domain.audit import AuditAction, Change, Event
from textgate.domain.clock import Clock
from textgate.domain.verification import DECIDED
from textgate.domain.viewer import carrier as carrier_viewer
from textgate.services.audit import audit_log
from textgate.services.listing.account_filters import lock_accounts
from textgate.services.senders.state import IS_NEWEST
from textgate.services.verification.steps import (
    LeasedVerification,
    StepResult,
    VerificationSteps,
)
from textgate.services.webhooks.events import enqueue_decisions
from textgate.storage import leases
from textgate.storage.database import Database
from textgate.storage.outages import finish_all
from textgate.storage.statements import labelled, part
from textgate.storage.tables import account, sender, sms_number, verification

BATCH = 50


class Review:
    """`run_due` is `lease_batch`, then `take_step` for each verification, then `record`.

    A worker may die or stall between any two of them; the lease then expires and another worker goes on.
    """

    def __init__(self, database: Database, clock: Clock, carrier: Carrier) -> None:
        self._database = database
        self._clock = clock
        self.take_step = VerificationSteps(clock, carrier).take

    async def run_due(self) -> int:
        """Process one batch of due verifications; returns its size."""
        batch = await self.lease_batch()
        if batch:
            await self.record(await finish_all(self.take_step(leased) for leased in batch))
        return len(batch)

    async def next_due_at(self) -> datetime | None:
        statement = leases.next_due(self._database.dialect, verification)
        async with self._database.read() as connection:
            return (await connection.execute(statement)).scalar_one()

    async def lease_batch(self) -> list[LeasedVerification]:
        now = self._clock()
        statement = (
            select(
                *labelled(verification, "verification_"),
                *labelled(sms_number, "number_"),
                sender.c.name.label("sender_name"),
                account.c.name.label("account_name"),
            )
            .join_from(verification, sms_number, sms_number.c.id == verification.c.number_id)
            .join(sender, sender.c.id == sms_number.c.sender_id)
            .join(account, account.c.id == sms_number.c.account_id)
            .where(leases.is_due(verification, now))
            .order_by(verification.c.due_at)
            .limit(BATCH)
            .with_for_update(of=verification, skip_locked=True)
        )
        async with self._database.write() as connection:
            rows = [dict(row) for row in (await connection.execute(statement)).mappings()]
            lease_until = await leases.lease(
                connection,
                verification,
                [row["verification_id"] for row in rows],
                now,
                tries=verification.c.tries + 1,
            )
        return [
            LeasedVerification(
                attempt=part(row, verification, "verification_") | {"lease_until": lease_until},
                number=part(row, sms_number, "number_"),
                sender_name=row["sender_name"],
                account_name=row["account_name"],
            )
            for row in rows
        ]

    async def record(self, results: Sequence[StepResult]) -> None:
        """Record results, enqueue webhook events and write the audit log; ignore expired leases."""
        async with self._database.write() as connection:
            await self._record(connection, results)

    async def _record(self, connection: AsyncConnection, results: Sequence[StepResult]) -> None:
        await lock_accounts(connection, {result.attempt["account_id"] for result in results})
        now = self._clock()
        decisions: dict[UUID, list[Event]] = defaultdict(list)
        for result in results:
            attempt = result.attempt
            recorded = await connection.execute(
                update(verification)
                .where(leases.is_held(verification, attempt["id"], attempt["lease_until"]))
                .values(lease_until=None, **result.values)
            )
            if not recorded.rowcount:
                continue
            if result.values.get("status") in DECIDED:
                decisions[attempt["partner_id"]].append(_decision_event(result))
            if result.number_values:
                # An attempt that a newer one follows no longer changes the number.
                is_newest = exists().where(
                    verification.c.id == attempt["id"],
                    verification.c.number_id == sms_number.c.id,
                    IS_NEWEST,
                )
                await connection.execute(
                    update(sms_number)
                    .where(sms_number.c.id == attempt["number_id"], is_newest)
                    .values(updated_at=now, **result.number_values)
                )
        decided = [event.subject_id for events in decisions.values() for event in events]
        await enqueue_decisions(connection, decided, now)
        # Always in this order, so that two workers cannot deadlock on the partners' audit logs.
        for partner_id in sorted(decisions):
            viewer = carrier_viewer(partner_id)
            await audit_log.record(connection, viewer, now, *decisions[partner_id])


def _decision_event(result: StepResult) -> Event:
    attempt, reasons = result.attempt, result.values["reasons"]
    changes = [Change("status", attempt["status"], result.values["status"])]
    if reasons:
        codes = ", ".join(str(reason["code"]) for reason in reasons)
        changes.append(Change("reasons", None, codes))
    return Event(
        AuditAction.VERIFICATION_DECIDED,
        "verification",
        attempt["id"],
        attempt["account_id"],
        tuple(changes),
    )
