"""Mail leaves only over a TLS connection to the configured server."""

from __future__ import annotations

import asyncio
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from textgate.domain.mail_server import Security, SmtpServer
from textgate.services.mail.smtp import Mail, MailNotSent, send

MAIL = Mail(
    id="1",
    sender="Textgate <texts@acme.example>",
    recipient="ada@acme.example",
    subject="Hello",
    body="Hello\n.\nAda\n",
    at=datetime(2026, 11, 2, tzinfo=UTC),
)


class Protected:
    """A server for `localhost` that accepts mail and passwords over TLS only."""

    def __init__(self, directory: Path, security: Security) -> None:
        self.certificate = directory / "certificate.pem"
        self.security = security
        self.heard: list[tuple[bool, str]] = []
        self._context = _context(directory, self.certificate)
        self._server: asyncio.Server | None = None

    async def __aenter__(self) -> SmtpServer:
        at_once = self._context if self.security is Security.TLS else None
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=at_once)
        port = self._server.sockets[0].getsockname()[1]
        return SmtpServer("localhost", port, self.security, "user", "hunter2")

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()
        await self._server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        is_protected = writer.get_extra_info("ssl_object") is not None
        try:
            writer.write(b"220 ready\r\n")
            while line := (await reader.readline()).decode().strip():
                self.heard.append((is_protected, line))
                command = line.partition(" ")[0]
                offered = "AUTH PLAIN" if is_protected else "STARTTLS"
                replies = {
                    "EHLO": f"250-mail\r\n250 {offered}",
                    "STARTTLS": "220 go on",
                    "AUTH": "235 welcome",
                    "DATA": "354 go on",
                }
                writer.write(f"{replies.get(command, '250 fine')}\r\n".encode())
                if command == "STARTTLS":
                    await writer.drain()
                    await writer.start_tls(self._context)
                    is_protected = True
                elif command == "DATA":
                    mail = await reader.readuntil(b"\r\n.\r\n")
                    self.heard.append((is_protected, mail.decode()))
                    writer.write(b"250 taken\r\n")
        except OSError:
            pass
        finally:
            writer.close()


def _context(directory: Path, certificate: Path) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    certificate.write_bytes(signed.public_bytes(Encoding.PEM))
    key_file = directory / "key.pem"
    key_file.write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key_file)
    return context


@pytest.fixture(params=[Security.STARTTLS, Security.TLS])
def protected(request: pytest.FixtureRequest, tmp_path: Path) -> Protected:
    return Protected(tmp_path, request.param)


async def test_passwords_and_mails_are_sent_over_tls(
    protected: Protected, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(protected.certificate))
    async with protected as server:
        await send(server, MAIL)
    in_the_clear = [line for is_protected, line in protected.heard if not is_protected]
    before_tls = ["EHLO acme.example", "STARTTLS"]
    assert in_the_clear == (before_tls if server.security is Security.STARTTLS else [])
    (mail,) = [line for _, line in protected.heard if "Subject: Hello" in line]
    # A line with a single dot does not end the body (dot-stuffing).
    assert mail.endswith("\r\n\r\nHello\r\n..\r\nAda\r\n.\r\n")


async def test_a_server_with_an_untrusted_certificate_receives_nothing(
    protected: Protected,
) -> None:
    async with protected as server:
        with pytest.raises(MailNotSent) as refused:
            await send(server, MAIL)
    assert all(line in ("EHLO acme.example", "STARTTLS") for _, line in protected.heard)
    assert "hunter2" not in repr(refused.value)


async def test_a_server_with_another_names_certificate_receives_nothing(
    protected: Protected, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(protected.certificate))
    async with protected as server:
        other = SmtpServer("127.0.0.1", server.port, server.security, "user", "hunter2")
        with pytest.raises(MailNotSent):
            await send(other, MAIL)
    assert all(line in ("EHLO acme.example", "STARTTLS") for _, line in protected.heard)
