"""The words of the mails that people are sent, with a placeholder where the link goes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

LINK = "[link]"
"""The line of a stored mail that the worker replaces by a link while it sends the mail."""


@dataclass(frozen=True, slots=True)
class Words:
    """A mail's subject, in which nobody's name is, and its plain text."""

    subject: str
    body: str


def with_link(body: str, url: str) -> str:
    """The text as it is sent. Only a whole line is the placeholder: a name may look the same."""
    return body.replace(f"\n{LINK}\n", f"\n{url}\n")


def invitation(*, name: str, inviter: str, place: str, until: datetime) -> Words:
    """`inviter` is a person or a partner, `place` the practice or the partner to work for."""
    return Words(
        "Your invitation to Textgate",
        f"""Hello {name},

{inviter} has invited you to Textgate, to work for {place}.
Textgate sends text messages to patients from verified numbers.

Choose a password here:

{LINK}

The link works once, until {_shown(until)}.
If you did not expect this, do nothing: without a password nobody can sign in.
""",
    )


def password_reset(*, name: str, until: datetime) -> Words:
    return Words(
        "Choose a new Textgate password",
        f"""Hello {name},

a new password has been asked for, for your Textgate account.

Choose it here:

{LINK}

The link works once, until {_shown(until)}.
If this was not you, do nothing: your password has not changed.
""",
    )


def _shown(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y, %H:%M} UTC"
