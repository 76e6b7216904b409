"""Around every request: an id, safe headers, one line in the log, and a plain answer when all else fails."""

from __future__ import annotations

import time

import structlog
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from textgate.domain.ids import new_word
from textgate.domain.viewer import Origin, Viewer
from textgate.logs import current_request_id, frame_locations
from textgate.web import metrics
from textgate.web.body import PROTOCOL_ERROR
from textgate.web.http_error import HttpError, render_http_error, to_http_error

log = structlog.get_logger(__name__)

# API answers are not for browsers to render, frame or keep. A page brings a policy of its own.
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "accelerometer=(), camera=(), display-capture=(), geolocation=(), "
    "gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_UNEXPECTED = HttpError(500, "INTERNAL", "An unexpected error occurred.")
_WATCHED = frozenset(("/healthz", "/readyz", "/metrics"))


class RequestMiddleware:
    """The outermost application; `is_https` adds the header that keeps browsers on https."""

    def __init__(self, app: ASGIApp, *, is_https: bool) -> None:
        self._app = app
        headers = _HEADERS | ({"Strict-Transport-Security": "max-age=31536000"} if is_https else {})
        self._headers = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
        self._names = {name for name, _ in self._headers}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = new_word()
        client = scope.get("client")
        state = scope.setdefault("state", {})
        state["origin"] = Origin(request_id, client[0] if client else None)
        began = time.perf_counter()
        status = 0

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = message["headers"] = list(message.get("headers", ()))
                own = self._names.intersection([name for name, _ in headers])
                headers.append((b"x-request-id", request_id.encode()))
                headers += (
                    [each for each in self._headers if each[0] not in own] if own else self._headers
                )
            await send(message)

        outer = current_request_id.set(request_id)
        try:
            if (fault := state.get(PROTOCOL_ERROR)) is not None:
                await _answer(fault, scope, receive, send_with_headers)
            else:
                await self._app(scope, receive, send_with_headers)
        except Exception as error:  # whatever it is, its text may hold anything
            refused = to_http_error(error)
            if refused is None:
                refused = _UNEXPECTED
                log.error(  # noqa: TRY400
                    "unexpected_error", error=type(error).__name__, frames=frame_locations(error)
                )
            if not status:
                await _answer(refused, scope, receive, send_with_headers)
        finally:
            _tell(scope, status, time.perf_counter() - began)
            current_request_id.reset(outer)


async def _answer(refused: HttpError, scope: Scope, receive: Receive, send: Send) -> None:
    response = await render_http_error(Request(scope), refused)
    await response(scope, receive, send)


def _tell(scope: Scope, status: int, seconds: float) -> None:
    """One line and one count for a request. The path as it came may hold anything: the route's is told."""
    route = getattr(scope.get("route"), "path", "none")
    viewer: Viewer | None = scope["state"].get("viewer")
    metrics.count_request(route, scope["method"], status, seconds)
    # Whoever watches asks every few seconds.
    tell = log.debug if route in _WATCHED else log.info
    tell(
        "request",
        method=scope["method"],
        route=route,
        status=status,
        milliseconds=round(seconds * 1000, 1),
        viewer=viewer.kind if viewer else None,
        partner_id=viewer.partner_id.hex if viewer else None,
    )
