"""The fate of a message at the simulated carrier: refused at once, or reported by callbacks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from textgate.carriers.base import CarrierMessage, CarrierRefused, CarrierUnavailable
from textgate.carriers.simulator.chance import chance
from textgate.carriers.simulator.numbers import is_north_american, is_toll_free
from textgate.carriers.simulator.options import SimulatorOptions
from textgate.domain.messages import MessageStatus

MAGIC_SENDER = "+15005550006"
NOT_OURS = 21660
NUMBER_NOT_VERIFIED = 30032
CAMPAIGN_NOT_REGISTERED = 30034
MAX_BODY_LENGTH = 1600

_QUEUE_FULL_SENDER = "+15005550008"
_REFUSED_SENDERS = {
    "+15005550001": (21212, "The sender's number is not valid"),
    "+15005550007": (21606, "This number cannot send texts"),
}
_REFUSED_RECIPIENTS = {
    "+15005550001": (21211, "The recipient's number is not valid"),
    "+15005550002": (21612, "The recipient cannot be reached from this number"),
    "+15005550003": (21408, "Texts to this region are not permitted"),
    "+15005550004": (21610, "The recipient has unsubscribed"),
    "+15005550009": (21614, "The recipient's number is not a mobile number"),
}
_MAGIC = "+1500555"
FAILURES = {
    30003: "The phone is switched off or out of reach",
    30005: "The recipient's number is unknown or no longer in use",
    30007: "The message was filtered by the carrier",
    NUMBER_NOT_VERIFIED: "The toll-free number is not verified",
    CAMPAIGN_NOT_REGISTERED: "The local number is not registered for a campaign",
}
_UNDELIVERED_CODES = (30003, 30005, 30007)

_OVERTAKEN_SHARE = 0.1
_REPEATED_SHARE = 0.1
_QUEUE_FULL_WAIT = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Callback:
    """A status that the message reaches `after` a delay and the callback reports after another."""

    status: MessageStatus
    after: timedelta
    reported_after: timedelta
    code: int | None = None


@dataclass(frozen=True, slots=True)
class Fate:
    """When a message is sent (None for never), how it ends, and its callbacks in order."""

    sent: Callback | None
    end: Callback
    callbacks: tuple[Callback, ...]


def check_message(message: CarrierMessage, *, is_ours: bool) -> None:
    """Raise CarrierRefused or CarrierUnavailable as the answer to the send; `is_ours` is the sender."""
    if message.sender in _REFUSED_SENDERS:
        raise CarrierRefused(*_REFUSED_SENDERS[message.sender])
    if message.sender == _QUEUE_FULL_SENDER:
        raise CarrierUnavailable("21611: The sender's queue is full", _QUEUE_FULL_WAIT)
    if not is_ours and message.sender != MAGIC_SENDER:
        raise CarrierRefused(NOT_OURS, "The sender's number is not one of yours")
    if message.recipient in _REFUSED_RECIPIENTS:
        raise CarrierRefused(*_REFUSED_RECIPIENTS[message.recipient])
    if not is_north_american(message.recipient):
        raise CarrierRefused(21211, "The recipient's number is not valid")
    if len(message.body) > MAX_BODY_LENGTH:
        raise CarrierRefused(21617, f"A text has at most {MAX_BODY_LENGTH} characters")


def decide_fate(message: CarrierMessage, options: SimulatorOptions, *, is_verified: bool) -> Fate:
    """The seed and the recipient decide the end; the seed and our reference decide the callbacks."""
    seed, reference = options.seed, message.reference
    scale = timedelta(seconds=options.delivery_seconds)
    sent_after = scale * (0.2 + 0.2 * chance(seed, "sent", reference))
    ended_after = scale * (0.5 + 0.5 * chance(seed, "ended", reference))
    end = Callback(MessageStatus.DELIVERED, ended_after, ended_after)
    code = _undelivered_code(message, options, is_verified=is_verified)
    if code is not None:
        end = replace(end, status=MessageStatus.UNDELIVERED, code=code)
    if not is_verified:
        # Blocked at the gateway, so it is never sent.
        return Fate(None, end, _repeated((end,), seed, reference, scale))
    sent = Callback(MessageStatus.SENT, sent_after, sent_after)
    callbacks: tuple[Callback, ...] = (sent, end)
    if chance(seed, "overtaken", reference) < _OVERTAKEN_SHARE:
        callbacks = (end, replace(sent, reported_after=ended_after + scale / 10))
    return Fate(sent, end, _repeated(callbacks, seed, reference, scale))


def _undelivered_code(
    message: CarrierMessage, options: SimulatorOptions, *, is_verified: bool
) -> int | None:
    if not is_verified:
        return NUMBER_NOT_VERIFIED if is_toll_free(message.sender) else CAMPAIGN_NOT_REGISTERED
    if message.recipient.startswith(_MAGIC):
        return None
    if chance(options.seed, "undelivered", message.recipient) >= options.undelivered_share:
        return None
    drawn = chance(options.seed, "undelivered code", message.recipient)
    return _UNDELIVERED_CODES[int(drawn * len(_UNDELIVERED_CODES))]


def _repeated(
    callbacks: tuple[Callback, ...], seed: int, reference: str, scale: timedelta
) -> tuple[Callback, ...]:
    """The callbacks in order of their reports; a share of messages gets each two or three times."""
    times = 1
    drawn = chance(seed, "repeated", reference)
    if drawn < _REPEATED_SHARE:
        times = 2 if drawn < _REPEATED_SHARE / 2 else 3
    repeated = [
        replace(callback, reported_after=callback.reported_after + scale * repetition / 20)
        for repetition in range(times)
        for callback in callbacks
    ]
    return tuple(sorted(repeated, key=lambda callback: callback.reported_after))
