"""The parameters of a URL set up TLS to PostgreSQL for readers and writers."""

from __future__ import annotations

import asyncio
import ipaddress
import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import asyncpg
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from sqlalchemy import text

from tests.postgres import UNPRIVILEGED_USER, PostgresServer, find_binaries, temporary_server
from textgate.storage.database import Database
from textgate.storage.outages import is_outage
from textgate.storage.statement_program import AccessPath, Statement, StatementProgram

ENCRYPTED = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    """A server with TLS for 127.0.0.1 and a self-signed certificate."""
    binaries = find_binaries()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed (on Debian: apt install postgresql)")
    with temporary_server(binaries) as started:
        certificate(started.directory / "server")
        with ThreadPoolExecutor(1) as pool:
            pool.submit(lambda: asyncio.run(use_tls(started))).result()
        yield started


def certificate(path: Path) -> None:
    """`path`.crt, for 127.0.0.1, and `path`.key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, path.name)])
    now = datetime.now(UTC)
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.with_suffix(".crt").write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    path.with_suffix(".key").write_bytes(secret)
    path.with_suffix(".key").chmod(0o600)
    if os.geteuid() == 0:
        shutil.chown(path.with_suffix(".key"), UNPRIVILEGED_USER)


async def use_tls(server: PostgresServer) -> None:
    connection = await asyncpg.connect(server.url.replace("+asyncpg", ""))
    for name, value in (
        ("ssl_cert_file", server.directory / "server.crt"),
        ("ssl_key_file", server.directory / "server.key"),
        ("ssl", "on"),
    ):
        await connection.execute(f"ALTER SYSTEM SET {name} = '{value}'")
    await connection.execute("SELECT pg_reload_conf()")
    while await connection.fetchval("SHOW ssl") != "on":
        await asyncio.sleep(0.01)
    await connection.close()


def read() -> StatementProgram:
    rows = yield Statement(ENCRYPTED, [], AccessPath.RANGE)
    return rows[0][0]


@pytest.mark.parametrize(
    ("parameters", "encrypted"),
    [
        ("sslmode=disable", False),
        ("sslmode=prefer", True),
        ("sslmode=require&ssl_min_protocol_version=TLSv1.3", True),
        ("sslmode=verify-full&sslrootcert={directory}/server.crt", True),
    ],
)
async def test_readers_and_writers_use_the_same_encryption(
    server: PostgresServer, parameters: str, encrypted: bool
) -> None:
    database = Database(f"{server.url}?{parameters.format(directory=server.directory)}")
    assert await database.run(read()) is encrypted
    async with database.write() as connection:
        assert (await connection.execute(text(ENCRYPTED))).scalar_one() is encrypted
    await database.close()


async def test_an_untrusted_certificate_is_refused(server: PostgresServer, tmp_path: Path) -> None:
    certificate(tmp_path / "other")
    database = Database(f"{server.url}?sslmode=verify-full&sslrootcert={tmp_path}/other.crt")
    with pytest.raises(ConnectionError, match="certificate verify failed") as refused:
        await database.run(read())
    assert is_outage(refused.value)
    with pytest.raises(ConnectionError, match="certificate verify failed"):
        async with database.write():
            pass
    await database.close()
