"""Parses email addresses; does not check deliverability."""

from __future__ import annotations

from textgate.domain.errors import InvalidValue
from textgate.domain.text import clean_line

_MAX_LENGTH = 254


def parse_email(text: str) -> str:
    """The address with its domain in lower case."""
    written = clean_line(text, _MAX_LENGTH)
    # Imported here: it brings a DNS library along that is never used.
    from email_validator import EmailNotValidError, validate_email

    try:
        # Carriers read the contact's address with old software: its local part must be ASCII.
        return validate_email(
            written, check_deliverability=False, allow_smtputf8=False, strict=True
        ).normalized
    except EmailNotValidError:
        raise InvalidValue("must be an email address, for example name@example.org") from None


def parse_user_email(text: str) -> str:
    """The address as users have it: all in lower case, though a local part might tell cases apart."""
    return parse_email(text).lower()
