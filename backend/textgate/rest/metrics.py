"""GET /metrics for Prometheus. Its backlog gauges cover all processes, since worker-only ones serve no HTTP."""

from __future__ import annotations

import hmac
from ipaddress import ip_address

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from textgate.services.services import Services
from textgate.web import metrics
from textgate.web.http_error import HttpError


def metrics_route(services: Services) -> Route:
    """Serves clients that send the configured token. If none is configured, serves clients on this machine."""
    token = services.options.metrics_token

    async def serve(request: Request) -> Response:
        if not (_has_token(request, token) if token else _is_local(request)):
            raise HttpError(404, "NOT_FOUND", "The resource does not exist.")
        metrics.set_backlog(await services.backlog_metrics.load())
        return Response(metrics.render(), media_type=metrics.MEDIA_TYPE)

    return Route("/metrics", serve, methods=["GET"])


def _has_token(request: Request, token: str) -> bool:
    scheme, _, credentials = request.headers.get("authorization", "").partition(" ")
    return scheme.lower() == "bearer" and hmac.compare_digest(credentials.encode(), token.encode())


def _is_local(request: Request) -> bool:
    # A proxy on this machine forwards requests of remote clients.
    if any(name in request.headers for name in ("forwarded", "x-forwarded-for", "via")):
        return False
    try:
        return request.client is not None and ip_address(request.client.host).is_loopback
    except ValueError:
        return False
