"""Parses text fields and credentials in a request's JSON object."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from textgate.services.sign_in.authentication_attempts import PasswordProof
from textgate.web.http_error import HttpError

# No valid value is longer. Limits the cost of hashing.
MAX_LENGTH = 1_000


def required_text(body: Mapping[str, Any], name: str) -> str:
    """A field that must be a string; raises HttpError."""
    value = optional_text(body, name)
    if value is None:
        raise HttpError(400, "INVALID_REQUEST", f"Field {name} is required.")
    return value


def optional_text(body: Mapping[str, Any], name: str) -> str | None:
    """A field that may be absent or null; raises HttpError unless it is a string."""
    value = body.get(name)
    if value is not None and (not isinstance(value, str) or len(value) > MAX_LENGTH):
        message = f"Field {name} must be a string of at most {MAX_LENGTH} characters."
        raise HttpError(400, "INVALID_REQUEST", message)
    return value


def parse_proof(body: Mapping[str, Any], email: str, password: str = "password") -> PasswordProof:  # noqa: S107
    """The fields `code` and the one named `password`; raises HttpError."""
    return PasswordProof(email, required_text(body, password), optional_text(body, "code"))
