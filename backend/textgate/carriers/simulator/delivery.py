"""What becomes of a text at the simulated carrier: refused at once, or told of by callbacks."""

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
    """One status, `after` which time it holds and after which it is told."""

    status: MessageStatus
    after: timedelta
    told_after: timedelta
    code: int | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """What is to become of a text: when it is sent (if ever), how it ends, and what is told."""

    sent: Callback | None
    end: Callback
    callbacks: tuple[Callback, ...]


def check(text: CarrierMessage, *, is_ours: bool) -> None:
    """Refuse what is wrong with a text at once, as the answer to the request."""
    if text.sender in _REFUSED_SENDERS:
        raise CarrierRefused(*_REFUSED_SENDERS[text.sender])
    if text.sender == _QUEUE_FULL_SENDER:
        raise CarrierUnavailable("21611: The sender's queue is full", _QUEUE_FULL_WAIT)
    if not is_ours and text.sender != MAGIC_SENDER:
        raise CarrierRefused(NOT_OURS, "The sender's number is not one of yours")
    if text.recipient in _REFUSED_RECIPIENTS:
        raise CarrierRefused(*_REFUSED_RECIPIENTS[text.recipient])
    if not is_north_american(text.recipient):
        raise CarrierRefused(21211, "The recipient's number is not valid")
    if len(text.body) > MAX_BODY_LENGTH:
        raise CarrierRefused(21617, f"A text has at most {MAX_BODY_LENGTH} characters")


def course(text: CarrierMessage, options: SimulatorOptions, *, is_verified: bool) -> Course:
    """Decided by the seed: by the recipient how it ends, by our reference how it is told."""
    seed, reference = options.seed, text.reference
    scale = timedelta(seconds=options.delivery_seconds)
    sent_after = scale * (0.2 + 0.2 * chance(seed, "sent", reference))
    ended_after = scale * (0.5 + 0.5 * chance(seed, "ended", reference))
    end = Callback(MessageStatus.DELIVERED, ended_after, ended_after)
    code = _undelivered_code(text, options, is_verified=is_verified)
    if code is not None:
        end = replace(end, status=MessageStatus.UNDELIVERED, code=code)
    if not is_verified:
        # Blocked at the gateway: it never went out.
        return Course(None, end, _repeated((end,), seed, reference, scale))
    sent = Callback(MessageStatus.SENT, sent_after, sent_after)
    told: tuple[Callback, ...] = (sent, end)
    if chance(seed, "overtaken", reference) < _OVERTAKEN_SHARE:
        told = (end, replace(sent, told_after=ended_after + scale / 10))
    return Course(sent, end, _repeated(told, seed, reference, scale))


def _undelivered_code(
    text: CarrierMessage, options: SimulatorOptions, *, is_verified: bool
) -> int | None:
    if not is_verified:
        return NUMBER_NOT_VERIFIED if is_toll_free(text.sender) else CAMPAIGN_NOT_REGISTERED
    if text.recipient.startswith(_MAGIC):
        return None
    if chance(options.seed, "undelivered", text.recipient) >= options.undelivered_share:
        return None
    drawn = chance(options.seed, "undelivered code", text.recipient)
    return _UNDELIVERED_CODES[int(drawn * len(_UNDELIVERED_CODES))]


def _repeated(
    callbacks: tuple[Callback, ...], seed: int, reference: str, scale: timedelta
) -> tuple[Callback, ...]:
    """In the order they are told; in a share of cases each of them two or three times."""
    times = 1
    drawn = chance(seed, "repeated", reference)
    if drawn < _REPEATED_SHARE:
        times = 2 if drawn < _REPEATED_SHARE / 2 else 3
    told = [
        replace(callback, told_after=callback.told_after + scale * repetition / 20)
        for repetition in range(times)
        for callback in callbacks
    ]
    return tuple(sorted(told, key=lambda callback: callback.told_after))
