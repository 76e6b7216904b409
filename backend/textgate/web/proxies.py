"""Takes the client's address from the headers of trusted proxies, if it is a valid IP address."""

from __future__ import annotations

from ipaddress import ip_address
from typing import cast

from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

_PROXY = "proxy"


class TrustedProxies:
    """`trusted` lists addresses and networks, separated by commas, as in TEXTGATE_TRUSTED_PROXIES."""

    def __init__(self, app: ASGIApp, trusted: str) -> None:
        self._app = app
        # uvicorn does not check that X-Forwarded-For holds an address.
        self._forwarded = cast(ASGIApp, ProxyHeadersMiddleware(self._checked, trusted))  # type: ignore[arg-type]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope.setdefault("state", {})[_PROXY] = scope.get("client")
        await self._forwarded(scope, receive, send)

    async def _checked(self, scope: Scope, receive: Receive, send: Send) -> None:
        proxy = scope["state"].pop(_PROXY)
        client = scope.get("client")
        if client is not None and client != proxy:
            address = _normalize_address(client[0])
            scope["client"] = proxy if address is None else (address, client[1])
        await self._app(scope, receive, send)


def _normalize_address(text: str) -> str | None:
    """The IP address in its canonical form; None for anything else, including a zone."""
    if "%" in text:
        return None
    try:
        return str(ip_address(text))
    except ValueError:
        return None
