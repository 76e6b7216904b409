"""The filter of a report of sends: days, account and response code."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

ACCEPTED = 2000
"""The partner API's code of success; every other code of a send is a refusal's."""

MAX_DAYS = 366
USUAL_DAYS = 30

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class InvalidPeriod(ValueError):
    """The period of a report is invalid: the argument `name`, and a predicate about it."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(problem)
        self.name = name
        self.problem = problem


@dataclass(frozen=True, slots=True)
class SendSelection:
    """Which sends a report counts, from the day `since` to the day `until`, both included."""

    since: date
    until: date
    account_id: UUID | None = None
    code: int | None = None


def parse_day(text: object) -> date:
    """A day as RFC 3339 writes it; Python also reads forms that it does not know."""
    if not isinstance(text, str) or not _DAY.fullmatch(text):
        raise ValueError("a day is written like 2026-11-23")
    return date.fromisoformat(text)


def select_sends(
    today: date,
    since: date | None = None,
    until: date | None = None,
    account_id: UUID | None = None,
    code: int | None = None,
) -> SendSelection:
    """The selection for these filters; the last 30 days by default. Raises InvalidPeriod."""
    until = until or today
    if since is None:
        if until.toordinal() < USUAL_DAYS:
            raise InvalidPeriod("until", "is out of range")
        since = until - timedelta(days=USUAL_DAYS - 1)
    if since > until:
        raise InvalidPeriod("since", "must not be later than until")
    if (until - since).days >= MAX_DAYS:
        raise InvalidPeriod("since", f"must be at most {MAX_DAYS} days before until")
    return SendSelection(since, until, account_id, code)
