"""One step of a verification at the carrier: order a number, submit the details, or read the review's status.

A step is one call. Before it repeats a call whose answer may have been lost, it looks the result up under
our reference.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from textgate.carriers.base import (
    Carrier,
    CarrierRefused,
    CarrierUnavailable,
    CarrierUncertain,
    VerificationReport,
    VerificationRequest,
)
from textgate.domain.business_details import BusinessDetailField, EffectiveDetails
from textgate.domain.clock import Clock
from textgate.domain.rejections import rejection
from textgate.domain.retries import back_off
from textgate.domain.sms_numbers import SmsNumberStatus
from textgate.domain.verification import IN_FLIGHT, REFUSED, VerificationStatus, may_follow

# https://www.twilio.com/docs/api/errors/30437
TWILIO_EDIT_WINDOW_CLOSED = 30437

OFFERED_NUMBERS = 30

OTHERS_TOOK_ALL_WAIT = timedelta(seconds=1)
NO_NUMBERS_WAIT = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class LeasedVerification:
    """Rows of verification and sms_number; `attempt["lease_until"]` is this worker's lease."""

    attempt: Mapping[str, Any]
    number: Mapping[str, Any]
    sender_name: str
    account_name: str


@dataclass(frozen=True, slots=True)
class StepResult:
    """The columns that a step changes in its verification and in the number."""

    attempt: Mapping[str, Any]
    values: Mapping[str, Any]
    number_values: Mapping[str, Any] = field(default_factory=dict)


class VerificationSteps:
    def __init__(self, clock: Clock, carrier: Carrier) -> None:
        self._clock = clock
        self._carrier = carrier

    async def take(self, leased: LeasedVerification) -> StepResult:
        """Never raises for anything that the carrier does; an outage or a lost answer backs off."""
        attempt, number = leased.attempt, leased.number
        now = self._clock()
        try:
            if number["phone"] is None:
                return await self._order_number(attempt, number)
            if attempt["status"] is VerificationStatus.REQUESTED:
                return await self._submit(leased)
            report = await self._carrier.read_verification(attempt["carrier_id"])
            return self._apply(attempt, report)
        except CarrierUnavailable as unavailable:
            wait = unavailable.retry_after or back_off(attempt["tries"] + 1)
        except CarrierUncertain:
            wait = back_off(attempt["tries"] + 1)
        except CarrierRefused as refusal:
            return self._apply_refusal(attempt, refusal)
        return StepResult(attempt, {"due_at": now + wait})

    async def _order_number(
        self, attempt: Mapping[str, Any], number: Mapping[str, Any]
    ) -> StepResult:
        reference = str(number["id"])
        ordered = None
        if attempt["tries"]:
            ordered = await self._carrier.find_number(reference=reference)
        offered: Sequence[str] = ()
        if ordered is None:
            offered = await self._carrier.search_numbers(
                number["number_type"], limit=OFFERED_NUMBERS
            )
            # In random order, because other workers may choose among the same numbers.
            for phone in random.sample(offered, len(offered)):
                try:
                    ordered = await self._carrier.order_number(phone, reference=reference)
                    break
                except CarrierRefused:
                    continue
        now = self._clock()
        if ordered is None:
            wait = OTHERS_TOOK_ALL_WAIT if offered else NO_NUMBERS_WAIT
            # The carrier answered, so the back-off restarts. One try stays counted: the answer to an earlier
            # order may have been lost, and the next step must look that order up first.
            return StepResult(attempt, {"due_at": now + wait, "tries": 1})
        return StepResult(
            attempt,
            {"due_at": now, "tries": 0},
            {"phone": ordered.phone, "carrier_id": ordered.carrier_id},
        )

    async def _submit(self, leased: LeasedVerification) -> StepResult:
        attempt = leased.attempt
        report = None
        if attempt["tries"]:
            report = await self._carrier.find_verification(reference=str(attempt["id"]))
        if report is None:
            report = await self._carrier.submit_verification(_request(leased))
        return self._apply(attempt, report)

    def _apply(self, attempt: Mapping[str, Any], report: VerificationReport) -> StepResult:
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
            # Read it once more when the carrier closes the edit window.
            values["due_at"] = _deadline(report, now + self._carrier.review_poll_interval)
        number_values: dict[str, Any] = {}
        if may_follow(attempt["status"], report.status):
            values |= {
                "status": report.status,
                "reasons": [reason.as_json() for reason in report.reasons],
                "editable_until": report.editable_until,
            }
            if report.status not in IN_FLIGHT:
                values["completed_at"] = attempt["completed_at"] or now
                number_values["status"] = (
                    SmsNumberStatus.REJECTED
                    if report.status in REFUSED
                    else SmsNumberStatus.APPROVED
                )
        return StepResult(attempt, values, number_values)

    def _apply_refusal(self, attempt: Mapping[str, Any], refusal: CarrierRefused) -> StepResult:
        """A refused edit becomes a new request; any other refusal rejects the verification."""
        if refusal.code == TWILIO_EDIT_WINDOW_CLOSED and attempt["replaces"] is not None:
            return StepResult(attempt, {"replaces": None, "due_at": self._clock()})
        report = VerificationReport(
            carrier_id=attempt["carrier_id"] or "",
            status=VerificationStatus.REJECTED,
            reasons=(rejection(refusal.code),),
        )
        return self._apply(attempt, report)


def _deadline(report: VerificationReport, earliest: datetime) -> datetime | None:
    return max(report.editable_until, earliest) if report.editable_until else None


def _request(leased: LeasedVerification) -> VerificationRequest:
    attempt, number = leased.attempt, leased.number
    details = EffectiveDetails.from_json(attempt["details"])
    sentences = [
        f"{leased.account_name} texts from one number per location or queue; "
        f"this one is for {leased.sender_name}."
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
