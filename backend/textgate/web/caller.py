"""Authenticates callers: programs and embedded composers by token, people by session cookie."""

from __future__ import annotations

from urllib.parse import urlsplit
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from textgate.domain.ids import parse_global_id
from textgate.domain.viewer import Origin
from textgate.services.access.identity import Authenticated
from textgate.services.credentials import embed_tokens
from textgate.services.credentials.sessions import UserChanged
from textgate.services.services import Services
from textgate.web.http_error import HttpError, unauthenticated, user_changed

_SAFE_SITES = ("same-origin", "none")
# No user has this id.
_NO_USER = UUID(int=0)


class Callers:
    """Authenticates requests. The option `public_url` determines our origin and the cookie's name."""

    def __init__(self, services: Services) -> None:
        self._services = services
        url = urlsplit(services.options.public_url)
        self._is_https = url.scheme == "https"
        self._own_origin = f"{url.scheme}://{url.netloc}"
        # The prefix __Host- keeps other hosts of our domain from setting the cookie (RFC 6265bis).
        self.cookie_name = "__Host-textgate" if self._is_https else "textgate"

    async def authenticate(self, request: Request) -> Authenticated:
        """The caller; raises HttpError. A token in the header takes precedence over a cookie."""
        origin: Origin = request.state.origin
        header = request.headers.get("authorization")
        if header is not None:
            authenticated = await self._authenticate_token(request, header, origin)
        else:
            authenticated = await self.authenticate_session(request)
        if authenticated is None:
            raise unauthenticated()
        request.state.viewer = authenticated.viewer
        return authenticated

    async def _authenticate_token(
        self, request: Request, header: str, origin: Origin
    ) -> Authenticated | None:
        scheme, _, rest = header.partition(" ")
        token = rest.strip()
        if scheme.lower() != "bearer" or not token:
            return None
        if token.startswith(embed_tokens.TOKEN_PREFIX):
            page_origin = request.headers.get("origin")
            return await self._services.embed_tokens.authenticate(token, page_origin, origin)
        return await self._services.credentials.authenticate(token, origin)

    async def authenticate_session(self, request: Request) -> Authenticated | None:
        """The user of the request's session cookie; None without a valid session.

        All tabs of a browser share one cookie. X-Textgate-User names the user that a tab shows. Raises
        HttpError if the session belongs to another user, or if another site made the request.
        """
        token = request.cookies.get(self.cookie_name)
        if not token:
            return None
        if request.method != "GET":
            self.refuse_other_sites(request)
        try:
            return await self._services.sessions.authenticate(
                token, request.state.origin, _expected_user(request)
            )
        except UserChanged:
            raise user_changed() from None

    def refuse_other_sites(self, request: Request) -> None:
        """Prevent CSRF: browsers also send cookies with requests that other sites make.

        Every current browser sends Sec-Fetch-Site. Without that header, Origin must be ours.
        """
        site = request.headers.get("sec-fetch-site")
        is_ours = (
            site in _SAFE_SITES
            if site is not None
            else request.headers.get("origin") == self._own_origin
        )
        if not is_ours:
            raise HttpError(403, "CROSS_SITE_REQUEST", "The request must come from this site.")

    def set_cookie(self, response: Response, token: str, seconds: int) -> None:
        """Set the session cookie; `seconds` is its maximum age."""
        response.set_cookie(
            self.cookie_name,
            token,
            max_age=seconds,
            path="/",
            secure=self._is_https,
            httponly=True,
            samesite="lax",
        )

    def delete_cookie(self, response: Response) -> None:
        response.delete_cookie(
            self.cookie_name, path="/", secure=self._is_https, httponly=True, samesite="lax"
        )


def _expected_user(request: Request) -> UUID | None:
    values = request.headers.getlist("x-textgate-user")
    if not values:
        return None
    # A repeated header matches no user, even if one of its values names the session's user.
    return parse_global_id("user", ",".join(values)) or _NO_USER
