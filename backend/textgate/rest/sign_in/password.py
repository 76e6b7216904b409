"""Sign-in and sign-out. Not in GraphQL, where one request could make many attempts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from textgate.domain.viewer import Viewer
from textgate.rest.sign_in.errors import explained
from textgate.rest.sign_in.fields import proof_of, text
from textgate.services.credentials.sessions import IDLE_TIMEOUT, MAX_SESSION_AGE, SessionOver
from textgate.services.services import Services
from textgate.web.body import json_object
from textgate.web.caller import Callers
from textgate.web.http_error import HttpError, json_response, unauthenticated

_SECONDS = int(MAX_SESSION_AGE.total_seconds())


def auth_routes(services: Services, callers: Callers) -> list[Route]:
    faces = AuthFaces(services, callers)
    return [
        Route("/auth/sign-in", faces.sign_in, methods=["POST"]),
        Route("/auth/sign-out", faces.sign_out, methods=["POST"]),
        Route("/auth/session", faces.session, methods=["GET"]),
    ]


class AuthFaces:
    def __init__(self, services: Services, callers: Callers) -> None:
        self._services = services
        self._callers = callers

    async def sign_in(self, request: Request) -> Response:
        """{email, password, code?}: a session; `code` is required with a second factor."""
        # Prevent login CSRF.
        self._callers.refuse_other_sites(request)
        body = await json_object(request)
        claim = proof_of(body, text(body, "email"))
        old = request.cookies.get(self._callers.cookie)
        with explained(self._services.clock):
            token = await self._services.sign_in.sign_in(claim, request.state.origin, old)
        return await signed_in(self._services, self._callers, request, token)

    async def sign_out(self, request: Request) -> Response:
        """End the session, if any."""
        self._callers.refuse_other_sites(request)
        token = request.cookies.get(self._callers.cookie)
        if token:
            who = await self._callers.by_session(request)
            if who is not None:
                await self._services.sessions.end(who.viewer, token)
        response = Response(status_code=204)
        self._callers.forget(response)
        return response

    async def session(self, request: Request) -> Response:
        """The user, the permissions, and when the session expires."""
        viewer, token = await person(self._callers, request)
        return json_response(200, await _shown(self._services, viewer, token))


async def person(callers: Callers, request: Request) -> tuple[Viewer, str]:
    """The signed-in user and the session token. Programs and embedded composers have no session."""
    if "authorization" in request.headers:
        raise HttpError(403, "FORBIDDEN", "This endpoint requires a session.")
    who = await callers.authenticate(request)
    return who.viewer, request.cookies[callers.cookie]


async def signed_in(services: Services, callers: Callers, request: Request, token: str) -> Response:
    """The response that sets the cookie of a new session."""
    who = await services.sessions.authenticate(token, request.state.origin)
    if who is None:
        raise unauthenticated()
    request.state.viewer = who.viewer
    response = json_response(200, await _shown(services, who.viewer, token))
    callers.remember(response, token, _SECONDS)
    return response


async def _shown(services: Services, viewer: Viewer, token: str) -> dict[str, Any]:
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
        "expiresAt": _moment(row["expires_at"]),
        "idleExpiresAt": _moment(min(row["last_seen_at"] + IDLE_TIMEOUT, row["expires_at"])),
        # Durations too, since clients' clocks may be wrong.
        "secondsLeft": int((row["expires_at"] - services.clock()).total_seconds()),
        "idleSeconds": int(IDLE_TIMEOUT.total_seconds()),
    }


def _moment(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")
