"""CORS: pages of other origins may call with an embed token, but never with cookies.

An embed token is valid for one origin only, and browsers never attach it automatically.
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
    """True for a CORS preflight request."""
    required = ("origin", "access-control-request-method")
    return request.method == "OPTIONS" and all(name in request.headers for name in required)


def preflight_response() -> Response:
    """The same for all origins, so that it does not reveal which ones are allowed."""
    return Response(status_code=204, headers=_PREFLIGHT)


def add_cors_headers(request: Request, response: Response) -> Response:
    """Let the page that sent an embed token read the response, including errors."""
    origin = request.headers.get("origin")
    token = request.headers.get("authorization", "").partition(" ")[2].strip()
    if origin is not None and token.startswith(TOKEN_PREFIX):
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Expose-Headers"] = _EXPOSED
        response.headers["Vary"] = "Origin"
    return response
