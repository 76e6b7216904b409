"""Sign-in with the partner's identity provider: the redirect there, and the callback."""

from __future__ import annotations

import math
import re
from collections.abc import Awaitable, Callable
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from textgate.domain.viewer import Origin
from textgate.services.credentials.sessions import MAX_SESSION_AGE
from textgate.services.services import Services
from textgate.services.sign_in import oidc
from textgate.services.sign_in.identity_provider_client import ProviderFailed
from textgate.web.caller import Callers
from textgate.web.http_error import HttpError
from textgate.web.metrics import count_refusal
from textgate.web.preferences import wants_html

_Endpoint = Callable[[Request], Awaitable[Response]]

START = "/auth/oidc/start"
_PARTNER = re.compile(r"partner_([0-9a-f]{32})", re.ASCII)


def oidc_routes(services: Services, callers: Callers) -> list[Route]:
    endpoints = OidcEndpoints(services, callers)
    sign_in_page = services.options.public_url + "/"
    return [
        Route(path, _with_error_page(endpoint, sign_in_page))
        for path, endpoint in ((START, endpoints.start), (oidc.CALLBACK, endpoints.finish))
    ]


def _with_error_page(endpoint: _Endpoint, sign_in_page: str) -> _Endpoint:
    """Redirect a browser to the sign-in page, which explains the error. Other clients get it as JSON."""

    async def respond(request: Request) -> Response:
        try:
            return await endpoint(request)
        except HttpError as error:
            if not wants_html(request):
                raise
            count_refusal(error.code)
            parameters = urlencode({"sign-in-error": error.code})
            return RedirectResponse(f"{sign_in_page}?{parameters}", 303)

    return respond


class OidcEndpoints:
    def __init__(self, services: Services, callers: Callers) -> None:
        self._services = services
        self._callers = callers
        self._is_https = urlsplit(services.options.public_url).scheme == "https"
        self._cookie = "__Host-textgate-oidc" if self._is_https else "textgate-oidc"

    async def start(self, request: Request) -> Response:
        """Redirect the browser to the identity provider of the partner in the parameter `partner`."""
        _refuse_unless_installed()
        if "sec-fetch-site" in request.headers:
            # Prevent login CSRF.
            self._callers.refuse_other_sites(request)
        match = _PARTNER.fullmatch(request.query_params.get("partner", ""))
        if match is None:
            raise _no_identity_provider()
        started = await self._start(UUID(match[1]), request.state.origin)
        response = RedirectResponse(started.url, 302)
        response.set_cookie(
            self._cookie,
            started.token,
            max_age=int(oidc.VALID_FOR.total_seconds()),
            path="/",
            secure=self._is_https,
            httponly=True,
            # The callback is a navigation from the provider's site; "strict" would drop the cookie.
            samesite="lax",
        )
        return response

    async def _start(self, partner_id: UUID, origin: Origin) -> oidc.StartedSignIn:
        try:
            return await self._services.oidc.start(partner_id, origin)
        except oidc.NoIdentityProvider:
            raise _no_identity_provider() from None
        except oidc.TooManyStarts as error:
            retry_after = math.ceil((error.ends_at - self._services.clock()).total_seconds())
            headers = {"Retry-After": str(max(retry_after, 1))}
            message = "There were too many attempts; try again in a minute."
            raise HttpError(429, "RATE_LIMITED", message, headers) from None
        except ProviderFailed:
            message = "The identity provider returned an invalid response."
            raise HttpError(502, "IDENTITY_PROVIDER_FAILED", message) from None

    async def finish(self, request: Request) -> Response:
        """Sign in the user whom the provider authenticated, and redirect to the portal."""
        _refuse_unless_installed()
        parameters = request.query_params
        callback = oidc.CallbackParameters(
            token=request.cookies.get(self._cookie),
            session=request.cookies.get(self._callers.cookie_name),
            state=parameters.get("state"),
            code=parameters.get("code"),
            issuer=parameters.get("iss"),
        )
        try:
            token = await self._services.oidc.finish(callback, request.state.origin)
        except oidc.StateRefused:
            raise HttpError(
                400,
                "SIGN_IN_EXPIRED",
                "The sign-in has expired or was started in another browser; start again.",
            ) from None
        except oidc.SignInRefused:
            raise HttpError(
                403, "SIGN_IN_FAILED", "Signing in with the identity provider failed."
            ) from None
        response = RedirectResponse(self._services.options.public_url + "/", 303)
        self._callers.set_cookie(response, token, int(MAX_SESSION_AGE.total_seconds()))
        response.delete_cookie(
            self._cookie, path="/", secure=self._is_https, httponly=True, samesite="lax"
        )
        return response


def _refuse_unless_installed() -> None:
    if not oidc.is_installed():
        raise HttpError(
            501, "OIDC_NOT_INSTALLED", "This server does not support identity providers."
        )


def _no_identity_provider() -> HttpError:
    # Unknown partners get the same response.
    return HttpError(404, "NO_IDENTITY_PROVIDER", "This partner has no identity provider.")
