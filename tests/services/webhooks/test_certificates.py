"""The certificate must match the host name, although the client connects to an address."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from textgate.domain.webhooks import DeliveryError
from textgate.services.webhooks.client import HttpWebhookClient

HOST = "ehr.example.org"


def certificate(folder: Path) -> Path:
    """A self-signed certificate for HOST, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "certificate.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture
def anyio_backend() -> str:
    """asyncio's own loop: uvloop's `create_connection` cannot be replaced."""
    return "asyncio"


@pytest.fixture
async def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[ssl.SSLContext]:
    """Trusts the certificate of a server that every connection reaches."""
    path = certificate(tmp_path)
    server_tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server_tls.load_cert_chain(path)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        host = next(line for line in head.decode().split("\r\n") if line.startswith("Host"))
        writer.write(f"HTTP/1.1 200 OK\r\nContent-Length: {len(host)}\r\n\r\n{host}".encode())
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=server_tls)
    port = server.sockets[0].getsockname()[1]
    connect: Any = asyncio.BaseEventLoop.create_connection

    async def divert(loop: object, factory: object, *_: object, **__: object) -> Any:
        return await connect(loop, factory, "127.0.0.1", port)

    monkeypatch.setattr(asyncio.BaseEventLoop, "create_connection", divert)
    async with server:
        yield ssl.create_default_context(cafile=str(path))


async def resolve(host: str, port: int) -> list[str]:
    return ["93.184.216.34"]


async def test_a_certificate_for_the_host_name_is_accepted(trusted: ssl.SSLContext) -> None:
    client = HttpWebhookClient(resolve=resolve, tls=trusted)
    answer = await client.post(f"https://{HOST}/", {}, "{}")
    assert (answer.error, answer.body) == (None, f"Host: {HOST}")


async def test_a_certificate_for_another_name_is_refused(trusted: ssl.SSLContext) -> None:
    client = HttpWebhookClient(resolve=resolve, tls=trusted)
    answer = await client.post("https://other.example.org/", {}, "{}")
    assert answer.error is DeliveryError.CERTIFICATE


async def test_an_untrusted_certificate_is_refused(trusted: ssl.SSLContext) -> None:
    answer = await HttpWebhookClient(resolve=resolve).post(f"https://{HOST}/", {}, "{}")
    assert answer.error is DeliveryError.CERTIFICATE
