"""The words of the mails that people are sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Words:
    """A mail's subject, in which nobody's name is, and its plain text."""

    subject: str
    body: str


def invitation(*, name: str, inviter: str, place: str, url: str, until: datetime) -> Words:
    """`inviter` is a person or a partner, `place` the practice or the partner to work for."""
    return Words(
        "Your invitation to Textgate",
        f"""Hello {name},

{inviter} has invited you to Textgate, to work for {place}.
Textgate sends text messages to patients from verified numbers.

Choose a password here:

{url}

The link works once, until {_shown(until)}.
If you did not expect this, do nothing: without a password nobody can sign in.
""",
    )


def password_reset(*, name: str, url: str, until: datetime) -> Words:
    return Words(
        "Choose a new Textgate password",
        f"""Hello {name},

a new password has been asked for, for your Textgate account.

Choose it here:

{url}

The link works once, until {_shown(until)}.
If this was not you, do nothing: your password has not changed.
""",
    )


def _shown(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y, %H:%M} UTC"
