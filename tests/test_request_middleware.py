"""Every response has a request ID, security headers and an error code, and shows no internals."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from sqlalchemy import select

from tests.canary import watch
from tests.product import Product
from tests.server import Server
from tests.test_serving import new_token
from textgate.settings import sqlite_url
from textgate.storage.database import Database
from textgate.storage.tables import audit_entry

pytestmark = pytest.mark.slow

SECURITY_HEADERS = {
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "permissions-policy": "accelerometer=(), camera=(), display-capture=(), geolocation=(), "
    "gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()",
    "cache-control": "no-store",
}


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/healthz", 200),
        ("GET", "/readyz", 200),
        ("GET", "/metrics", 200),
        ("GET", "/auth/session", 204),
        ("POST", "/auth/sign-in", 403),
        ("POST", "/graphql", 401),
        ("GET", "/graphql", 405),
        ("GET", "/auth/sign-in", 405),
        ("POST", "/healthz", 405),
        ("GET", "/", 404),
        ("GET", "/graphql/", 404),
        ("GET", "/%2e%2e/etc/passwd", 404),
        ("GET", "/<script>alert(1)</script>", 404),
        ("BREW", "/graphql", 405),
    ],
)
async def test_every_response_has_security_headers_and_an_id(
    product: Product, method: str, path: str, status: int
) -> None:
    answers = [
        await product.http.request(method, path, headers={"X-Request-Id": "from-the-client"})
        for _ in range(2)
    ]
    ids = {answer.headers["x-request-id"] for answer in answers}
    assert len(ids) == 2
    assert "from-the-client" not in ids
    for answer in answers:
        assert answer.status_code == status
        assert {name: answer.headers[name] for name in SECURITY_HEADERS} == SECURITY_HEADERS
        assert "strict-transport-security" not in answer.headers
        assert "server" not in answer.headers
        if status >= 400 and path != "/graphql":
            error = answer.json()["error"]
            assert error["requestId"] == answer.headers["x-request-id"]
            assert set(error) == {"code", "message", "requestId"}


async def test_an_unexpected_error_returns_500_and_is_logged_without_its_message(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("the secret of +14065550120")

    monkeypatch.setattr("textgate.web.caller.Callers.refuse_other_sites", fail)
    answer = await product.http.post("/auth/sign-in", json={})
    assert answer.status_code == 500
    error = answer.json()["error"]
    assert (error["code"], error["message"]) == ("INTERNAL", "An unexpected error occurred.")
    assert {name: answer.headers[name] for name in SECURITY_HEADERS} == SECURITY_HEADERS
    logged = "\n".join(watch.logged)
    assert "secret" not in logged
    assert "RuntimeError" in logged
    assert error["requestId"] in logged


async def test_a_request_is_logged_in_one_line_without_its_path(
    product: Product,
) -> None:
    await product.http.get("/patients/4065550120?token=a-secret-of-theirs")
    (line,) = [line for line in watch.logged if "'event': 'request'" in line]
    assert "4065550120" not in line
    assert "secret" not in line
    assert "'route': 'none', 'status': 404" in line


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    server = Server(tmp_path, sqlite_url(tmp_path / "textgate.sqlite3"))
    yield server
    if server.process is not None:
        server.end()


@pytest.mark.parametrize(("trusted", "expected"), [("", "127.0.0.1"), ("127.0.0.1", "203.0.113.5")])
def test_a_forwarded_address_counts_only_from_a_trusted_proxy(
    server: Server, trusted: str, expected: str
) -> None:
    server.environment["TEXTGATE_TRUSTED_PROXIES"] = trusted
    server.start()
    url = server.environment["TEXTGATE_DATABASE_URL"]
    token = asyncio.run(new_token(url))
    answer = httpx2.post(
        f"http://127.0.0.1:{server.port}/graphql",
        json={
            "query": """mutation { createAccount(input: {externalId: "a", name: "A"}) {
              account { id } } }"""
        },
        headers={"Authorization": f"Bearer {token}", "X-Forwarded-For": "203.0.113.5"},
    )
    assert answer.json()["data"]["createAccount"]["account"]
    assert asyncio.run(newest_address(url)) == expected
    code, logged = server.end()
    assert code == 0
    assert token not in logged


async def newest_address(url: str) -> str | None:
    database = Database(url)
    statement = select(audit_entry.c.address).order_by(audit_entry.c.sequence.desc()).limit(1)
    try:
        async with database.read() as connection:
            address: str | None = await connection.scalar(statement)
    finally:
        await database.close()
    return address


@pytest.mark.parametrize("line", [b"X-%d: " + b"a" * 60_000 + b"\r\n", b"a" * 60_000])
def test_an_endless_head_is_refused(server: Server, line: bytes) -> None:
    server.start()
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\nX: ")
        with pytest.raises(ConnectionError):
            for number in range(500):
                connection.sendall(line % number if b"%d" in line else line)
    # Other clients are not affected.
    assert httpx2.get(f"http://127.0.0.1:{server.port}/healthz").status_code == 200
