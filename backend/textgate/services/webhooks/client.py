"""Sends one payload to one webhook, and to nothing that is not meant to be reached.

The host's name is looked up once, every address that it leads to is judged, and the connection is made to
an address that was judged: nobody who answers the next look-up otherwise can lead it elsewhere.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from textgate.domain.errors import InvalidValue
from textgate.domain.webhook_addresses import is_loopback, is_public
from textgate.domain.webhook_url import WebhookUrl, parse_webhook_url
from textgate.domain.webhooks import DeliveryError

ANSWER_WITHIN = 15.0
LOOK_UP_WITHIN = 3.0
CONNECT_WITHIN = 5.0
LONGEST_ANSWER = 64 * 1024
KEPT = 4 * 1024
MOST_ADDRESSES = 4
# Threads of their own: names that nobody answers for must not keep others from working.
LOOK_UPS_AT_ONCE = 32

Resolve = Callable[[str, int], Awaitable[list[str]]]
"""The addresses of a host; raises OSError where there are none."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one try. Without an `error` it was delivered; `retry_after` are seconds."""

    error: DeliveryError | None
    status_code: int | None = None
    response: str | None = None
    retry_after: float | None = None


class WebhookClient(Protocol):
    async def post(self, url: str, headers: Mapping[str, str], payload: str) -> Answer:
        """Never raises for what the other side does."""
        ...


class _NotSent(Exception):
    def __init__(self, error: DeliveryError) -> None:
        super().__init__(error)
        self.error = error


class HttpWebhookClient:
    """`resolve` looks names up, `tls` says whose certificates are good: the system's without them."""

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

    async def post(self, url: str, headers: Mapping[str, str], payload: str) -> Answer:
        try:
            async with asyncio.timeout(ANSWER_WITHIN):
                target = parse_webhook_url(url, allow_loopback=self._allow_loopback)
                addresses = await self._addresses(target)
                return await self._post(target, addresses, headers, payload)
        except InvalidValue:
            return Answer(DeliveryError.BLOCKED)
        except TimeoutError:
            return Answer(DeliveryError.TIMEOUT)
        except _NotSent as failed:
            return Answer(failed.error)

    async def _addresses(self, target: WebhookUrl) -> list[str]:
        """Where to connect, none of it forbidden; one that is forbids them all."""
        is_allowed = is_loopback if target.is_loopback else is_public
        try:
            async with asyncio.timeout(LOOK_UP_WITHIN):
                found = await self._resolve(target.host.strip("[]"), target.port)
        except (OSError, UnicodeError):
            # TimeoutError is an OSError.
            raise _NotSent(DeliveryError.NAME_NOT_FOUND) from None
        if not found:
            raise _NotSent(DeliveryError.NAME_NOT_FOUND)
        if not all(map(is_allowed, found)):
            raise _NotSent(DeliveryError.BLOCKED)
        return found[:MOST_ADDRESSES]

    async def _post(
        self, target: WebhookUrl, addresses: list[str], headers: Mapping[str, str], payload: str
    ) -> Answer:
        # Imported here: only a worker with something to send needs it.
        import httpx2

        for place, address in enumerate(addresses, start=1):
            try:
                async with self._sent(target, address, headers, payload) as response:
                    return await _read(response)
            except (httpx2.ConnectError, httpx2.ConnectTimeout) as error:
                # Nothing was sent yet: the next address may do better.
                if place == len(addresses):
                    raise _NotSent(_connecting(error)) from None
            except httpx2.TimeoutException:
                raise _NotSent(DeliveryError.TIMEOUT) from None
            except (httpx2.RemoteProtocolError, httpx2.DecodingError):
                raise _NotSent(DeliveryError.INVALID_ANSWER) from None
            except (httpx2.HTTPError, OSError):
                raise _NotSent(DeliveryError.UNREACHABLE) from None
        raise _NotSent(DeliveryError.UNREACHABLE)

    @asynccontextmanager
    async def _sent(
        self, target: WebhookUrl, address: str, headers: Mapping[str, str], payload: str
    ) -> AsyncIterator[Any]:
        import httpx2

        host = f"[{address}]" if ":" in address else address
        timeout = httpx2.Timeout(ANSWER_WITHIN, connect=CONNECT_WITHIN)
        if self._tls is None:
            self._tls = httpx2.create_ssl_context(trust_env=False)
        sent = {
            "Host": target.authority,
            "Content-Type": "application/json",
            "User-Agent": "Textgate-Webhooks",
            # Not compressed, so that what arrives is as long as it is.
            "Accept-Encoding": "identity",
            **headers,
        }
        async with (
            # No proxy and no password file of the environment, and nowhere else than asked.
            httpx2.AsyncClient(verify=self._tls, trust_env=False, timeout=timeout) as client,
            client.stream(
                "POST",
                f"{target.scheme}://{host}:{target.port}{target.target}",
                content=payload.encode(),
                headers=sent,
                follow_redirects=False,
                # What is asked for, and what the certificate must be for, is still the name.
                extensions={"sni_hostname": target.host},
            ) as response,
        ):
            yield response


class _Resolver:
    """Asks the system."""

    def __init__(self) -> None:
        self._threads: ThreadPoolExecutor | None = None

    async def __call__(self, host: str, port: int) -> list[str]:
        if self._threads is None:
            self._threads = ThreadPoolExecutor(LOOK_UPS_AT_ONCE, "webhook-names")
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, _look_up, host, port)


def _look_up(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(address[0]) for *_, address in found]
    # Each once, those of IPv4 first: more machines can reach them.
    return sorted(dict.fromkeys(addresses), key=lambda address: ":" in address)


async def _read(response: Any) -> Answer:
    """What was answered: read to the end, so that nobody's sending breaks off, but no further than so far."""
    body = bytearray()
    async for chunk in response.aiter_raw():
        body += chunk
        if len(body) >= LONGEST_ANSWER:
            break
    status: int = response.status_code
    error = None
    if 300 <= status < 400:
        error = DeliveryError.REDIRECT
    elif not 200 <= status < 300:
        error = DeliveryError.STATUS
    # PostgreSQL keeps no NUL.
    text = bytes(body[:KEPT]).decode(errors="replace").replace("\0", "\ufffd")
    return Answer(error, status, text, _seconds(response.headers.get("retry-after")))


def _seconds(header: str | None) -> float | None:
    """Of a Retry-After in seconds; dates, which hardly anybody sends, are not understood."""
    if header is None or not header.strip().isdecimal() or len(header) > 9:
        return None
    return float(header)


def _connecting(error: Exception) -> DeliveryError:
    """Why no connection came about."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return DeliveryError.CERTIFICATE
        if isinstance(cause, TimeoutError):
            return DeliveryError.TIMEOUT
        cause = cause.__cause__ or cause.__context__
    return DeliveryError.UNREACHABLE
