"""A text that somebody wants sent, and reading it: whatever is wrong with it is found at once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import orjson

from textgate.domain.errors import (
    FieldError,
    InputErrors,
    InvalidRecipient,
    InvalidValue,
    UserErrorCode,
)
from textgate.domain.messages import MessageKind
from textgate.domain.phone import NoSuchNumber, parse_phone
from textgate.domain.sms_text import parse_body
from textgate.domain.viewer import Viewer
from textgate.services.senders.state import SenderRef, sender_not_found

MAX_KEY_LENGTH = 255


@dataclass(frozen=True, slots=True)
class SendRequest:
    """What a caller wants sent; `sender` is None when its id could not be read. `problems` are what the
    caller's face has found already: they are told with all others, and not looked for again."""

    sender: SenderRef | None
    to: str
    body: str
    kind: MessageKind = MessageKind.SMS_TEXT
    idempotency_key: str | None = None
    problems: tuple[FieldError, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedMessage:
    """A request whose every part has been read."""

    sender: SenderRef
    recipient: str
    body: str
    kind: MessageKind
    key: str | None

    @property
    def fingerprint(self) -> str:
        """Equal for equal requests: what an idempotency key is held against."""
        parts = [str(self.sender.id), self.recipient, self.body, self.kind]
        return hashlib.sha256(orjson.dumps(parts)).hexdigest()


def read(viewer: Viewer, request: SendRequest) -> ParsedMessage:
    """Raises InvalidInput with everything that is wrong."""
    errors = InputErrors()
    errors.extend(request.problems)
    told = {problem.path for problem in request.problems}
    recipient, key, body = None, request.idempotency_key, request.body
    if ("to",) not in told:
        recipient = errors.require(("to",), parse_phone, request.to)
    if key is not None:
        # A blank one too: taken for none, it would let the repetition through that it is there to stop.
        key = errors.require(("idempotencyKey",), _parse_key, key)
    if ("body",) not in told:
        try:
            body = parse_body(request.body)
        except InvalidValue as error:
            errors.add(("body",), error.code, error.message)
    if request.kind is not MessageKind.SMS_TEXT:
        message = "secure texts are not switched on for this account"
        errors.add(("kind",), UserErrorCode.INVALID, message)
    if request.sender is None and ("senderId",) not in told:
        errors.extend(sender_not_found().errors)
    if len(errors.found) == 1 and _is_impossible(request.to):
        raise InvalidRecipient(errors.found)
    errors.raise_if_any()
    assert recipient is not None
    assert request.sender is not None
    return ParsedMessage(request.sender, recipient, body, request.kind, _scoped(viewer, key))


def _is_impossible(number: str) -> bool:
    """Whether it is written as a number is, and nobody can be texted there."""
    try:
        parse_phone(number)
    except NoSuchNumber:
        return True
    except InvalidValue:
        return False
    return False


def _parse_key(key: str) -> str:
    """A key is the caller's own word, kept to the letter."""
    if len(key) > MAX_KEY_LENGTH:
        message = f"is longer than {MAX_KEY_LENGTH} characters"
        raise InvalidValue(message, UserErrorCode.TOO_LONG)
    if not key.isprintable():
        raise InvalidValue("has characters that cannot be printed")
    return key


def _scoped(viewer: Viewer, key: str | None) -> str | None:
    """Keys are a partner's; people of one practice have theirs apart, so that a key says nothing of
    other practices. What parts the two is nothing that a key can hold."""
    if key is None or viewer.account_id is None:
        return key
    return f"{viewer.account_id.hex}\x1f{key}"
