"""Whether this process lives, and whether it can do its work."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from sqlalchemy import text
from starlette.requests import Request
from starlette.responses import JSONResponse

from textgate.storage.database import Database

Handler = Callable[[Request], Awaitable[JSONResponse]]


async def healthz(_: Request) -> JSONResponse:
    """The process answers."""
    return JSONResponse({"status": "ok"})


def readyz(database: Database) -> Handler:
    """The database answers as well: send requests here only while this says so."""

    async def ready(_: Request) -> JSONResponse:
        try:
            async with database.read() as connection:
                await connection.execute(text("SELECT 1"))
        except Exception:  # whatever it is, the answer is the same, and says nothing of it
            return JSONResponse({"status": "unavailable"}, status_code=503)
        return JSONResponse({"status": "ok"})

    return ready
