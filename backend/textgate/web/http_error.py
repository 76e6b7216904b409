"""Errors with an HTTP status, and their JSON responses."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

import orjson
import structlog
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from textgate.domain.errors import AuthorityLost, RoleChanged
from textgate.logs import frame_locations
from textgate.storage.outages import is_outage
from textgate.web.metrics import count_refusal

log = structlog.get_logger(__name__)

_RETRY_AFTER_OUTAGE = {"Retry-After": "5"}


class HttpError(Exception):
    """An error response. The client sees `code` and `message`."""

    def __init__(
        self, status: int, code: str, message: str, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.headers = dict(headers or {})


def unauthenticated() -> HttpError:
    return HttpError(
        401,
        "UNAUTHENTICATED",
        "Sign in, or send a valid token in the header Authorization: Bearer <token>.",
        {"WWW-Authenticate": "Bearer"},
    )


def user_changed() -> HttpError:
    """The session belongs to another user than the page shows. Does not reveal that user."""
    return HttpError(
        409,
        "USER_CHANGED",
        "Another user has signed in since this page was loaded; nothing was done.",
    )


def outage_to_http_error(error: Exception) -> HttpError | None:
    """503 for an outage of the database (see storage/outages.py); None for any other error.

    The change may have been made: the database may fail between committing and confirming the commit.
    """
    if not is_outage(error):
        return None
    log.warning("database_unavailable", error=type(error).__name__, frames=frame_locations(error))
    return HttpError(
        503,
        "UNAVAILABLE",
        "The database is unavailable; try again in a moment. The change may have been made anyway; a request "
        "with an idempotency key is never executed twice.",
        _RETRY_AFTER_OUTAGE,
    )


def to_http_error(error: Exception) -> HttpError | None:
    """The HttpError for an error that any service may raise; None for any other error.

    These are outages of the database, and callers that lost their authority after authentication.
    """
    if isinstance(error, RoleChanged):
        message = "Your role has changed; nothing was done. Sign in again."
        return HttpError(403, "FORBIDDEN", message)
    return unauthenticated() if isinstance(error, AuthorityLost) else outage_to_http_error(error)


def json_response(
    status: int, content: object, headers: Mapping[str, str] | None = None
) -> Response:
    return Response(orjson.dumps(content), status, headers, "application/json; charset=utf-8")


async def render_http_error(request: Request, error: Exception) -> Response:
    """The error response of all endpoints except GraphQL and the partner API, which have their own."""
    assert isinstance(error, HttpError)
    count_refusal(error.code)
    content = {
        "code": error.code,
        "message": error.message,
        "requestId": request.state.origin.request_id,
    }
    return json_response(error.status, {"error": content}, error.headers)


async def render_http_exception(request: Request, error: Exception) -> Response:
    """Starlette's own errors: unknown paths and methods."""
    assert isinstance(error, HTTPException)
    status = HTTPStatus(error.status_code)
    http_error = HttpError(status.value, status.name, status.phrase, error.headers)
    return await render_http_error(request, http_error)
