"""The protocol of a carrier's adapter: numbers, verifications, messages and callbacks.

An adapter translates its carrier's API to these types; no other module knows that API. Every call may raise
one of three errors:

| error                | the call                | the caller                                     |
|----------------------|-------------------------|------------------------------------------------|
| `CarrierRefused`     | had no effect           | records a final failure                        |
| `CarrierUnavailable` | had no effect           | retries after a back-off                       |
| `CarrierUncertain`   | may have had its effect | looks the result up by reference, then retries |
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from textgate.domain.sms_numbers import NumberType
from textgate.domain.verification import RejectionReason, VerificationStatus


class CarrierRefused(Exception):
    """The carrier refused the call, and would refuse it again; `code` is the carrier's error code."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message


class CarrierUnavailable(Exception):
    """The call certainly had no effect (connection refused, 429, queue full), so a retry is safe."""

    def __init__(self, message: str, retry_after: timedelta | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class CarrierUncertain(Exception):
    """The request was sent but not answered, so it may or may not have taken effect."""


@dataclass(frozen=True, slots=True)
class OrderedNumber:
    """A number that we own at the carrier; `phone` is E.164."""

    carrier_id: str
    phone: str


@dataclass(frozen=True, slots=True)
class VerificationRequest:
    """One submission. `reference` is our verification's id, which the carrier stores.

    `details` maps BusinessDetailField values to the submitted values, and `sources` maps the same keys to
    ACCOUNT or PARTNER. `replaces` is the carrier's id of a rejected request that this one edits.
    """

    reference: str
    number_carrier_id: str
    phone: str
    details: Mapping[str, str]
    sources: Mapping[str, str]
    additional_information: str
    replaces: str | None = None


@dataclass(frozen=True, slots=True)
class VerificationReport:
    """A verification's state at the carrier."""

    carrier_id: str
    status: VerificationStatus
    reasons: tuple[RejectionReason, ...] = ()
    editable_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class CarrierMessage:
    """A message to send; `reference` names our message (see domain.ids.row_reference)."""

    reference: str
    sender: str
    recipient: str
    body: str


@dataclass(frozen=True, slots=True)
class MessageReport:
    """A message's state at the carrier; `status` is a value of MessageStatus.

    A callback has an `event_id`, which `acknowledge` takes; the answer to a call has none.
    """

    reference: str
    carrier_id: str
    status: str
    at: datetime
    code: int | None = None
    message: str | None = None
    event_id: str | None = None


class Carrier(Protocol):
    """A carrier's adapter. Times are timezone-aware UTC; phone numbers are E.164."""

    name: str
    idempotent: bool
    """Whether two sends with the same reference send one message."""
    review_poll_interval: timedelta
    """How often to read the status of a verification under review."""

    async def search_numbers(
        self, number_type: NumberType, *, area_code: str | None = None, limit: int = 10
    ) -> Sequence[str]: ...

    async def order_number(self, phone: str, *, reference: str) -> OrderedNumber: ...

    async def find_number(self, *, reference: str) -> OrderedNumber | None:
        """The number ordered under our reference; None if no order took effect."""

    async def submit_verification(self, request: VerificationRequest) -> VerificationReport: ...

    async def read_verification(self, carrier_id: str) -> VerificationReport: ...

    async def find_verification(self, *, reference: str) -> VerificationReport | None: ...

    async def send(self, message: CarrierMessage) -> MessageReport: ...

    async def find_message(
        self, message: CarrierMessage, *, since: datetime
    ) -> MessageReport | None:
        """Look up a message whose send was not answered, by its reference or its contents."""

    async def message_events(self, limit: int) -> Sequence[MessageReport]:
        """Callbacks that are not acknowledged, oldest first. They may repeat and arrive out of order."""

    async def acknowledge(self, event_ids: Sequence[str]) -> None: ...

    async def close(self) -> None: ...
