"""The states of a message and their transitions, whatever the order of callbacks."""

from __future__ import annotations

from enum import StrEnum


class MessageKind(StrEnum):
    """SECURE_TEXT is reserved: it is refused until it is switched on for an account."""

    SMS_TEXT = "SMS_TEXT"
    SECURE_TEXT = "SECURE_TEXT"


class MessageStatus(StrEnum):
    """UNCERTAIN: the carrier's answer was lost; looked up, never blindly sent again."""

    SCHEDULED = "SCHEDULED"
    QUEUED = "QUEUED"
    SENDING = "SENDING"
    UNCERTAIN = "UNCERTAIN"
    SENT = "SENT"
    DELIVERED = "DELIVERED"
    UNDELIVERED = "UNDELIVERED"
    FAILED = "FAILED"
    CANCELED = "CANCELED"


FINAL = frozenset(
    {
        MessageStatus.DELIVERED,
        MessageStatus.UNDELIVERED,
        MessageStatus.FAILED,
        MessageStatus.CANCELED,
    }
)
IN_HAND = (MessageStatus.SENDING, MessageStatus.UNCERTAIN, MessageStatus.SENT)
"""With the carrier, or perhaps with it, and not at their end."""
CANCELABLE = frozenset({MessageStatus.SCHEDULED, MessageStatus.QUEUED})

_RANK = {
    MessageStatus.SCHEDULED: 0,
    MessageStatus.QUEUED: 1,
    MessageStatus.UNCERTAIN: 2,
    MessageStatus.SENDING: 3,
    MessageStatus.SENT: 4,
}

_STEPS_BACK = frozenset({MessageStatus.QUEUED, MessageStatus.UNCERTAIN})


def may_follow(current: MessageStatus, reported: MessageStatus) -> bool:
    """Whether a report changes a message: states only go up, and final ones stay.

    Callbacks overtake each other and repeat; ranking them makes their order irrelevant. Two steps
    lead back, and they are ours: an answer was lost (UNCERTAIN), or certainly nothing was sent
    (QUEUED); neither may undo a status that the carrier has reported.
    """
    if current in FINAL or reported is current:
        return False
    if reported in _STEPS_BACK:
        return current in {MessageStatus.SENDING, MessageStatus.UNCERTAIN}
    return reported in FINAL or _RANK[reported] > _RANK[current]
