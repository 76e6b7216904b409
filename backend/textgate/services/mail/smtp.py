"""Hands one mail over to the operator's mail server, by SMTP (RFC 5321)."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from textgate.domain.errors import InvalidValue
from textgate.domain.mail_server import Security, SmtpServer
from textgate.domain.text import clean_line

ANSWER_WITHIN = 20.0
"""Seconds from connecting to the server's acceptance."""
_GOODBYE_WITHIN = 2.0
_LONGEST_SENDER = 320


@dataclass(frozen=True, slots=True)
class Mail:
    """One plain-text mail. `id` is the same at every try, so that a mail which arrives twice can be
    told to be one; `at` is when it was written."""

    id: str
    sender: str
    recipient: str
    subject: str
    body: str
    at: datetime


class MailNotSent(Exception):
    """The server did not take the mail; the text holds no address and no password.

    `code` is the server's SMTP reply, None where it gave none. `may_have_arrived` says that the connection
    failed while the mail was being handed over: the server may have taken it before that.
    """

    def __init__(
        self, reason: str, code: int | None = None, *, may_have_arrived: bool = False
    ) -> None:
        super().__init__(f"{reason} {code}" if code else reason)
        self.reason = reason
        self.code = code
        self.may_have_arrived = may_have_arrived

    @property
    def is_final(self) -> bool:
        """Whether the server would say the same in a minute (RFC 5321, 4.2.1: a 5yz reply)."""
        return self.code is not None and self.code >= 500


def parse_sender(text: str) -> str:
    """An address that mail comes from, with or without a name: Textgate <texts@example.org>."""
    from textgate.domain.email_address import parse_email

    example = "must be one address, such as Textgate <texts@example.org>"
    message = EmailMessage(policy=SMTP)
    message["From"] = clean_line(text, _LONGEST_SENDER)
    header = message["From"]
    if len(header.addresses) != 1 or header.defects:
        raise InvalidValue(example)
    try:
        address = parse_email(header.addresses[0].addr_spec)
    except InvalidValue:
        raise InvalidValue(example) from None
    return str(Address(display_name=header.addresses[0].display_name, addr_spec=_ascii(address)))


def compose(mail: Mail) -> EmailMessage:
    """The message as it is sent. The policy refuses line breaks in a header, so that nobody's name
    can begin another one."""
    message = EmailMessage(policy=SMTP)
    message["From"] = mail.sender
    message["To"] = Address(addr_spec=_ascii(mail.recipient))
    message["Subject"] = mail.subject
    message["Date"] = mail.at
    message["Message-ID"] = f"<{mail.id}@{_domain(message)}>"
    # Nobody's absence is to answer it (RFC 3834).
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.body, cte="quoted-printable")
    return message


async def send(server: SmtpServer, mail: Mail) -> None:
    """Hand the mail over; raises MailNotSent. When the answer was lost it may have been taken."""
    # Imported here: only what sends mail needs it.
    import aiosmtplib
    from aiosmtplib.errors import SMTPException, SMTPRecipientsRefused, SMTPResponseException

    try:
        message = compose(mail)
    except ValueError as error:
        # Whatever is wrong with one mail must not keep the others.
        raise MailNotSent(type(error).__name__) from None
    client = aiosmtplib.SMTP(
        hostname=server.host,
        port=server.port,
        username=server.user,
        password=server.password,
        use_tls=server.security is Security.TLS,
        start_tls=server.security is Security.STARTTLS,
        # Otherwise asked of the name service, which may be slow to answer.
        local_hostname=_domain(message),
        timeout=ANSWER_WITHIN,
    )
    is_connected = False
    try:
        async with asyncio.timeout(ANSWER_WITHIN):
            await client.connect()
            is_connected = True
            await client.sendmail(
                message["From"].addresses[0].addr_spec,
                [message["To"].addresses[0].addr_spec],
                message.as_bytes(),
            )
        # Taken: whatever happens to the goodbye changes nothing.
        with suppress(SMTPException, OSError):
            async with asyncio.timeout(_GOODBYE_WITHIN):
                await client.quit()
    except SMTPRecipientsRefused as refused:
        raise MailNotSent("RecipientRefused", refused.recipients[0].code) from None
    except SMTPResponseException as refused:
        raise MailNotSent(
            type(refused).__name__,
            refused.code,
            # Anything below 400 is no refusal (RFC 5321, 4.2.1): the server's answer made no sense.
            may_have_arrived=is_connected and refused.code < 400,
        ) from None
    except (SMTPException, OSError, ValueError) as error:
        raise MailNotSent(type(error).__name__, may_have_arrived=is_connected) from None
    finally:
        client.close()


def _domain(message: EmailMessage) -> str:
    domain: str = message["From"].addresses[0].domain
    return domain


def _ascii(address: str) -> str:
    """The address with its domain as the name service knows it: not every server takes another."""
    from email_validator import validate_email

    return validate_email(address, check_deliverability=False).ascii_email or address
