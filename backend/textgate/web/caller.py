"""Who is calling: a program or an embedded composer by its token, a person by the session's cookie."""

from __future__ import annotations

import re
from urllib.parse import urlsplit
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from textgate.domain.viewer import Origin
from textgate.services.access.identity import Authenticated
from textgate.services.credentials import embed_tokens
from textgate.services.credentials.sessions import UserChanged
from textgate.services.services import Services
from textgate.web.http_error import HttpError, unauthenticated, user_changed

_SAFE_SITES = ("same-origin", "none")
_USER = re.compile(r"user_([0-9a-f]{32})", re.ASCII)
# No user has it.
_NOBODY = UUID(int=0)


class Callers:
    """Finds out who calls; `public_url` decides the cookie's name and which origin is our own."""

    def __init__(self, services: Services) -> None:
        self._services = services
        url = urlsplit(services.options.public_url)
        self._is_https = url.scheme == "https"
        self._own_origin = f"{url.scheme}://{url.netloc}"
        # The prefix makes browsers refuse a cookie of this name from anything but this very host.
        self.cookie_name = "__Host-textgate" if self._is_https else "textgate"

    async def authenticate(self, request: Request) -> Authenticated:
        """The caller; raises Refused. A token in the header counts before a cookie."""
        origin: Origin = request.state.origin
        header = request.headers.get("authorization")
        if header is not None:
            found = await self._by_token(request, header, origin)
        else:
            found = await self.authenticate_session(request)
        if found is None:
            raise unauthenticated()
        request.state.viewer = found.viewer
        return found

    async def _by_token(
        self, request: Request, header: str, origin: Origin
    ) -> Authenticated | None:
        scheme, _, rest = header.partition(" ")
        token = rest.strip()
        if scheme.lower() != "bearer" or not token:
            return None
        if token.startswith(embed_tokens.TOKEN_PREFIX):
            page = request.headers.get("origin")
            return await self._services.embed_tokens.authenticate(token, page, origin)
        return await self._services.credentials.authenticate(token, origin)

    async def authenticate_session(self, request: Request) -> Authenticated | None:
        """The person whose session's cookie comes with the request.

        The tabs of a browser share one cookie. X-Textgate-User names the user that a tab shows; a request
        that would run as anybody else is refused.
        """
        token = request.cookies.get(self.cookie_name)
        if not token:
            return None
        if request.method != "GET":
            self.refuse_other_sites(request)
        try:
            return await self._services.sessions.authenticate(
                token, request.state.origin, _meant_for(request)
            )
        except UserChanged:
            raise user_changed() from None

    def refuse_other_sites(self, request: Request) -> None:
        """Browsers send cookies with requests that other sites make: those are not the person's.

        Every current browser sends Sec-Fetch-Site; for others the origin must be ours.
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
        """Set the session's cookie."""
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


def _meant_for(request: Request) -> UUID | None:
    named = request.headers.getlist("x-textgate-user")
    if not named:
        return None
    # Two users are none, even if one of them is the session's.
    match = _USER.fullmatch(",".join(named))
    return UUID(match[1]) if match else _NOBODY
