"""An SMTP server for tests, with scripted failures."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP

from textgate.domain.mail_server import Security, SmtpServer

SENDER = "Textgate <texts@acme.example>"


@dataclass(slots=True)
class MailServer:
    """Keeps the mails that it receives; `replies` script failures.

    `replies` maps a command, such as RCPT, to an unusual reply; None means no reply. `.` is the end of a mail.
    `unanswered` holds received mails that the server did not confirm.
    """

    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    envelopes: list[tuple[str, str]] = field(default_factory=list)
    unanswered: list[EmailMessage] = field(default_factory=list)
    replies: dict[str, str | None] = field(default_factory=dict)
    commands: list[str] = field(default_factory=list)

    @property
    def address(self) -> SmtpServer:
        return SmtpServer("127.0.0.1", self.port, Security.NONE)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        sender = recipient = ""
        try:
            await self._say(writer, "CONNECT", "220 mail.example ready")
            while line := (await reader.readline()).decode("ascii").strip():
                command = line.partition(" ")[0].upper()
                self.commands.append(line)
                if command == "MAIL":
                    sender = line.partition("<")[2].partition(">")[0]
                elif command == "RCPT":
                    recipient = line.partition("<")[2].partition(">")[0]
                await self._say(writer, command, "354 go on" if command == "DATA" else "250 fine")
                if command == "DATA" and "DATA" not in self.replies:
                    mail = await reader.readuntil(b"\r\n.\r\n")
                    message = message_from_bytes(mail[:-3], policy=SMTP)
                    if self.replies.get(".", "") is None:
                        self.unanswered.append(message)
                    if "." not in self.replies:
                        self.mails.append(message)
                        self.envelopes.append((sender, recipient))
                    await self._say(writer, ".", "250 taken")
                if command == "QUIT":
                    break
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _say(self, writer: asyncio.StreamWriter, command: str, usual: str) -> None:
        reply = self.replies.get(command, usual)
        if reply is None:
            # Wait until the client times out and disconnects.
            await asyncio.sleep(60)
            return
        writer.write(reply.encode() + b"\r\n")
        await writer.drain()


@asynccontextmanager
async def mail_server() -> AsyncIterator[MailServer]:
    """A running server on a free port."""
    server = MailServer()
    handlers: set[asyncio.Task[None]] = set()

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(server.serve(reader, writer))
        handlers.add(task)
        task.add_done_callback(handlers.discard)

    listening = await asyncio.start_server(accept, "127.0.0.1", 0)
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listening.close()
        for task in list(handlers):
            task.cancel()
        await asyncio.gather(*handlers, return_exceptions=True)
