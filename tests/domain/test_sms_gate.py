"""The send gate's decision table, row by row."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from textgate.domain.business_details import BusinessDetailField
from textgate.domain.rejections import rejection
from textgate.domain.sms_gate import Verdict, decide
from textgate.domain.sms_numbers import SmsNumberStatus
from textgate.domain.verification import (
    IN_FLIGHT,
    REFUSED,
    RejectionReason,
    VerificationStatus,
)

MISSING = (BusinessDetailField.WEBSITE,)
RETRYABLE, FINAL = (rejection(30451),), (rejection(30459),)


@dataclass(frozen=True)
class Sender:
    """A `GateInput`: no number, no verification, complete details."""

    number_status: SmsNumberStatus | None = None
    verification_status: VerificationStatus | None = None
    reasons: tuple[RejectionReason, ...] = ()
    details_changed: bool = False
    missing: tuple[BusinessDetailField, ...] = ()


def test_complete_details_without_a_number_request_one() -> None:
    assert decide(Sender()) is Verdict.REQUEST


def test_missing_details_are_insufficient() -> None:
    assert decide(Sender(missing=MISSING)) is Verdict.INSUFFICIENT


def test_an_approved_number_is_open_regardless_of_its_details() -> None:
    approved = Sender(
        SmsNumberStatus.APPROVED, VerificationStatus.APPROVED, missing=MISSING, details_changed=True
    )
    assert decide(approved) is Verdict.OPEN


@pytest.mark.parametrize("status", sorted(IN_FLIGHT))
@pytest.mark.parametrize("missing", [(), MISSING])
def test_a_request_in_flight_is_pending(
    status: VerificationStatus, missing: tuple[BusinessDetailField, ...]
) -> None:
    in_flight = Sender(SmsNumberStatus.PENDING, status, missing=missing, details_changed=True)
    assert decide(in_flight) is Verdict.PENDING


@pytest.mark.parametrize("status", sorted(REFUSED))
def test_a_rejection_holds_until_the_details_change(status: VerificationStatus) -> None:
    refused = Sender(SmsNumberStatus.REJECTED, status, reasons=RETRYABLE)
    assert decide(refused) is Verdict.INSUFFICIENT
    corrected = Sender(SmsNumberStatus.REJECTED, status, reasons=RETRYABLE, details_changed=True)
    assert decide(corrected) is Verdict.REQUEST
    emptied = Sender(
        SmsNumberStatus.REJECTED, status, reasons=RETRYABLE, details_changed=True, missing=MISSING
    )
    assert decide(emptied) is Verdict.INSUFFICIENT


@pytest.mark.parametrize("status", sorted(REFUSED))
def test_a_final_rejection_holds_forever(status: VerificationStatus) -> None:
    reasons = (*RETRYABLE, *FINAL)
    refused = Sender(SmsNumberStatus.REJECTED, status, reasons=reasons, details_changed=True)
    assert decide(refused) is Verdict.INSUFFICIENT
