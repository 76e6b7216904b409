"""Kinds and statuses of the numbers that texts are sent from."""

from __future__ import annotations

from enum import StrEnum


class NumberType(StrEnum):
    """What kind of number the carrier provisioned; throughput and verification differ."""

    TOLL_FREE = "TOLL_FREE"
    LOCAL_10DLC = "LOCAL_10DLC"


# Append only: a status's place is its bit in what is stored with every account.
class SmsNumberStatus(StrEnum):
    """The status the number picker shows; a sender without a number has none of them."""

    PENDING = "PENDING"
    APPROVED = "APPROVED"
    REJECTED = "REJECTED"


SEGMENTS_PER_SECOND: dict[NumberType, float] = {
    NumberType.TOLL_FREE: 3.0,
    NumberType.LOCAL_10DLC: 1.0,
}
"""What carriers let through by default; more is granted per number on request."""


def status_bit(status: SmsNumberStatus) -> int:
    """The bit of this status in an account's `number_statuses`."""
    return 1 << list(SmsNumberStatus).index(status)
