"""A request that is refused before any service is asked, and how that is answered."""

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

_LOOK_AGAIN = {"Retry-After": "5"}


class HttpError(Exception):
    """`code` and message are for the client."""

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
    """It does not say who is signed in now."""
    return HttpError(
        409,
        "USER_CHANGED",
        "Another user has signed in since this page was loaded; nothing was done.",
    )


def outage_to_http_error(error: Exception) -> HttpError | None:
    """How an outage of the database is answered (see storage/outages.py); None for any other error. Whether
    anything has been done is not known: a commit may have been the last thing that went well."""
    if not is_outage(error):
        return None
    log.warning("database_unavailable", error=type(error).__name__, frames=frame_locations(error))
    return HttpError(
        503,
        "UNAVAILABLE",
        "The database is unavailable; try again in a moment. The change may have been made anyway; a request "
        "with an idempotency key is never executed twice.",
        _LOOK_AGAIN,
    )


def to_http_error(error: Exception) -> HttpError | None:
    """How a face answers what any service may raise: an outage, or that the caller has lost its authority since
    it was authenticated; None for any other error."""
    if isinstance(error, RoleChanged):
        message = "Your role has changed; nothing was done. Sign in again."
        return HttpError(403, "FORBIDDEN", message)
    return unauthenticated() if isinstance(error, AuthorityLost) else outage_to_http_error(error)


def json_response(
    status: int, content: object, headers: Mapping[str, str] | None = None
) -> Response:
    return Response(orjson.dumps(content), status, headers, "application/json; charset=utf-8")


async def render_http_error(request: Request, refused: Exception) -> Response:
    """How every face but GraphQL's, which has a form of its own, answers a refusal."""
    assert isinstance(refused, HttpError)
    count_refusal(refused.code)
    error = {
        "code": refused.code,
        "message": refused.message,
        "requestId": request.state.origin.request_id,
    }
    return json_response(refused.status, {"error": error}, refused.headers)


async def render_http_exception(request: Request, error: Exception) -> Response:
    """What no route answers, and methods that a route does not take."""
    assert isinstance(error, HTTPException)
    status = HTTPStatus(error.status_code)
    refused = HttpError(status.value, status.name, status.phrase, error.headers)
    return await render_http_error(request, refused)
