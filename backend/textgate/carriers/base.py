"""What Textgate needs of a carrier: numbers, verifications, sending, and news about both.

A carrier's own words are translated to these types in its adapter and nowhere else. Every call may
raise `CarrierRefused` (final), `CarrierUnavailable` (nothing happened, try again) or
`CarrierUncertain` (it may have happened; look before trying again).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from textgate.domain.sms_numbers import NumberType
from textgate.domain.verification import RejectionReason, VerificationStatus


class CarrierRefused(Exception):
    """The carrier said no, and will say no again; `code` is the carrier's error code."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message


class CarrierUnavailable(Exception):
    """The request certainly had no effect (connection refused, 429, queue full): safe to repeat."""

    def __init__(self, message: str, retry_after: timedelta | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class CarrierUncertain(Exception):
    """No answer after the request was sent: it may or may not have taken effect."""


@dataclass(frozen=True, slots=True)
class OrderedNumber:
    """A number that is ours at the carrier; `phone` is E.164."""

    carrier_id: str
    phone: str


@dataclass(frozen=True, slots=True)
class VerificationRequest:
    """One submission. `reference` is our verification's id and comes back unchanged.

    `details` maps BusinessDetailField values to what is submitted; `sources` the same keys to
    ACCOUNT or PARTNER. `replaces` is the carrier's id of a rejected request that is still editable.
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
    """How a verification stands at the carrier."""

    carrier_id: str
    status: VerificationStatus
    reasons: tuple[RejectionReason, ...] = ()
    editable_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class CarrierMessage:
    """One text to send; `reference` is our message's id."""

    reference: str
    sender: str
    recipient: str
    body: str


@dataclass(frozen=True, slots=True)
class MessageReport:
    """A message's status as the carrier tells it; `status` is one of MessageStatus' values.

    `event_id` identifies the callback, for `acknowledge`; reports that are answers have none.
    """

    reference: str
    carrier_id: str
    status: str
    at: datetime
    code: int | None = None
    message: str | None = None
    event_id: str | None = None


class Carrier(Protocol):
    """A carrier's adapter. Times are aware and in UTC; phones are E.164."""

    name: str
    idempotent: bool
    """Whether sending twice with one reference has one effect."""
    review_poll_interval: timedelta
    """How often asking about a verification makes sense."""

    async def search_numbers(
        self, number_type: NumberType, *, area_code: str | None = None, limit: int = 10
    ) -> Sequence[str]: ...

    async def order_number(self, phone: str, *, reference: str) -> OrderedNumber: ...

    async def find_number(self, *, reference: str) -> OrderedNumber | None:
        """The number ordered under our reference, if the order ever took effect."""

    async def submit_verification(self, request: VerificationRequest) -> VerificationReport: ...

    async def read_verification(self, carrier_id: str) -> VerificationReport: ...

    async def find_verification(self, *, reference: str) -> VerificationReport | None: ...

    async def send(self, text: CarrierMessage) -> MessageReport: ...

    async def find_message(self, text: CarrierMessage, *, since: datetime) -> MessageReport | None:
        """Look for a message whose sending was never answered (by reference, or by its contents)."""

    async def message_events(self, limit: int) -> Sequence[MessageReport]:
        """Callbacks that have not been acknowledged yet, oldest first; they may repeat and overtake."""

    async def acknowledge(self, event_ids: Sequence[str]) -> None: ...

    async def close(self) -> None: ...
