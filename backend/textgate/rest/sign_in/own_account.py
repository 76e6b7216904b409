"""Users' changes of their own password and second factor."""

from __future__ import annotations

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from textgate.domain.viewer import Viewer
from textgate.rest.sign_in.errors import mapped_errors
from textgate.rest.sign_in.fields import parse_proof, required_text
from textgate.rest.sign_in.password import require_session, session_response
from textgate.services.credentials.sessions import SessionOver
from textgate.services.services import Services
from textgate.web.body import read_json_object
from textgate.web.caller import Callers
from textgate.web.http_error import json_response, unauthenticated


def own_account_routes(services: Services, callers: Callers) -> list[Route]:
    endpoints = OwnAccountEndpoints(services, callers)
    return [
        Route("/auth/password", endpoints.change_password, methods=["POST"]),
        Route("/auth/set-password", endpoints.set_password, methods=["POST"]),
        Route("/auth/reset-request", endpoints.request_reset, methods=["POST"]),
        Route("/auth/second-factor", endpoints.offer_second_factor, methods=["POST"]),
        Route("/auth/second-factor/confirm", endpoints.add_second_factor, methods=["POST"]),
        Route("/auth/second-factor/remove", endpoints.remove_second_factor, methods=["POST"]),
    ]


class OwnAccountEndpoints:
    def __init__(self, services: Services, callers: Callers) -> None:
        self._services = services
        self._callers = callers

    async def change_password(self, request: Request) -> Response:
        """{currentPassword, newPassword, code?}: ends other sessions and renews this one."""
        viewer, token = await require_session(self._callers, request)
        body = await read_json_object(request)
        proof = parse_proof(body, await self._email(viewer, token), "currentPassword")
        with mapped_errors(self._services.clock):
            new_token = await self._services.own_password.change(
                viewer, proof, required_text(body, "newPassword")
            )
        return await session_response(self._services, self._callers, request, new_token)

    async def set_password(self, request: Request) -> Response:
        """{token, password}: sets the password with the token of an emailed link; does not sign in."""
        self._callers.refuse_other_sites(request)
        body = await read_json_object(request)
        with mapped_errors(self._services.clock):
            await self._services.own_password.choose(
                required_text(body, "token"), required_text(body, "password"), request.state.origin
            )
        return Response(status_code=204)

    async def request_reset(self, request: Request) -> Response:
        """{email}: 202 for every address, sent before the user is looked up (no enumeration).

        The body tells whether this server sends mail at all.
        """
        self._callers.refuse_other_sites(request)
        body = await read_json_object(request)
        email, origin = required_text(body, "email"), request.state.origin
        with mapped_errors(self._services.clock):
            await self._services.own_password.count_reset(origin)
        mail = BackgroundTask(self._services.user_links.request_reset, email, origin)
        is_mail_configured = self._services.options.smtp is not None
        response = json_response(202, {"isMailConfigured": is_mail_configured})
        response.background = mail
        return response

    async def offer_second_factor(self, request: Request) -> Response:
        """A new secret for an authenticator app; it takes effect after confirmation."""
        viewer, token = await require_session(self._callers, request)
        await read_json_object(request)
        offered = self._services.second_factor.offer(await self._email(viewer, token))
        return json_response(200, {"secret": offered.secret, "uri": offered.uri})

    async def add_second_factor(self, request: Request) -> Response:
        """{password, secret, secretCode}: the code proves that the app has the secret."""
        viewer, token = await require_session(self._callers, request)
        body = await read_json_object(request)
        proof = parse_proof(body, await self._email(viewer, token))
        secret, code = required_text(body, "secret"), required_text(body, "secretCode")
        with mapped_errors(self._services.clock):
            new_token = await self._services.second_factor.add(viewer, proof, secret, code)
        return await session_response(self._services, self._callers, request, new_token)

    async def remove_second_factor(self, request: Request) -> Response:
        """{password, code}: removes the second factor and renews the session."""
        viewer, token = await require_session(self._callers, request)
        body = await read_json_object(request)
        proof = parse_proof(body, await self._email(viewer, token))
        with mapped_errors(self._services.clock):
            new_token = await self._services.second_factor.remove(viewer, proof)
        return await session_response(self._services, self._callers, request, new_token)

    async def _email(self, viewer: Viewer, token: str) -> str:
        try:
            email: str = (await self._services.sessions.details(viewer, token))["email"]
        except SessionOver:
            raise unauthenticated() from None
        return email
