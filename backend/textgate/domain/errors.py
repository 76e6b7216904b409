"""Errors that a caller can cause, each with a response code or a field.

docs/errors.md lists every kind of error: where it is raised, who catches it and what the client gets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from textgate.domain.field_labels import label, sentence
from textgate.domain.response_codes import ResponseCode

T = TypeVar("T")


class UserErrorCode(StrEnum):
    """The kind of error in one input field."""

    REQUIRED = "REQUIRED"
    INVALID = "INVALID"
    TOO_LONG = "TOO_LONG"
    NOT_FOUND = "NOT_FOUND"
    ALREADY_EXISTS = "ALREADY_EXISTS"
    CONFLICT = "CONFLICT"


class InvalidValue(ValueError):
    """One value is invalid. Parsers raise it; they do not know which field they serve.

    `problem` is a predicate without a subject or a period, such as "must start with https://".
    """

    def __init__(self, problem: str, code: UserErrorCode = UserErrorCode.INVALID) -> None:
        super().__init__(problem)
        self.problem = problem
        self.code = code


@dataclass(frozen=True, slots=True)
class FieldError:
    """One invalid input field.

    `path` leads to it from the mutation's input. `problem` is a predicate, as in `InvalidValue`.
    The message has the field's label as its subject, unless `subject` replaces it:

        FieldError(("postalCode",), UserErrorCode.REQUIRED, "is required").message
        "Postal code is required."
    """

    path: tuple[str, ...]
    code: UserErrorCode
    problem: str
    subject: str | None = None

    @property
    def message(self) -> str:
        return sentence(self.subject or label(self.path), self.problem)


class DomainError(Exception):
    """A request that is understood and refused. Subclasses set `code`; its message is the default."""

    code = ResponseCode.BAD_REQUEST

    def __init__(self, message: str | None = None) -> None:
        self.message = message or self.code.message
        super().__init__(self.message)


class InvalidInput(DomainError):
    """Fields of the input are invalid. `errors` has all of them."""

    code = ResponseCode.INVALID_INPUT

    def __init__(self, errors: tuple[FieldError, ...]) -> None:
        self.errors = errors
        super().__init__(" ".join(error.message for error in errors))


class InvalidRecipient(InvalidInput):
    """The only error is that the recipient's number cannot receive texts."""

    code = ResponseCode.INVALID_RECIPIENT


class AccountExists(InvalidInput):
    """The partner already has an account with this identifier."""

    code = ResponseCode.ACCOUNT_EXISTS

    def __init__(self) -> None:
        super().__init__((_used_by_another_account("externalId"),))


class WebsiteAddressTaken(InvalidInput):
    """Another of the partner's accounts has this website address."""

    code = ResponseCode.WEBSITE_ADDRESS_TAKEN

    def __init__(self) -> None:
        super().__init__((_used_by_another_account("websiteAddress"),))


def _used_by_another_account(field: str) -> FieldError:
    problem = "is already used by another account"
    return FieldError((field,), UserErrorCode.ALREADY_EXISTS, problem)


class AuthorityLost(DomainError):
    """The caller lost its authority after the request was authenticated; nothing was done."""

    code = ResponseCode.UNAUTHORIZED

    def __init__(self, caller_id: UUID | None) -> None:
        self.caller_id = caller_id
        super().__init__()


class AccessEnded(AuthorityLost):
    """The user was deactivated, or the credential or embed token expired or was revoked."""


class RoleChanged(AuthorityLost):
    """The user has another role or another account."""


class UserExists(DomainError):
    code = ResponseCode.USER_EXISTS


class UserUnknown(DomainError):
    code = ResponseCode.USER_UNKNOWN


class PasswordMissing(DomainError):
    code = ResponseCode.PASSWORD_MISSING


class PasswordInvalid(DomainError):
    code = ResponseCode.PASSWORD_INVALID


class UserIdReserved(DomainError):
    code = ResponseCode.USER_ID_RESERVED


class AccountInactive(DomainError):
    code = ResponseCode.ACCOUNT_INACTIVE


class SmsNotEnabled(DomainError):
    code = ResponseCode.SMS_NOT_ENABLED


class IdempotencyConflict(DomainError):
    """The idempotency key was already used for a different request."""

    code = ResponseCode.INVALID_INPUT

    def __init__(self) -> None:
        super().__init__("Idempotency key was already used for a different request.")


class SendLimitReached(DomainError):
    """The account has reached a send limit; it can send again at `retry_at`."""

    code = ResponseCode.INVALID_INPUT

    def __init__(self, message: str, retry_at: datetime) -> None:
        self.retry_at = retry_at
        super().__init__(message)


class RecipientOptedOut(DomainError):
    code = ResponseCode.RECIPIENT_OPTED_OUT


class InputErrors:
    """Collects the field errors of one input, so that one response reports them all."""

    def __init__(self) -> None:
        self._errors: list[FieldError] = []

    def add(
        self,
        path: tuple[str, ...],
        code: UserErrorCode,
        problem: str,
        *,
        subject: str | None = None,
    ) -> None:
        self._errors.append(FieldError(path, code, problem, subject))

    def read(self, path: tuple[str, ...], parse: Callable[[str], T], value: str | None) -> T | None:
        """The parsed value; None for None and blank. Adds an error at `path` if it is invalid."""
        if value is None or not value.strip():
            return None
        try:
            return parse(value)
        except InvalidValue as error:
            self.add(path, error.code, error.problem)
            return None

    def require(
        self, path: tuple[str, ...], parse: Callable[[str], T], value: str | None
    ) -> T | None:
        """As `read`, but None and blank are errors too."""
        if value is None or not value.strip():
            self.add(path, UserErrorCode.REQUIRED, "is required")
            return None
        return self.read(path, parse, value)

    def extend(self, errors: Iterable[FieldError]) -> None:
        self._errors += errors

    @property
    def found(self) -> tuple[FieldError, ...]:
        return tuple(self._errors)

    def raise_if_any(self) -> None:
        if self._errors:
            raise InvalidInput(self.found)


def invalid(
    path: tuple[str, ...], code: UserErrorCode, problem: str, *, subject: str | None = None
) -> InvalidInput:
    """An error about one field."""
    return InvalidInput((FieldError(path, code, problem, subject),))


def not_found(noun: str, *path: str) -> InvalidInput:
    """The error "<Noun> does not exist.", for an id of no object that the caller can see."""
    return invalid(path or ("id",), UserErrorCode.NOT_FOUND, "does not exist", subject=noun)
