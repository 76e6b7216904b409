"""Expected refusals: what a caller did that cannot be done, each with its code and a message for people.

The four-digit codes are those of the partner API: 4015, 4035 and 4039 are the source document's, the
others the API's published ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from textgate.domain.field_labels import label, sentence

T = TypeVar("T")


class UserErrorCode(StrEnum):
    """What is wrong with one input field."""

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
    """A request that is understood and cannot be granted; `code` is the partner API's."""

    code: int = 4000
    message: str = "Bad Request"

    def __init__(self) -> None:
        super().__init__(self.message)


class InvalidInput(DomainError):
    """Fields of the input are wrong (4060); all of them are named at once."""

    code = 4060

    def __init__(self, errors: tuple[FieldError, ...]) -> None:
        self.errors = errors
        self.message = " ".join(error.message for error in errors)
        super().__init__()


class InvalidRecipient(InvalidInput):
    """All that is wrong is that nobody can be texted at the recipient's number (4070)."""

    code = 4070


class AccountExists(InvalidInput):
    """The partner has an account of this identifier already (4130)."""

    code = 4130

    def __init__(self) -> None:
        taken = FieldError(
            ("externalId",), UserErrorCode.ALREADY_EXISTS, "is already used by another account"
        )
        super().__init__((taken,))


class WebsiteAddressTaken(InvalidInput):
    """The short name is that of another of the partner's accounts (4140)."""

    code = 4140

    def __init__(self) -> None:
        path, code = ("websiteAddress",), UserErrorCode.ALREADY_EXISTS
        super().__init__((FieldError(path, code, "is already used by another account"),))


class AuthorityLost(DomainError):
    """The caller lost its authority after the request was authenticated (4010); nothing was done."""

    code = 4010
    message = "Unauthorized"

    def __init__(self, caller_id: UUID | None) -> None:
        self.caller_id = caller_id
        super().__init__()


class AccessEnded(AuthorityLost):
    """The user is deactivated, or the credential is revoked or expired, or the embed token is."""


class RoleChanged(AuthorityLost):
    """The user has another role, or works for another account."""


class UserExists(DomainError):
    """The account has a user of this identifier already (4230)."""

    code = 4230
    message = "User already exists"


class UserUnknown(DomainError):
    """The account has no user of this identifier (4231)."""

    code = 4231
    message = "User does not exist"


class PasswordMissing(DomainError):
    """A new user is to sign in by a password, and there is none (4232)."""

    code = 4232
    message = "User password is missing"


class PasswordInvalid(DomainError):
    """The password is not as the partner API says that it must be (4233)."""

    code = 4233
    message = "User password is invalid"


class UserIdReserved(DomainError):
    """Identifiers of users that begin with @ are not the partner's to give (4241)."""

    code = 4241
    message = "User ID is reserved"


class AccountInactive(DomainError):
    """The account is not active, and texts nobody until it is (4011)."""

    code = 4011
    message = "Unauthorized [Practice does not exist or is inactive]"


class SmsNotEnabled(DomainError):
    """The partner's SMS actions are not activated (4015)."""

    code = 4015
    message = "Unauthorized - API not enabled for the request's access rights"


class IdempotencyConflict(DomainError):
    """The idempotency key was used before with another request (4060)."""

    code = 4060
    message = "Idempotency key was already used for a different request."


class SendLimitReached(DomainError):
    """The account has sent as much as it may for now (4060); nothing was sent."""

    code = 4060

    def __init__(self, message: str, retry_at: datetime) -> None:
        self.message = message
        self.retry_at = retry_at
        super().__init__()


class RecipientOptedOut(DomainError):
    """The recipient has told this sender to stop (4080)."""

    code = 4080
    message = "Recipient unable to receive messages"


class InputErrors:
    """Collects what is wrong with one input, so that a form learns everything in one answer."""

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
        """Parse `value`; None and blank stay None; a refusal is noted under `path`."""
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
        """As `read`, and blank is refused too."""
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
