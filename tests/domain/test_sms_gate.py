"""The send gate's decision table, row by row."""

from __future__ import annotations

import pytest

from textgate.domain.business_details import BusinessDetailField
from textgate.domain.rejections import rejection
from textgate.domain.sms_gate import Standing, Verdict, decide
from textgate.domain.sms_numbers import SmsNumberStatus
from textgate.domain.verification import IN_FLIGHT, REFUSED, VerificationStatus

MISSING = (BusinessDetailField.WEBSITE,)
MENDABLE, FINAL = (rejection(30451),), (rejection(30459),)


def standing(
    number: SmsNumberStatus | None = None,
    verification: VerificationStatus | None = None,
    **changes: object,
) -> Standing:
    values: dict[str, object] = {"reasons": (), "details_changed": False, "missing": ()} | changes
    return Standing(number_status=number, verification_status=verification, **values)  # type: ignore[arg-type]


def test_complete_details_without_a_number_request_one() -> None:
    assert decide(standing()) is Verdict.REQUEST


def test_missing_details_are_insufficient() -> None:
    assert decide(standing(missing=MISSING)) is Verdict.INSUFFICIENT


def test_an_approved_number_is_open_whatever_else() -> None:
    approved = standing(
        SmsNumberStatus.APPROVED, VerificationStatus.APPROVED, missing=MISSING, details_changed=True
    )
    assert decide(approved) is Verdict.OPEN


@pytest.mark.parametrize("status", sorted(IN_FLIGHT))
@pytest.mark.parametrize("missing", [(), MISSING])
def test_a_request_in_flight_is_pending(
    status: VerificationStatus, missing: tuple[BusinessDetailField, ...]
) -> None:
    waiting = standing(SmsNumberStatus.PENDING, status, missing=missing, details_changed=True)
    assert decide(waiting) is Verdict.PENDING


@pytest.mark.parametrize("status", sorted(REFUSED))
def test_a_rejection_holds_until_the_details_change(status: VerificationStatus) -> None:
    refused = standing(SmsNumberStatus.REJECTED, status, reasons=MENDABLE)
    assert decide(refused) is Verdict.INSUFFICIENT
    mended = standing(SmsNumberStatus.REJECTED, status, reasons=MENDABLE, details_changed=True)
    assert decide(mended) is Verdict.REQUEST
    emptied = standing(
        SmsNumberStatus.REJECTED, status, reasons=MENDABLE, details_changed=True, missing=MISSING
    )
    assert decide(emptied) is Verdict.INSUFFICIENT


@pytest.mark.parametrize("status", sorted(REFUSED))
def test_a_final_rejection_holds_forever(status: VerificationStatus) -> None:
    reasons = (*MENDABLE, *FINAL)
    refused = standing(SmsNumberStatus.REJECTED, status, reasons=reasons, details_changed=True)
    assert decide(refused) is Verdict.INSUFFICIENT
