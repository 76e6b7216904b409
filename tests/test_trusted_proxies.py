"""A trusted proxy's X-Forwarded-For is recorded only if it is an IP address."""

from __future__ import annotations

import asyncio
import socket
from pathlib import Path

import httpx2
import orjson
import pytest

from tests.server import Server
from tests.test_request_middleware import newest_address
from tests.test_serving import new_token
from textgate.settings import sqlite_url

pytestmark = pytest.mark.slow

PROXY = "127.0.0.1"
FORWARDED = {
    "203.0.113.5": "203.0.113.5",
    "203.0.113.5:4711": "203.0.113.5",
    "2001:DB8:0::1": "2001:db8::1",
    "[2001:db8::1]": "2001:db8::1",
    "[2001:db8::1]:443": "2001:db8::1",
    # The proxy appends its entry to those that the client sent.
    "evil, 203.0.113.5": "203.0.113.5",
    "203.0.113.5, evil": PROXY,
    "x" * 3_000: PROXY,
    "unknown": PROXY,
    "fe80::1%eth0": PROXY,
    "[fe80::1%eth0]:443": PROXY,
    "203.0.113": PROXY,
    "203.0.113.5/24": PROXY,
    "<script>": PROXY,
    "": PROXY,
}
CREATE = """mutation ($id: String!) { createAccount(input: {externalId: $id, name: "A"}) {
  account { id } } }"""


def test_only_a_valid_address_is_recorded(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "textgate.sqlite3")
    server = Server(tmp_path / "data", url, TEXTGATE_TRUSTED_PROXIES=PROXY)
    server.start()
    token = asyncio.run(new_token(url))
    recorded = {}
    with httpx2.Client(base_url=f"http://127.0.0.1:{server.port}") as client:
        for number, forwarded in enumerate(FORWARDED):
            answer = client.post(
                "/graphql",
                json={"query": CREATE, "variables": {"id": f"a-{number}"}},
                headers={"Authorization": f"Bearer {token}", "X-Forwarded-For": forwarded},
            )
            assert answer.json()["data"]["createAccount"]["account"]
            recorded[forwarded] = asyncio.run(newest_address(url))
    assert recorded == FORWARDED
    # Trailers come from the client: ignore one with the proxy's header name.
    body = orjson.dumps({"query": CREATE, "variables": {"id": "trailer"}})
    lines = (
        "POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
        f"Authorization: Bearer {token}\r\nX-Forwarded-For: 203.0.113.5\r\n"
        "Transfer-Encoding: chunked\r\n\r\n"
    ).encode()
    chunks = b"%x\r\n%b\r\n0\r\nX-Forwarded-For: 198.51.100.1\r\n\r\n" % (len(body), body)
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
        connection.sendall(lines + chunks)
        assert connection.recv(65536).startswith(b"HTTP/1.1 200 ")
    assert asyncio.run(newest_address(url)) == "203.0.113.5"
    assert server.end()[0] == 0
