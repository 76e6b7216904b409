"""Sign-in and sign-out. Not in GraphQL, where one request could make many attempts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from textgate.domain.viewer import Viewer
from textgate.rest.sign_in.errors import mapped_errors
from textgate.rest.sign_in.fields import parse_proof, required_text
from textgate.services.credentials.sessions import IDLE_TIMEOUT, MAX_SESSION_AGE, SessionOver
from textgate.services.services import Services
from textgate.web.body import read_json_object
from textgate.web.caller import Callers
from textgate.web.http_error import HttpError, json_response, unauthenticated

_SECONDS = int(MAX_SESSION_AGE.total_seconds())


def session_routes(services: Services, callers: Callers) -> list[Route]:
    endpoints = SessionEndpoints(services, callers)
    return [
        Route("/auth/sign-in", endpoints.sign_in, methods=["POST"]),
        Route("/auth/sign-out", endpoints.sign_out, methods=["POST"]),
        Route("/auth/session", endpoints.session, methods=["GET"]),
    ]


class SessionEndpoints:
    def __init__(self, services: Services, callers: Callers) -> None:
        self._services = services
        self._callers = callers

    async def sign_in(self, request: Request) -> Response:
        """{email, password, code?}: starts a session; `code` is required with a second factor."""
        # Prevent login CSRF.
        self._callers.refuse_other_sites(request)
        body = await read_json_object(request)
        proof = parse_proof(body, required_text(body, "email"))
        old_token = request.cookies.get(self._callers.cookie_name)
        with mapped_errors(self._services.clock):
            token = await self._services.sign_in.sign_in(proof, request.state.origin, old_token)
        return await session_response(self._services, self._callers, request, token)

    async def sign_out(self, request: Request) -> Response:
        """End the session, if any."""
        self._callers.refuse_other_sites(request)
        token = request.cookies.get(self._callers.cookie_name)
        if token:
            authenticated = await self._callers.authenticate_session(request)
            if authenticated is not None:
                await self._services.sessions.end(authenticated.viewer, token)
        response = Response(status_code=204)
        self._callers.delete_cookie(response)
        return response

    async def session(self, request: Request) -> Response:
        """The user, the permissions, and when the session expires; 204 without a session cookie.

        The sign-in page asks, too, and browsers log every error status to the console.
        """
        is_anonymous = self._callers.cookie_name not in request.cookies
        if is_anonymous and "authorization" not in request.headers:
            return Response(status_code=204)
        viewer, token = await require_session(self._callers, request)
        return json_response(200, await _session_details(self._services, viewer, token))


async def require_session(callers: Callers, request: Request) -> tuple[Viewer, str]:
    """The signed-in user and the session token; raises HttpError for callers without a session."""
    if "authorization" in request.headers:
        raise HttpError(403, "FORBIDDEN", "This endpoint requires a session.")
    authenticated = await callers.authenticate(request)
    return authenticated.viewer, request.cookies[callers.cookie_name]


async def session_response(
    services: Services, callers: Callers, request: Request, token: str
) -> Response:
    """A response with the session's details. It sets the session cookie to `token`."""
    authenticated = await services.sessions.authenticate(token, request.state.origin)
    if authenticated is None:
        raise unauthenticated()
    request.state.viewer = authenticated.viewer
    details = await _session_details(services, authenticated.viewer, token)
    response = json_response(200, details)
    callers.set_cookie(response, token, _SECONDS)
    return response


async def _session_details(services: Services, viewer: Viewer, token: str) -> dict[str, Any]:
    try:
        row = await services.sessions.details(viewer, token)
    except SessionOver:
        raise unauthenticated() from None
    assert viewer.id is not None
    account = viewer.account_id and {
        "id": f"account_{viewer.account_id.hex}",
        "name": row["account_name"],
    }
    return {
        "user": {
            "id": f"user_{viewer.id.hex}",
            "name": viewer.name,
            "email": row["email"],
            "role": viewer.role,
            "hasSecondFactor": row["has_second_factor"],
        },
        "permissions": sorted(viewer.permissions),
        "partner": {"id": f"partner_{viewer.partner_id.hex}", "name": row["partner_name"]},
        "account": account,
        "expiresAt": _format_moment(row["expires_at"]),
        "idleExpiresAt": _format_moment(min(row["last_seen_at"] + IDLE_TIMEOUT, row["expires_at"])),
        # Durations too, because a client's clock may be wrong.
        "secondsLeft": int((row["expires_at"] - services.clock()).total_seconds()),
        "idleSeconds": int(IDLE_TIMEOUT.total_seconds()),
    }


def _format_moment(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")
