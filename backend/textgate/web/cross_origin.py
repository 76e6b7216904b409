"""Lets pages of other origins ask with an embed token, and with nothing else.

Such a token is good for one origin only, and browsers never send it by themselves; cookies are never
allowed across origins.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from textgate.services.credentials.embed_tokens import TOKEN_PREFIX

_PREFLIGHT = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "POST",
    "Access-Control-Allow-Headers": "authorization, content-type",
    "Access-Control-Max-Age": "600",
}
_EXPOSED = "x-request-id, x-ratelimit-remaining, retry-after"


def is_preflight(request: Request) -> bool:
    """Whether a browser asks what it may send, before it sends anything."""
    asked = ("origin", "access-control-request-method")
    return request.method == "OPTIONS" and all(name in request.headers for name in asked)


def preflight_response() -> Response:
    """The same for everybody: it tells nothing of who may ask what."""
    return Response(status_code=204, headers=_PREFLIGHT)


def add_cors_headers(request: Request, response: Response) -> Response:
    """Let the page that sent an embed token read the answer, a refusal as well."""
    origin = request.headers.get("origin")
    token = request.headers.get("authorization", "").partition(" ")[2].strip()
    if origin is not None and token.startswith(TOKEN_PREFIX):
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Expose-Headers"] = _EXPOSED
        response.headers["Vary"] = "Origin"
    return response
