"""The client posts to allowed addresses only, and survives whatever an endpoint responds."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.domain.webhook_targets import HOSTILE_ADDRESSES, HOSTILE_URLS
from textgate.domain.webhooks import DeliveryError
from textgate.services.webhooks import client as webhook_client
from textgate.services.webhooks.client import HttpWebhookClient

HEADERS = {"webhook-id": "msg_1"}
PAYLOAD = '{"type":"test"}'


@dataclass(slots=True)
class Sink:
    """A local server: counts connections, keeps requests, responds with raw bytes."""

    port: int = 0
    answer: bytes = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
    pause: float = 0.0
    connections: int = 0
    requests: list[bytes] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            body = await reader.readexactly(len(PAYLOAD))
            self.requests.append(head + body)
            await asyncio.sleep(self.pause)
            writer.write(self.answer)
            await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()


@dataclass(slots=True)
class PersistentSink:
    """A local server that keeps connections open. Requests on the first one wait for `release`."""

    release: asyncio.Event = field(default_factory=asyncio.Event)
    ports: list[int] = field(default_factory=list)
    requests: int = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.ports.append(writer.get_extra_info("peername")[1])
        is_first = len(self.ports) == 1
        try:
            while True:
                await reader.readuntil(b"\r\n\r\n")
                await reader.readexactly(len(PAYLOAD))
                self.requests += 1
                if is_first:
                    await self.release.wait()
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()


async def test_attempts_reuse_connections_until_the_client_closes_them() -> None:
    sink = PersistentSink()
    server = await asyncio.start_server(sink.serve, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    client = HttpWebhookClient(allow_loopback=True)
    async with server:
        waiting = asyncio.create_task(client.post(url, HEADERS, PAYLOAD))
        while not sink.requests:
            await asyncio.sleep(0.01)
        for _ in range(3):
            assert (await client.post(url, HEADERS, PAYLOAD)).error is None
        # One connection waits, and the others shared one.
        assert (sink.requests, len(sink.ports)) == (4, 2)
        sink.release.set()
        assert (await waiting).error is None
        await client.close()
        assert (await client.post(url, HEADERS, PAYLOAD)).error is None
        assert (sink.requests, len(sink.ports)) == (5, 3)
        await client.close()


@asynccontextmanager
async def listening() -> AsyncIterator[Sink]:
    sink = Sink()
    server = await asyncio.start_server(sink.serve, "127.0.0.1", 0)
    sink.port = server.sockets[0].getsockname()[1]
    async with server:
        yield sink


@pytest.fixture
def anyio_backend() -> str:
    """asyncio's own loop: uvloop's `create_connection` cannot be replaced."""
    return "asyncio"


@pytest.fixture
async def sink() -> AsyncIterator[Sink]:
    async with listening() as opened:
        yield opened


@pytest.fixture
async def canary(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Sink]:
    """Diverts and counts every connection that the process makes."""
    async with listening() as opened:
        connect: Any = asyncio.BaseEventLoop.create_connection

        async def divert(loop: object, factory: object, *_: object, **__: object) -> Any:
            return await connect(loop, factory, "127.0.0.1", opened.port)

        monkeypatch.setattr(asyncio.BaseEventLoop, "create_connection", divert)
        yield opened


def resolver(*answers: list[str]) -> Callable[[str, int], Awaitable[list[str]]]:
    """Returns one answer after the other, and then the last one again."""
    remaining = list(answers)

    async def resolve(host: str, port: int) -> list[str]:
        return remaining.pop(0) if len(remaining) > 1 else remaining[0]

    return resolve


def local(sink: Sink, host: str = "127.0.0.1") -> str:
    return f"http://{host}:{sink.port}/hooks?of=ours"


async def test_the_payload_is_posted_unchanged(sink: Sink) -> None:
    client = HttpWebhookClient(allow_loopback=True)
    answer = await client.post(local(sink), HEADERS, PAYLOAD)
    assert (answer.error, answer.status_code, answer.body) == (None, 200, "ok")
    (request,) = sink.requests
    head, _, body = request.decode().partition("\r\n\r\n")
    line, *headers = head.split("\r\n")
    assert line == "POST /hooks?of=ours HTTP/1.1"
    assert body == PAYLOAD
    fields = {name.lower(): value for name, _, value in (line.partition(": ") for line in headers)}
    assert fields["host"] == f"127.0.0.1:{sink.port}"
    assert fields["content-type"] == "application/json"
    assert fields["webhook-id"] == "msg_1"
    assert "authorization" not in fields


@pytest.mark.parametrize("url", HOSTILE_URLS)
async def test_a_hostile_url_gets_no_connection(canary: Sink, url: str) -> None:
    client = HttpWebhookClient(resolve=resolver(["93.184.216.34"]))
    answer = await client.post(url.replace("PORT", str(canary.port)), HEADERS, PAYLOAD)
    assert answer.error is DeliveryError.BLOCKED
    assert canary.connections == 0


@pytest.mark.parametrize("address", HOSTILE_ADDRESSES)
async def test_a_name_with_a_hostile_address_gets_no_connection(canary: Sink, address: str) -> None:
    for addresses in ([address], ["93.184.216.34", address], [address, "93.184.216.34"]):
        client = HttpWebhookClient(resolve=resolver(addresses), allow_loopback=True)
        answer = await client.post("https://evil.example.org/", HEADERS, PAYLOAD)
        assert answer.error is DeliveryError.BLOCKED, addresses
    assert canary.connections == 0


async def test_the_canary_sees_a_connection_to_a_public_address(canary: Sink) -> None:
    client = HttpWebhookClient(resolve=resolver(["93.184.216.34"]))
    async with asyncio.timeout(10):
        answer = await client.post("https://ehr.example.org/", HEADERS, PAYLOAD)
    assert answer.error is not None
    assert canary.connections == 1


async def test_dns_rebinding_cannot_redirect_a_connection(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    connected = []

    async def note(loop: object, factory: object, host: str, port: int, **_: object) -> object:
        connected.append((host, port))
        raise ConnectionRefusedError

    monkeypatch.setattr(asyncio.BaseEventLoop, "create_connection", note)
    # A second DNS query would return this machine.
    client = HttpWebhookClient(resolve=resolver(["93.184.216.34"], ["127.0.0.1"]))
    answer = await client.post("https://evil.example.org:8443/", HEADERS, PAYLOAD)
    assert answer.error is DeliveryError.UNREACHABLE
    assert connected == [("93.184.216.34", 8443)]


async def test_redirects_are_not_followed(sink: Sink) -> None:
    async with listening() as canary:
        target = f"http://127.0.0.1:{canary.port}/".encode()
        sink.answer = (
            b"HTTP/1.1 302 Found\r\nLocation: " + target + b"\r\nContent-Length: 0\r\n\r\n"
        )
        answer = await HttpWebhookClient(allow_loopback=True).post(local(sink), HEADERS, PAYLOAD)
        assert (answer.error, answer.status_code) == (DeliveryError.REDIRECT, 302)
        assert canary.connections == 0


async def test_proxies_from_the_environment_are_ignored(
    sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with listening() as proxy:
        for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        answer = await HttpWebhookClient(allow_loopback=True).post(local(sink), HEADERS, PAYLOAD)
        assert (answer.error, proxy.connections, sink.connections) == (None, 0, 1)


async def test_loopback_needs_the_development_setting(sink: Sink) -> None:
    for host in ("127.0.0.1", "localhost", "[::1]"):
        answer = await HttpWebhookClient().post(local(sink, host), HEADERS, PAYLOAD)
        assert answer.error is DeliveryError.BLOCKED
    assert sink.connections == 0
    client = HttpWebhookClient(allow_loopback=True, resolve=resolver(["127.0.0.1"]))
    assert (await client.post(local(sink, "localhost"), HEADERS, PAYLOAD)).error is None
    # localhost must resolve to a loopback address.
    client = HttpWebhookClient(allow_loopback=True, resolve=resolver(["10.0.0.1"]))
    answer = await client.post(local(sink, "localhost"), HEADERS, PAYLOAD)
    assert (answer.error, sink.connections) == (DeliveryError.BLOCKED, 1)


@pytest.mark.parametrize(
    ("answer", "status", "error", "body"),
    [
        (b"HTTP/1.1 500 No\r\nContent-Length: 3\r\n\r\nbad", 500, "STATUS", "bad"),
        (b"HTTP/1.1 204 No Content\r\n\r\n", 204, None, ""),
        (b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 5_000_000, 200, None, "x" * 4096),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\na\x00\xff", 200, None, "a\ufffd\ufffd"),
        (b"SSH-2.0-OpenSSH\r\n\r\n", None, "INVALID_ANSWER", None),
        (b"", None, "INVALID_ANSWER", None),
    ],
)
async def test_every_kind_of_response_is_recorded(
    sink: Sink, answer: bytes, status: int | None, error: str | None, body: str | None
) -> None:
    sink.answer = answer
    response = await HttpWebhookClient(allow_loopback=True).post(local(sink), HEADERS, PAYLOAD)
    assert (response.status_code, response.error, response.body) == (status, error, body)


@pytest.mark.parametrize(
    ("header", "seconds"), [("120", 120.0), ("soon", None), ("-5", None), ("9" * 400, None)]
)
async def test_only_retry_after_in_seconds_is_parsed(
    sink: Sink, header: str, seconds: float | None
) -> None:
    sink.answer = (
        f"HTTP/1.1 503 Later\r\nRetry-After: {header}\r\nContent-Length: 0\r\n\r\n".encode()
    )
    answer = await HttpWebhookClient(allow_loopback=True).post(local(sink), HEADERS, PAYLOAD)
    assert answer.retry_after == seconds


async def test_slow_endpoints_and_slow_dns_time_out(
    sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert webhook_client.POST_TIMEOUT == 15
    assert webhook_client.DNS_TIMEOUT == 3
    monkeypatch.setattr(webhook_client, "POST_TIMEOUT", 0.2)
    monkeypatch.setattr(webhook_client, "DNS_TIMEOUT", 0.1)
    sink.pause = 5
    answer = await HttpWebhookClient(allow_loopback=True).post(local(sink), HEADERS, PAYLOAD)
    assert answer.error is DeliveryError.TIMEOUT

    async def never(host: str, port: int) -> list[str]:
        await asyncio.sleep(5)
        return []

    client = HttpWebhookClient(resolve=never)
    answer = await client.post("https://ehr.example.org/", HEADERS, PAYLOAD)
    assert answer.error is DeliveryError.NAME_NOT_FOUND
