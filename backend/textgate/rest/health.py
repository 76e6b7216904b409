"""Liveness and readiness probes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import JSONResponse

from textgate.services.readiness import Readiness

Handler = Callable[[Request], Awaitable[JSONResponse]]


async def healthz(_: Request) -> JSONResponse:
    """Liveness: always 200."""
    return JSONResponse({"status": "ok"})


def readyz(readiness: Readiness) -> Handler:
    """Readiness: 200 while the database can be read and written, otherwise 503."""

    async def ready(_: Request) -> JSONResponse:
        failed_probe = await readiness.failed_probe()
        if failed_probe is not None:
            return JSONResponse({"status": "unavailable", "reason": failed_probe}, status_code=503)
        return JSONResponse({"status": "ok"})

    return ready
