"""The states of a verification attempt, their transitions, and reasons for rejection."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from textgate.domain.business_details import BusinessDetailField
from textgate.domain.schedule import business_days_ago


class VerificationStatus(StrEnum):
    """REQUESTED: by us, not yet with the carrier. ACTION_REQUIRED: rejected, and still editable there."""

    REQUESTED = "REQUESTED"
    SUBMITTED = "SUBMITTED"
    IN_REVIEW = "IN_REVIEW"
    ACTION_REQUIRED = "ACTION_REQUIRED"
    APPROVED = "APPROVED"
    REJECTED = "REJECTED"


IN_FLIGHT = frozenset(
    {
        VerificationStatus.REQUESTED,
        VerificationStatus.SUBMITTED,
        VerificationStatus.IN_REVIEW,
    }
)
REFUSED = frozenset({VerificationStatus.ACTION_REQUIRED, VerificationStatus.REJECTED})

DECIDED = frozenset(VerificationStatus) - IN_FLIGHT

PROMISED_DAYS = 3
"""Business days in which carriers decide, as they say themselves."""

_RANK = {
    VerificationStatus.REQUESTED: 0,
    VerificationStatus.SUBMITTED: 1,
    VerificationStatus.IN_REVIEW: 2,
    VerificationStatus.ACTION_REQUIRED: 3,
    VerificationStatus.REJECTED: 4,
    VerificationStatus.APPROVED: 4,
}


def may_follow(current: VerificationStatus, reported: VerificationStatus) -> bool:
    """Whether a carrier's report moves an attempt on: never back, and nothing follows the end."""
    return _RANK[reported] > _RANK[current]


def overdue_since(now: datetime) -> datetime:
    """Pending verifications requested before this time are overdue."""
    return business_days_ago(now, PROMISED_DAYS)


@dataclass(frozen=True, slots=True)
class RejectionReason:
    """Why a carrier rejected a request: its code, a message, and the fields to correct."""

    code: int
    message: str
    fields: tuple[BusinessDetailField, ...]
    is_retryable: bool

    def as_json(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "message": self.message,
            "fields": [field.value for field in self.fields],
            "isRetryable": self.is_retryable,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> RejectionReason:
        return cls(
            code=value["code"],
            message=value["message"],
            fields=tuple(BusinessDetailField(name) for name in value["fields"]),
            is_retryable=value["isRetryable"],
        )
