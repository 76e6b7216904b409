"""Subjects and bodies of mails to users, with a placeholder for the link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

LINK = "[link]"
"""The line of a stored mail that the worker replaces with a link while it sends the mail."""


@dataclass(frozen=True, slots=True)
class Words:
    """A mail's subject, which contains no user's name, and its plain-text body."""

    subject: str
    body: str


def with_link(body: str, url: str) -> str:
    """Replace the placeholder, which is a whole line: a user's name may contain the same text."""
    return body.replace(f"\n{LINK}\n", f"\n{url}\n")


def invitation(*, name: str, inviter: str, organization: str, until: datetime) -> Words:
    """`inviter` is a user or a partner, `organization` the practice or the partner to work for."""
    return Words(
        "Your invitation to Textgate",
        f"""Hello {name},

{inviter} has invited you to Textgate, to work for {organization}.
Textgate sends text messages to patients from verified numbers.

Choose a password here:

{LINK}

The link works once, until {_format(until)}.
If you did not expect this, do nothing: without a password no one can sign in.
""",
    )


def password_reset(*, name: str, until: datetime) -> Words:
    return Words(
        "Choose a new Textgate password",
        f"""Hello {name},

we received a request for a new password for your Textgate account.

Choose it here:

{LINK}

The link works once, until {_format(until)}.
If this was not you, do nothing: your password has not changed.
""",
    )


def account_request(*, name: str, asker: str, account: str, page: str) -> Words:
    """`page` is the URL to enter the details at. Without the note, which may name a patient."""
    return Words(
        "A user of Textgate needs your help",
        f"""Hello {name},

{asker} asks you to complete the business details for {account}.

Sign in to do it:

{page}

You receive this mail once for each request.
""",
    )


def _format(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y, %H:%M} UTC"
