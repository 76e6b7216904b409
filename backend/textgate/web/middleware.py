"""Wraps every request: request id, security headers, one log line, and responses to unexpected errors."""

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

# Browsers must not render, frame or cache API responses. A page's response has its own policy.
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
_MONITORING_ROUTES = frozenset(("/healthz", "/readyz", "/metrics"))


class RequestMiddleware:
    """The outermost ASGI application. `is_https` adds the header Strict-Transport-Security."""

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
        started_at = time.perf_counter()
        status = 0

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = message["headers"] = list(message.get("headers", ()))
                own = self._names.intersection([name for name, _ in headers])
                headers.append((b"x-request-id", request_id.encode()))
                headers += (
                    [header for header in self._headers if header[0] not in own]
                    if own
                    else self._headers
                )
            await send(message)

        request_id_token = current_request_id.set(request_id)
        try:
            if (protocol_error := state.get(PROTOCOL_ERROR)) is not None:
                await _send_error(protocol_error, scope, receive, send_with_headers)
            else:
                await self._app(scope, receive, send_with_headers)
        except Exception as error:
            http_error = to_http_error(error)
            if http_error is None:
                http_error = _UNEXPECTED
                # The error's text may hold PHI, so log only its type and location.
                log.error(  # noqa: TRY400
                    "unexpected_error", error=type(error).__name__, frames=frame_locations(error)
                )
            if not status:
                await _send_error(http_error, scope, receive, send_with_headers)
        finally:
            _record(scope, status, time.perf_counter() - started_at)
            current_request_id.reset(request_id_token)


async def _send_error(error: HttpError, scope: Scope, receive: Receive, send: Send) -> None:
    response = await render_http_error(Request(scope), error)
    await response(scope, receive, send)


def _record(scope: Scope, status: int, seconds: float) -> None:
    """Log and count a request. Names the route's path, since the request's own may hold PHI."""
    route = getattr(scope.get("route"), "path", "none")
    viewer: Viewer | None = scope["state"].get("viewer")
    metrics.count_request(route, scope["method"], status, seconds)
    # Monitoring sends requests every few seconds.
    write_log = log.debug if route in _MONITORING_ROUTES else log.info
    write_log(
        "request",
        method=scope["method"],
        route=route,
        status=status,
        milliseconds=round(seconds * 1000, 1),
        viewer=viewer.kind if viewer else None,
        partner_id=viewer.partner_id.hex if viewer else None,
    )
