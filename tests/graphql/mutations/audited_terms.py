"""The types of the table of audited mutations: calls, results and the entries that they write."""

from __future__ import annotations

from typing import Any, NamedTuple

UNKNOWN = "0" * 32
OK = "OK"
OF_PEOPLE = {"createApiToken", "renewUserLink", "revokeApiToken"}
"""Mutations that a program may not call, or not without a mail server."""


class Entry(NamedTuple):
    """An expected entry. `subject` and `account` are names of the test's objects.

    Any other subject is a kind: the subject is new. NEW is the account that is itself the subject.
    """

    action: str
    subject: str
    account: str | None
    changes: list[list[str | None]]


class Step(NamedTuple):
    """One call: its input, where {name} is the ID of the test's object of that name; its result, OK or
    the code of the first error; and the entries that it writes."""

    input_fields: dict[str, Any]
    answer: str | int
    entries: tuple[Entry, ...] = ()
