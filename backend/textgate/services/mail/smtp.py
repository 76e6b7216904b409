"""Sends one mail through the operator's mail server by SMTP (RFC 5321)."""

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

SEND_TIMEOUT = 20.0
"""Seconds from connecting to the server's acceptance."""

QUIT_TIMEOUT = 2.0
_MAX_SENDER_LENGTH = 320


@dataclass(frozen=True, slots=True)
class Mail:
    """A plain-text mail, written `at` a time. `id` is the same in every attempt: it becomes the Message-ID, by
    which mail programs recognize a duplicate."""

    id: str
    sender: str
    recipient: str
    subject: str
    body: str
    at: datetime


class MailNotSent(Exception):
    """The server did not accept the mail. The text contains no address and no password.

    `code` is the SMTP reply code, if there was a reply. `may_have_arrived` is true if the connection failed
    after it was established: the server may have accepted the mail.
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
        """Whether the refusal is permanent (RFC 5321, 4.2.1: a 5yz reply)."""
        return self.code is not None and self.code >= 500


def parse_sender(text: str) -> str:
    """Parse a From address, with or without a name: Textgate <texts@example.org>."""
    from textgate.domain.email_address import parse_email

    example = "must be one address, such as Textgate <texts@example.org>"
    message = EmailMessage(policy=SMTP)
    message["From"] = clean_line(text, _MAX_SENDER_LENGTH)
    header = message["From"]
    if len(header.addresses) != 1 or header.defects:
        raise InvalidValue(example)
    try:
        address = parse_email(header.addresses[0].addr_spec)
    except InvalidValue:
        raise InvalidValue(example) from None
    return str(Address(display_name=header.addresses[0].display_name, addr_spec=_ascii(address)))


def compose(mail: Mail) -> EmailMessage:
    """Compose the message. The policy refuses line breaks in headers, which prevents header injection."""
    message = EmailMessage(policy=SMTP)
    message["From"] = mail.sender
    message["To"] = Address(addr_spec=_ascii(mail.recipient))
    message["Subject"] = mail.subject
    message["Date"] = mail.at
    message["Message-ID"] = f"<{mail.id}@{_domain(message)}>"
    # Suppresses automatic replies such as out-of-office (RFC 3834).
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.body, cte="quoted-printable")
    return message


async def send(server: SmtpServer, mail: Mail) -> None:
    """Raises MailNotSent."""
    # Imported late: only a worker with a mail needs it.
    import aiosmtplib
    from aiosmtplib.errors import SMTPException, SMTPRecipientsRefused, SMTPResponseException

    try:
        message = compose(mail)
    except ValueError as error:
        # A defect in one mail must not stop the batch.
        raise MailNotSent(type(error).__name__) from None
    client = aiosmtplib.SMTP(
        hostname=server.host,
        port=server.port,
        username=server.user,
        password=server.password,
        use_tls=server.security is Security.TLS,
        start_tls=server.security is Security.STARTTLS,
        # The default is a DNS query for our own name, which may be slow.
        local_hostname=_domain(message),
        timeout=SEND_TIMEOUT,
    )
    is_connected = False
    try:
        async with asyncio.timeout(SEND_TIMEOUT):
            await client.connect()
            is_connected = True
            await client.sendmail(
                message["From"].addresses[0].addr_spec,
                [message["To"].addresses[0].addr_spec],
                message.as_bytes(),
            )
        # Accepted: an error of QUIT changes nothing.
        with suppress(SMTPException, OSError):
            async with asyncio.timeout(QUIT_TIMEOUT):
                await client.quit()
    except SMTPRecipientsRefused as error:
        raise MailNotSent("RecipientRefused", error.recipients[0].code) from None
    except SMTPResponseException as error:
        raise MailNotSent(
            type(error).__name__,
            error.code,
            # A code below 400 is no refusal (RFC 5321, 4.2.1), so the server's state is unknown.
            may_have_arrived=is_connected and error.code < 400,
        ) from None
    except (SMTPException, OSError, ValueError) as error:
        raise MailNotSent(type(error).__name__, may_have_arrived=is_connected) from None
    finally:
        client.close()


def _domain(message: EmailMessage) -> str:
    domain: str = message["From"].addresses[0].domain
    return domain


def _ascii(address: str) -> str:
    """The address with its domain in ASCII (IDNA): not every server supports SMTPUTF8."""
    from email_validator import validate_email

    return validate_email(address, check_deliverability=False).ascii_email or address
