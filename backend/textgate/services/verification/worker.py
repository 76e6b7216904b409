"""Moves verifications forward: lease a batch, take one step of each at the carrier, record the results."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, exists, select, update
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
from textgate.storage import directories, leases
from textgate.storage.database import Database
from textgate.storage.outages import finish_all
from textgate.storage.statements import labelled, part
from textgate.storage.tables import account, phone_directory, sender, sms_number, verification

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
        due = leases.select_due(verification, now, BATCH)
        batch: list[LeasedVerification] = []
        async with self._database.write() as connection:
            by_partner = await leases.ids_by_partner(connection, due)
            for partner_id, ids in by_partner.items():
                locked = await connection.execute(_select_due(partner_id, ids, now))
                rows = locked.mappings().all()
                leased_ids = [row["verification_id"] for row in rows]
                tries = verification.c.tries + 1
                lease_until = await leases.lease(
                    connection, verification, partner_id, leased_ids, now, tries=tries
                )
                batch += [_leased(dict(row), lease_until) for row in rows]
        return batch

    async def record(self, results: Sequence[StepResult]) -> None:
        """Record results, enqueue webhook events and write the audit log; ignore expired leases."""
        async with self._database.write() as connection:
            await self._record(connection, results)

    async def _record(self, connection: AsyncConnection, results: Sequence[StepResult]) -> None:
        await self._lock_accounts(connection, results)
        now = self._clock()
        decisions: dict[UUID, list[Event]] = defaultdict(list)
        for result in results:
            attempt = result.attempt
            recorded = await connection.execute(
                update(verification)
                .where(
                    leases.is_held(
                        verification, attempt["partner_id"], attempt["id"], attempt["lease_until"]
                    )
                )
                .values(lease_until=None, **result.values)
            )
            if not recorded.rowcount:
                continue
            if result.values.get("status") in DECIDED:
                decisions[attempt["partner_id"]].append(_decision_event(result))
            if result.number_values:
                await self._update_number(connection, result, now)
        # Always in this order, so that two workers cannot deadlock on the partners' audit logs.
        for partner_id in sorted(decisions):
            decided = [event.subject_id for event in decisions[partner_id]]
            await enqueue_decisions(connection, partner_id, decided, now)
        for partner_id in sorted(decisions):
            viewer = carrier_viewer(partner_id)
            await audit_log.record(connection, viewer, now, *decisions[partner_id])

    async def _lock_accounts(
        self, connection: AsyncConnection, results: Sequence[StepResult]
    ) -> None:
        accounts: dict[UUID, set[UUID]] = defaultdict(set)
        for result in results:
            accounts[result.attempt["partner_id"]].add(result.attempt["account_id"])
        # Always in this order, so that two workers cannot deadlock.
        for partner_id, account_ids in sorted(accounts.items()):
            await lock_accounts(connection, partner_id, account_ids)

    async def _update_number(
        self, connection: AsyncConnection, result: StepResult, now: datetime
    ) -> None:
        """Write the number's new values, unless a newer attempt follows this one."""
        attempt, values = result.attempt, result.number_values
        partner_id = attempt["partner_id"]
        if "phone" in values:
            await directories.claim(connection, phone_directory, partner_id, values["phone"])
        is_newest = exists().where(
            verification.c.partner_id == partner_id,
            verification.c.id == attempt["id"],
            verification.c.number_id == sms_number.c.id,
            IS_NEWEST,
        )
        is_number = (sms_number.c.partner_id == partner_id) & (
            sms_number.c.id == attempt["number_id"]
        )
        await connection.execute(
            update(sms_number).where(is_number, is_newest).values(updated_at=now, **values)
        )


def _select_due(partner_id: UUID, ids: Sequence[UUID], now: datetime) -> Select[Any]:
    return (
        select(
            *labelled(verification, "verification_"),
            *labelled(sms_number, "number_"),
            sender.c.name.label("sender_name"),
            account.c.name.label("account_name"),
        )
        .join_from(verification, sms_number)
        .join_from(sms_number, sender)
        .join_from(sms_number, account)
        .where(
            verification.c.partner_id == partner_id,
            verification.c.id.in_(ids),
            leases.is_due(verification, now),
        )
        .order_by(verification.c.due_at)
        .with_for_update(of=verification, skip_locked=True)
    )


def _leased(row: Mapping[str, Any], lease_until: datetime) -> LeasedVerification:
    return LeasedVerification(
        attempt=part(row, verification, "verification_") | {"lease_until": lease_until},
        number=part(row, sms_number, "number_"),
        sender_name=row["sender_name"],
        account_name=row["account_name"],
    )


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
