"""Verifications on their way: claim what is due, take each one step further at the carrier, record it.

A step is one call: order a number, submit the details, or ask how the review stands. What a crash
left undone is looked up under our reference before it is done again.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.carriers.base import (
    Carrier,
    CarrierRefused,
    CarrierUnavailable,
    CarrierUncertain,
    VerificationReport,
    VerificationRequest,
)
from textgate.domain.audit import AuditAction, Change, Event
from textgate.domain.business_details import BusinessDetailField, EffectiveDetails
from textgate.domain.clock import Clock
from textgate.domain.rejections import rejection
from textgate.domain.retries import back_off
from textgate.domain.sms_numbers import SmsNumberStatus
from textgate.domain.verification import (
    DECIDED,
    IN_FLIGHT,
    REFUSED,
    VerificationStatus,
    may_follow,
)
from textgate.domain.viewer import carrier
from textgate.services.audit import audit_log
from textgate.services.listing.account_filters import lock_accounts
from textgate.services.senders.state import IS_NEWEST
from textgate.services.webhooks.events import enqueue_decisions
from textgate.storage import leases
from textgate.storage.database import Database
from textgate.storage.outages import finish_all
from textgate.storage.statements import labelled, part
from textgate.storage.tables import account, sender, sms_number, verification

BATCH = 50
OFFERED = 30
TAKEN_BY_OTHERS = timedelta(seconds=1)
NO_NUMBERS_LEFT = timedelta(minutes=15)
EDIT_WINDOW_CLOSED = 30437


@dataclass(frozen=True, slots=True)
class _Step:
    """What one step changes in its verification and in its number."""

    attempt: Mapping[str, Any]
    values: Mapping[str, Any]
    number: Mapping[str, Any] = field(default_factory=dict)


class Review:
    def __init__(self, database: Database, clock: Clock, carrier: Carrier) -> None:
        self._database = database
        self._clock = clock
        self._carrier = carrier

    async def run_due(self) -> int:
        """Take one batch of due verifications one step further; returns how many there were."""
        claimed = await self._claim()
        if claimed:
            steps = await finish_all(self._step(row) for row in claimed)
            async with self._database.write() as connection:
                await self._record(connection, steps)
        return len(claimed)

    async def next_due_at(self) -> datetime | None:
        statement = leases.next_due(self._database.dialect, verification)
        async with self._database.read() as connection:
            return (await connection.execute(statement)).scalar_one()

    async def _claim(self) -> list[dict[str, Any]]:
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
            rows = (await connection.execute(statement)).mappings().all()
            lease_until = await leases.lease(
                connection,
                verification,
                [row["verification_id"] for row in rows],
                now,
                tries=verification.c.tries + 1,
            )
        return [{**row, "verification_lease_until": lease_until} for row in rows]

    async def _step(self, row: Mapping[str, Any]) -> _Step:
        attempt = part(row, verification, "verification_")
        number = part(row, sms_number, "number_")
        now = self._clock()
        try:
            if number["phone"] is None:
                return await self._order(attempt, number)
            if attempt["status"] is VerificationStatus.REQUESTED:
                return await self._submit(row, attempt, number)
            report = await self._carrier.read_verification(attempt["carrier_id"])
            return self._report(attempt, report)
        except CarrierUnavailable as unavailable:
            wait = unavailable.retry_after or back_off(attempt["tries"] + 1)
        except CarrierUncertain:
            wait = back_off(attempt["tries"] + 1)
        except CarrierRefused as refused:
            return self._refused(attempt, refused)
        return _Step(attempt, {"due_at": now + wait})

    async def _order(self, attempt: Mapping[str, Any], number: Mapping[str, Any]) -> _Step:
        reference = str(number["id"])
        ordered = None
        if attempt["tries"]:
            ordered = await self._carrier.find_number(reference=reference)
        offered: Sequence[str] = ()
        if ordered is None:
            offered = await self._carrier.search_numbers(number["number_type"], limit=OFFERED)
            # In no order, since others who are offered the same numbers are choosing as well.
            for phone in random.sample(offered, len(offered)):
                try:
                    ordered = await self._carrier.order_number(phone, reference=reference)
                    break
                except CarrierRefused:
                    continue
        now = self._clock()
        if ordered is None:
            wait = TAKEN_BY_OTHERS if offered else NO_NUMBERS_LEFT
            # The carrier answered, so the back-off starts over. One try stays counted: the answer to an
            # earlier order may have been lost, and the next step must look for that order first.
            return _Step(attempt, {"due_at": now + wait, "tries": 1})
        return _Step(
            attempt,
            {"due_at": now, "tries": 0},
            {"phone": ordered.phone, "carrier_id": ordered.carrier_id},
        )

    async def _submit(
        self,
        row: Mapping[str, Any],
        attempt: Mapping[str, Any],
        number: Mapping[str, Any],
    ) -> _Step:
        report = None
        if attempt["tries"]:
            report = await self._carrier.find_verification(reference=str(attempt["id"]))
        if report is None:
            request = _request(row, attempt, number)
            report = await self._carrier.submit_verification(request)
        return self._report(attempt, report)

    def _report(self, attempt: Mapping[str, Any], report: VerificationReport) -> _Step:
        now = self._clock()
        values: dict[str, Any] = {
            "carrier_id": report.carrier_id,
            "tries": 0,
            "due_at": None,
        }
        if attempt["submitted_at"] is None:
            values["submitted_at"] = now
        if report.status in IN_FLIGHT:
            values["due_at"] = now + self._carrier.review_poll_interval
        elif report.status is VerificationStatus.ACTION_REQUIRED:
            # Looked at once more when the carrier closes the edit window.
            values["due_at"] = _deadline(report, now + self._carrier.review_poll_interval)
        number: dict[str, Any] = {}
        if may_follow(attempt["status"], report.status):
            values |= {
                "status": report.status,
                "reasons": [reason.as_json() for reason in report.reasons],
                "editable_until": report.editable_until,
            }
            if report.status not in IN_FLIGHT:
                values["completed_at"] = attempt["completed_at"] or now
                number["status"] = (
                    SmsNumberStatus.REJECTED
                    if report.status in REFUSED
                    else SmsNumberStatus.APPROVED
                )
        return _Step(attempt, values, number)

    def _refused(self, attempt: Mapping[str, Any], refused: CarrierRefused) -> _Step:
        if refused.code == EDIT_WINDOW_CLOSED and attempt["replaces"] is not None:
            return _Step(
                attempt,
                {"replaces": None, "due_at": self._clock()},
            )
        report = VerificationReport(
            carrier_id=attempt["carrier_id"] or "",
            status=VerificationStatus.REJECTED,
            reasons=(rejection(refused.code),),
        )
        return self._report(attempt, report)

    async def _record(self, connection: AsyncConnection, steps: Sequence[_Step]) -> None:
        await lock_accounts(connection, {step.attempt["account_id"] for step in steps})
        now = self._clock()
        decisions: dict[UUID, list[Event]] = defaultdict(list)
        for step in steps:
            # Whoever comes late finds another's lease or none, and changes nothing any more.
            recorded = await connection.execute(
                update(verification)
                .where(
                    leases.is_held(verification, step.attempt["id"], step.attempt["lease_until"])
                )
                .values(lease_until=None, **step.values)
            )
            if not recorded.rowcount:
                continue
            if step.values.get("status") in DECIDED:
                decisions[step.attempt["partner_id"]].append(_decision(step))
            if step.number:
                # What became of an attempt that another has followed is no longer the number's.
                is_newest = exists().where(
                    verification.c.id == step.attempt["id"],
                    verification.c.number_id == sms_number.c.id,
                    IS_NEWEST,
                )
                await connection.execute(
                    update(sms_number)
                    .where(sms_number.c.id == step.attempt["number_id"], is_newest)
                    .values(updated_at=now, **step.number)
                )
        decided = [event.subject_id for events in decisions.values() for event in events]
        await enqueue_decisions(connection, decided, now)
        # In one order, so that two workers cannot wait for each other's partners.
        for partner_id in sorted(decisions):
            await audit_log.record(connection, carrier(partner_id), now, *decisions[partner_id])


def _decision(step: _Step) -> Event:
    attempt, reasons = step.attempt, step.values["reasons"]
    changes = [Change("status", attempt["status"], step.values["status"])]
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


def _deadline(report: VerificationReport, earliest: datetime) -> datetime | None:
    return max(report.editable_until, earliest) if report.editable_until else None


def _request(
    row: Mapping[str, Any], attempt: Mapping[str, Any], number: Mapping[str, Any]
) -> VerificationRequest:
    details = EffectiveDetails.from_json(attempt["details"])
    sentences = [
        f"{row['account_name']} texts from one number per location or queue; "
        f"this one is for {row['sender_name']}."
    ]
    alternative = details.values.get(BusinessDetailField.ALTERNATIVE_WEBSITE)
    if alternative:
        sentences.append(f"See also {alternative}")
    return VerificationRequest(
        reference=str(attempt["id"]),
        number_carrier_id=number["carrier_id"],
        phone=number["phone"],
        details={name.value: value for name, value in details.values.items()},
        sources={name.value: source.value for name, source in details.sources.items()},
        additional_information=" ".join(sentences),
        replaces=attempt["replaces"],
    )
