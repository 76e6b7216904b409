"""A request to send a message, and its parser, which reports every error at once."""

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
    """A caller's request. `sender` is None if the API could not parse its id.

    `problems` are errors that the API has found already. They are reported with the others, and their
    fields are not parsed again.
    """

    sender: SenderRef | None
    to: str
    body: str
    kind: MessageKind = MessageKind.SMS_TEXT
    idempotency_key: str | None = None
    problems: tuple[FieldError, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedMessage:
    """A valid request: `recipient` is E.164, `key` is scoped to the caller's account."""

    sender: SenderRef
    recipient: str
    body: str
    kind: MessageKind
    key: str | None

    @property
    def fingerprint(self) -> str:
        """Equal for equal requests; detects an idempotency key that is reused for another request."""
        parts = [str(self.sender.id), self.recipient, self.body, self.kind]
        return hashlib.sha256(orjson.dumps(parts)).hexdigest()


def parse_send_request(viewer: Viewer, request: SendRequest) -> ParsedMessage:
    """Raises InvalidInput with every error, or InvalidRecipient if an impossible number is the only one."""
    errors = InputErrors()
    errors.extend(request.problems)
    reported = {problem.path for problem in request.problems}
    recipient, key, body = None, request.idempotency_key, request.body
    if ("to",) not in reported:
        recipient = errors.require(("to",), parse_phone, request.to)
    if key is not None:
        # A blank key is an error: treated as no key, it would let the request be repeated.
        key = errors.require(("idempotencyKey",), _parse_key, key)
    if ("body",) not in reported:
        try:
            body = parse_body(request.body)
        except InvalidValue as error:
            errors.add(("body",), error.code, error.problem)
    if request.kind is not MessageKind.SMS_TEXT:
        problem = "is not enabled for this account"
        errors.add(("kind",), UserErrorCode.INVALID, problem, subject="Secure Text")
    if request.sender is None and ("senderId",) not in reported:
        errors.extend(sender_not_found().errors)
    if len(errors.found) == 1 and _is_impossible(request.to):
        raise InvalidRecipient(errors.found)
    errors.raise_if_any()
    assert recipient is not None
    assert request.sender is not None
    return ParsedMessage(request.sender, recipient, body, request.kind, _scope_key(viewer, key))


def _is_impossible(number: str) -> bool:
    """Whether the number is well-formed but cannot receive texts."""
    try:
        parse_phone(number)
    except NoSuchNumber:
        return True
    except InvalidValue:
        return False
    return False


def _parse_key(key: str) -> str:
    if len(key) > MAX_KEY_LENGTH:
        raise InvalidValue(f"must have at most {MAX_KEY_LENGTH} characters", UserErrorCode.TOO_LONG)
    if not key.isprintable():
        raise InvalidValue("contains characters that cannot be printed")
    return key


def _scope_key(viewer: Viewer, key: str | None) -> str | None:
    """Keys of callers limited to one account get its id as a prefix, so that they reveal nothing about other
    accounts. The separator is not printable, so no key can contain it."""
    if key is None or viewer.account_id is None:
        return key
    return f"{viewer.account_id.hex}\x1f{key}"
