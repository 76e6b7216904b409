"""Posts one payload to one webhook; prevents SSRF, DNS rebinding included.

A host name is resolved, and every address must be allowed. The client then connects to one of these addresses,
so a different answer to a second DNS query cannot redirect it.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from textgate.domain.errors import InvalidValue
from textgate.domain.webhook_addresses import is_loopback, is_public
from textgate.domain.webhook_url import WebhookUrl, parse_webhook_url
from textgate.domain.webhooks import DeliveryError
from textgate.outgoing_tls import outgoing_tls
from textgate.storage.lru_cache import LruCache

if TYPE_CHECKING:
    import httpx2

POST_TIMEOUT = 15.0
"""Seconds for a whole attempt, well below the lease of a delivery."""

DNS_TIMEOUT = 3.0
CONNECT_TIMEOUT = 5.0
MAX_RESPONSE_BYTES = 64 * 1024
MAX_STORED_BYTES = 4 * 1024
MAX_ADDRESSES = 4
MAX_DNS_THREADS = 32

RESOLVED_FOR = 5.0
"""Seconds that the addresses of a host are used without another DNS query."""

REMEMBERED_HOSTS = 1_000

LINGER = 2.0
"""Seconds that connections stay open without an attempt; servers close idle ones after five or more."""

_Host = tuple[str, str]
"""The scheme and authority of a URL."""

Resolve = Callable[[str, int], Awaitable[list[str]]]
"""Resolves a host and port to addresses; raises OSError if there are none."""


@dataclass(frozen=True, slots=True)
class WebhookResponse:
    """The result of one attempt; delivered if `error` is None.

    `body` is the beginning of the response, `retry_after` the header in seconds.
    """

    error: DeliveryError | None
    status_code: int | None = None
    body: str | None = None
    retry_after: float | None = None


class WebhookClient(Protocol):
    async def post(self, url: str, headers: Mapping[str, str], payload: str) -> WebhookResponse:
        """Never raises for anything that the endpoint or the network does."""
        ...

    async def close(self) -> None: ...


class _AttemptFailed(Exception):
    def __init__(self, error: DeliveryError) -> None:
        super().__init__(error)
        self.error = error


class HttpWebhookClient:
    """`resolve` and `tls` default to the system's resolver and its trusted certificates."""

    def __init__(
        self,
        *,
        allow_loopback: bool = False,
        resolve: Resolve | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._allow_loopback = allow_loopback
        self._resolve = resolve or _Resolver()
        self._tls = tls
        self._resolved: LruCache[_Resolved] = LruCache(REMEMBERED_HOSTS)
        self._shared: dict[_Host, _SharedClient] = {}
        self._closing: set[asyncio.Task[None]] = set()

    async def post(self, url: str, headers: Mapping[str, str], payload: str) -> WebhookResponse:
        try:
            async with asyncio.timeout(POST_TIMEOUT):
                target = parse_webhook_url(url, allow_loopback=self._allow_loopback)
                addresses = await self._resolve_allowed(target)
                return await self._post_to_first(target, addresses, headers, payload)
        except InvalidValue:
            return WebhookResponse(DeliveryError.BLOCKED)
        except TimeoutError:
            return WebhookResponse(DeliveryError.TIMEOUT)
        except _AttemptFailed as failed:
            return WebhookResponse(failed.error)

    async def _resolve_allowed(self, target: WebhookUrl) -> list[str]:
        """The host's addresses. One forbidden address blocks the host, whatever the others are."""
        loop = asyncio.get_running_loop()
        known = self._resolved.get(target.authority)
        if known is not None and known.until > loop.time():
            return known.addresses
        is_allowed = is_loopback if target.is_loopback else is_public
        try:
            async with asyncio.timeout(DNS_TIMEOUT):
                addresses = await self._resolve(target.host.strip("[]"), target.port)
        except (OSError, UnicodeError):
            # TimeoutError is an OSError.
            raise _AttemptFailed(DeliveryError.NAME_NOT_FOUND) from None
        if not addresses:
            raise _AttemptFailed(DeliveryError.NAME_NOT_FOUND)
        if not all(map(is_allowed, addresses)):
            raise _AttemptFailed(DeliveryError.BLOCKED)
        allowed = addresses[:MAX_ADDRESSES]
        self._resolved[target.authority] = _Resolved(allowed, loop.time() + RESOLVED_FOR)
        return allowed

    async def _post_to_first(
        self, target: WebhookUrl, addresses: list[str], headers: Mapping[str, str], payload: str
    ) -> WebhookResponse:
        """Post to the first address that accepts a connection."""
        # Imported late: only a worker with a delivery needs it.
        import httpx2

        for tried, address in enumerate(addresses, start=1):
            try:
                async with self._open(target, address, headers, payload) as response:
                    return await _read_response(response)
            except (httpx2.ConnectError, httpx2.ConnectTimeout) as error:
                # Nothing was sent yet, so the next address is safe to try.
                if tried == len(addresses):
                    raise _AttemptFailed(_connect_error(error)) from None
            except httpx2.TimeoutException:
                raise _AttemptFailed(DeliveryError.TIMEOUT) from None
            except (httpx2.RemoteProtocolError, httpx2.DecodingError):
                raise _AttemptFailed(DeliveryError.INVALID_ANSWER) from None
            except (httpx2.HTTPError, OSError):
                raise _AttemptFailed(DeliveryError.UNREACHABLE) from None
        raise _AttemptFailed(DeliveryError.UNREACHABLE)

    @asynccontextmanager
    async def _open(
        self, target: WebhookUrl, address: str, headers: Mapping[str, str], payload: str
    ) -> AsyncIterator[Any]:
        host = f"[{address}]" if ":" in address else address
        request_headers = {
            "Host": target.authority,
            "Content-Type": "application/json",
            "User-Agent": "Textgate-Webhooks",
            # No compression, so that MAX_RESPONSE_BYTES limits what we hold in memory.
            "Accept-Encoding": "identity",
            **headers,
        }
        async with (
            self._connections_to(target) as client,
            client.stream(
                "POST",
                f"{target.scheme}://{host}:{target.port}{target.target}",
                content=payload.encode(),
                headers=request_headers,
                follow_redirects=False,
                # The URL has the address. SNI and the certificate check still use the host name.
                extensions={"sni_hostname": target.host},
            ) as response,
        ):
            yield response

    @asynccontextmanager
    async def _connections_to(self, target: WebhookUrl) -> AsyncIterator[httpx2.AsyncClient]:
        """A client for one host, which attempts share. It closes LINGER seconds after the last of them.

        Not for several hosts: on a connection that it reuses, it does not check the certificate again.
        """
        import httpx2

        key = (target.scheme, target.authority)
        shared = self._shared.get(key)
        if shared is None:
            # trust_env: no proxies and no .netrc from the environment.
            client = httpx2.AsyncClient(
                verify=self._tls or outgoing_tls(),
                trust_env=False,
                timeout=httpx2.Timeout(POST_TIMEOUT, connect=CONNECT_TIMEOUT),
            )
            shared = self._shared[key] = _SharedClient(client)
        shared.users += 1
        shared.cancel_closing()
        try:
            yield shared.client
        finally:
            shared.users -= 1
            if not shared.users:
                close = partial(self._close_later, key)
                shared.closing = asyncio.get_running_loop().call_later(LINGER, close)

    def _close_later(self, key: _Host) -> None:
        task = asyncio.create_task(self._shared.pop(key).client.aclose())
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)

    async def close(self) -> None:
        """Close the connections that no attempt uses."""
        for key in [key for key, shared in self._shared.items() if not shared.users]:
            self._shared[key].cancel_closing()
            self._close_later(key)
        await asyncio.gather(*self._closing)


@dataclass(frozen=True, slots=True)
class _Resolved:
    """Allowed addresses of a host, and the loop's time until which they are used."""

    addresses: list[str]
    until: float


@dataclass(slots=True)
class _SharedClient:
    client: httpx2.AsyncClient
    users: int = 0
    closing: asyncio.TimerHandle | None = None

    def cancel_closing(self) -> None:
        if self.closing is not None:
            self.closing.cancel()
            self.closing = None


class _Resolver:
    """The system's resolver, in threads of its own: slow names must not block the default executor."""

    def __init__(self) -> None:
        self._threads: ThreadPoolExecutor | None = None

    async def __call__(self, host: str, port: int) -> list[str]:
        if self._threads is None:
            self._threads = ThreadPoolExecutor(MAX_DNS_THREADS, "webhook-names")
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, _look_up, host, port)


def _look_up(host: str, port: int) -> list[str]:
    entries = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(address[0]) for *_, address in entries]
    # Without duplicates, and IPv4 first, because more machines can reach it.
    return sorted(dict.fromkeys(addresses), key=lambda address: ":" in address)


async def _read_response(response: Any) -> WebhookResponse:
    """Reads up to MAX_RESPONSE_BYTES, more than is stored, so that endpoints can finish sending."""
    body = bytearray()
    async for chunk in response.aiter_raw():
        body += chunk
        if len(body) >= MAX_RESPONSE_BYTES:
            break
    status: int = response.status_code
    error = None
    if 300 <= status < 400:
        error = DeliveryError.REDIRECT
    elif not 200 <= status < 300:
        error = DeliveryError.STATUS
    # PostgreSQL's text type cannot store NUL.
    text = bytes(body[:MAX_STORED_BYTES]).decode(errors="replace").replace("\0", "\ufffd")
    return WebhookResponse(
        error, status, text, _parse_retry_after(response.headers.get("retry-after"))
    )


def _parse_retry_after(header: str | None) -> float | None:
    """Seconds; None for an HTTP date, a form that hardly any server sends."""
    if header is None or not header.strip().isdecimal() or len(header) > 9:
        return None
    return float(header)


def _connect_error(error: Exception) -> DeliveryError:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return DeliveryError.CERTIFICATE
        if isinstance(cause, TimeoutError):
            return DeliveryError.TIMEOUT
        cause = cause.__cause__ or cause.__context__
    return DeliveryError.UNREACHABLE
