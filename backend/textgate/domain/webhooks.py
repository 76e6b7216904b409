"""Webhooks: events, statuses of webhooks and deliveries, and the retry schedule."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum


class WebhookEvent(StrEnum):
    """Events, in lower case on the wire. TEST is sent only on request."""

    SMS_VERIFICATION_STATUS = "SMS_VERIFICATION_STATUS"
    SMS_NUMBER_STATUS = "SMS_NUMBER_STATUS"
    MESSAGE_STATUS = "MESSAGE_STATUS"
    TEST = "TEST"

    @property
    def wire_name(self) -> str:
        return self.value.lower()


SUBSCRIBABLE = tuple(event for event in WebhookEvent if event is not WebhookEvent.TEST)


class WebhookStatus(StrEnum):
    """Whether deliveries are sent."""

    ENABLED = "ENABLED"
    DISABLED = "DISABLED"


class WebhookDisabledReason(StrEnum):
    """Why deliveries stopped."""

    REQUESTED = "REQUESTED"
    GONE = "GONE"
    FAILING = "FAILING"


class DeliveryStatus(StrEnum):
    """Progress of a delivery."""

    PENDING = "PENDING"
    DELIVERED = "DELIVERED"
    FAILED = "FAILED"


class DeliveryError(StrEnum):
    """Why one attempt failed."""

    STATUS = "STATUS"
    REDIRECT = "REDIRECT"
    TIMEOUT = "TIMEOUT"
    NAME_NOT_FOUND = "NAME_NOT_FOUND"
    BLOCKED = "BLOCKED"
    UNREACHABLE = "UNREACHABLE"
    CERTIFICATE = "CERTIFICATE"
    INVALID_ANSWER = "INVALID_ANSWER"


RETRY_AFTER = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
"""Delays before each retry; no retry follows the last."""

JITTER = 0.2
LONGEST_RETRY_AFTER = timedelta(hours=24)
DISABLED_AFTER = timedelta(days=5)
GONE = 410
ASK_LATER = frozenset({429, 503})


def wait_after(tries: int, chance: float) -> timedelta | None:
    """How long to wait once `tries` have failed, None when that was the last one; `chance` is from 0 to 1,
    and spreads what failed together over 20% less to 20% more."""
    if tries > len(RETRY_AFTER):
        return None
    return RETRY_AFTER[tries - 1] * (1 - JITTER + 2 * JITTER * chance)
