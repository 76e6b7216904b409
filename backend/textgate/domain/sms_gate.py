"""The send gate: may this sender text now, or what must happen first?

One decision table for every API and page. The codes are the source document's.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol
from uuid import UUID

from textgate.domain.business_details import BusinessDetailField
from textgate.domain.errors import DomainError
from textgate.domain.response_codes import ResponseCode
from textgate.domain.sms_numbers import SmsNumberStatus
from textgate.domain.verification import (
    IN_FLIGHT,
    REFUSED,
    RejectionReason,
    VerificationStatus,
)


class NumberNotVerified(DomainError):
    """The sender's number is not verified yet; verification has been requested."""

    code = ResponseCode.NUMBER_NOT_VERIFIED

    def __init__(self, verification_id: UUID, *, is_new: bool = False) -> None:
        """`is_new` if this call requested the verification."""
        super().__init__()
        self.verification_id = verification_id
        self.is_new = is_new


class BusinessDetailsInsufficient(DomainError):
    """Business details are missing, or were rejected and not corrected since."""

    code = ResponseCode.BUSINESS_DETAILS_INSUFFICIENT

    def __init__(
        self,
        account_id: UUID,
        missing: tuple[BusinessDetailField, ...],
        reasons: tuple[RejectionReason, ...],
    ) -> None:
        super().__init__()
        self.account_id = account_id
        self.missing = missing
        self.reasons = reasons


class Verdict(StrEnum):
    """The gate's decision about a sender."""

    OPEN = "OPEN"
    PENDING = "PENDING"
    REQUEST = "REQUEST"
    INSUFFICIENT = "INSUFFICIENT"


class GateInput(Protocol):
    """The gate's input. It reads only the properties it needs, so implementations can compute lazily."""

    @property
    def number_status(self) -> SmsNumberStatus | None: ...

    @property
    def verification_status(self) -> VerificationStatus | None: ...

    @property
    def reasons(self) -> tuple[RejectionReason, ...]: ...

    @property
    def details_changed(self) -> bool: ...

    @property
    def missing(self) -> tuple[BusinessDetailField, ...]: ...


def decide(sender: GateInput) -> Verdict:
    """The verdict about a sender.

    An approved number stays open even if details have since become incomplete. A rejected sender may request
    again only with changed details, and never if the carrier's rejection is final.
    """
    if sender.number_status is SmsNumberStatus.APPROVED:
        return Verdict.OPEN
    if sender.verification_status in IN_FLIGHT:
        return Verdict.PENDING
    if sender.missing:
        return Verdict.INSUFFICIENT
    if sender.verification_status in REFUSED:
        is_final = any(not reason.is_retryable for reason in sender.reasons)
        if is_final or not sender.details_changed:
            return Verdict.INSUFFICIENT
    return Verdict.REQUEST
