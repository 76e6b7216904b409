"""The filter of a list of messages, and the parsers of its values."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from textgate.domain.errors import InvalidValue, UserErrorCode
from textgate.domain.messages import MessageStatus
from textgate.domain.text import search_key

MIN_DIGITS = 4
MAX_NAME_LENGTH = 200
MAX_EXPORTED = 100_000
"""Messages in one exported file."""

_MAX_RECIPIENT_LENGTH = 40
_PHONE = re.compile(r"\+?[0-9()./ \t\-\u2010-\u2015\u2212]*")


class TooManyMessages(Exception):
    """A selection has too many messages for one file."""

    def __init__(self) -> None:
        super().__init__(
            f"More than {MAX_EXPORTED:,} messages match. Narrow the filter, for example to fewer days."
        )


@dataclass(frozen=True, slots=True)
class MessageSelection:
    """Which messages a list shows: those that match every criterion that is set.

    `recipient` is a number in E.164, or the last digits of one. `since` is included, `until` is not.
    The name of the sending caller contains all words of `sent_by`.
    """

    account_id: UUID | None = None
    recipient: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    statuses: frozenset[MessageStatus] | None = None
    sender_id: UUID | None = None
    sent_by: tuple[str, ...] = ()

    @property
    def has_rare_statuses(self) -> bool:
        """Whether the statuses select few messages: almost all messages end as DELIVERED."""
        return self.statuses is not None and MessageStatus.DELIVERED not in self.statuses


def parse_recipient(text: str) -> str:
    """A number in any notation, or its last digits. Raises InvalidValue."""
    if len(text) > _MAX_RECIPIENT_LENGTH:
        problem = f"must have at most {_MAX_RECIPIENT_LENGTH} characters"
        raise InvalidValue(problem, UserErrorCode.TOO_LONG)
    written = unicodedata.normalize("NFKC", text).strip()
    digits = re.sub(r"[^0-9]", "", written)
    if not _PHONE.fullmatch(written) or len(digits) < MIN_DIGITS:
        raise InvalidValue(f"must be a phone number or its last {MIN_DIGITS} digits or more")
    if len(digits) == 11 and digits.startswith("1"):
        return f"+{digits}"
    if len(digits) > 10 or written.startswith("+"):
        raise InvalidValue("must be a number of the United States or Canada")
    return f"+1{digits}" if len(digits) == 10 else digits


def parse_name_words(text: str) -> tuple[str, ...]:
    """The words of a name as search keys contain them. Raises InvalidValue."""
    if len(text) > MAX_NAME_LENGTH:
        problem = f"must have at most {MAX_NAME_LENGTH} characters"
        raise InvalidValue(problem, UserErrorCode.TOO_LONG)
    return tuple(search_key(text).split())


def both(
    status: MessageStatus | None, statuses: Iterable[MessageStatus] | None
) -> frozenset[MessageStatus] | None:
    """The statuses that two filters allow; None if neither is set."""
    if statuses is None:
        return None if status is None else frozenset((status,))
    return frozenset(statuses) if status is None else frozenset(statuses) & {status}
