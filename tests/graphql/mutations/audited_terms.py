"""What a table of audited mutations is made of: calls, answers, and the entries that they write."""

from __future__ import annotations

from typing import Any, NamedTuple

UNKNOWN = "0" * 32
OK = "OK"


class Entry(NamedTuple):
    """One that is expected. `subject` and `account` are names of the test's objects; a subject that
    is none of them is of that kind and new, and NEW is the account that is the subject itself."""

    action: str
    subject: str
    account: str | None
    changes: list[list[str | None]]


class Step(NamedTuple):
    """One call: its input, where {name} is the id of the test's object of that name; what is answered,
    OK or the code of the first error; and the entries that it writes."""

    given: dict[str, Any]
    answer: str | int
    entries: tuple[Entry, ...] = ()
