"""Maps errors of the sign-in services to HTTP errors."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager

from textgate.domain.clock import Clock
from textgate.domain.errors import InvalidValue
from textgate.domain.field_labels import sentence
from textgate.services.sign_in.authentication_attempts import (
    AuthenticationFailed,
    CodeRequired,
    TooManyAttempts,
)
from textgate.services.sign_in.password_change import LinkOver
from textgate.services.sign_in.second_factor import AlreadyAdded, NotAdded, WrongCode
from textgate.web.http_error import HttpError

_TABLE: dict[type[Exception], tuple[int, str, str]] = {
    # The same for unknown, deactivated and locked users, and users without a password (no enumeration).
    AuthenticationFailed: (
        401,
        "INVALID_CREDENTIALS",
        "The email address or the password is wrong.",
    ),
    CodeRequired: (401, "CODE_REQUIRED", "The code of the second factor is required."),
    LinkOver: (410, "LINK_EXPIRED", "The link has expired or was already used; request a new one."),
    AlreadyAdded: (409, "ALREADY_ADDED", "You already have a second factor; remove it first."),
    NotAdded: (409, "NOT_ADDED", "You have no second factor."),
    WrongCode: (422, "WRONG_CODE", "The code does not match the secret, or has expired."),
}


@contextmanager
def mapped_errors(clock: Clock) -> Iterator[None]:
    """Raise HttpError instead of the services' errors."""
    try:
        yield
    except tuple(_TABLE) as error:
        raise HttpError(*_TABLE[type(error)]) from None
    except TooManyAttempts as error:
        retry_after = max(math.ceil((error.ends_at - clock()).total_seconds()), 1)
        headers = {"Retry-After": str(retry_after)}
        message = "There were too many attempts; try again later."
        raise HttpError(429, "TOO_MANY_ATTEMPTS", message, headers) from None
    except InvalidValue as error:
        raise HttpError(422, "INVALID_PASSWORD", sentence("Password", error.problem)) from None
