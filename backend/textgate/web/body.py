"""Reads the body of a request: one strict reader of JSON, whatever it is for."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import orjson
from starlette.requests import Request
from starlette.types import Receive

from textgate.web.http_error import HttpError

MAX_BODY = 64 * 1024
MAX_NESTING = 64
BODY_SECONDS = 20
BODY_IS_COMPLETE = "body_is_complete"
"""In a request's state once all of it is here: nobody has to be waited for."""
PROTOCOL_ERROR = "protocol_error"
"""In a request's state once the protocol has found it at fault: the Refused to answer it with."""
JSON = "application/json"
BODY_TOO_LARGE = "BODY_TOO_LARGE"
_OPENING = frozenset(b"[{")
_NO_BRACKETS = bytes(byte for byte in range(256) if byte not in b"[]{}")
_STRING = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)


async def read_json_object(request: Request) -> dict[str, Any]:
    """The body's JSON object; raises Refused for anything else."""
    content_type = request.headers.get("content-type", "")
    essence, _, parameters = content_type.partition(";")
    charset = parameters.strip().lower().removeprefix("charset=").strip('"')
    if essence.strip().lower() != JSON or charset not in ("", "utf-8"):
        raise HttpError(415, "UNSUPPORTED_MEDIA_TYPE", f"The body must be {JSON} in UTF-8.")
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise HttpError(415, "UNSUPPORTED_MEDIA_TYPE", "The body must not be compressed.")
    return parse_object(await read_body(request))


async def read_body(request: Request, longest: int = MAX_BODY) -> bytes:
    """The body as it came, and no more of it than is taken; raises Refused."""
    state = request.scope["state"]
    if state.get(BODY_IS_COMPLETE):
        return await _read(request.receive, longest)
    try:
        async with asyncio.timeout(BODY_SECONDS):
            body = await _read(request.receive, longest)
    except TimeoutError:
        raise HttpError(
            408, "BODY_TOO_SLOW", f"The body must arrive within {BODY_SECONDS} seconds."
        ) from None
    if (refused := state.get(PROTOCOL_ERROR)) is not None:
        raise refused
    return body


async def _read(receive: Receive, longest: int) -> bytes:
    parts: list[bytes] = []
    length, has_more = 0, True
    while has_more:
        message = await receive()
        if message["type"] == "http.disconnect":
            # Nobody reads this answer; it keeps a client that left from looking like our failure.
            raise HttpError(400, "BODY_INCOMPLETE", "The body is incomplete.")
        parts.append(message.get("body", b""))
        length += len(parts[-1])
        if length > longest:
            raise HttpError(413, BODY_TOO_LARGE, f"The body must have at most {longest:,} bytes.")
        has_more = message.get("more_body", False)
    return b"".join(parts)


def parse_object(body: bytes) -> dict[str, Any]:
    """The JSON object in a body, in which of several members of one name the last counts."""
    if _nesting(body) > MAX_NESTING:
        raise HttpError(
            400, "INVALID_JSON", f"The body must have at most {MAX_NESTING} levels of nesting."
        )
    try:
        # Strict where the standard library is not: no NaN, no lone surrogates, UTF-8 only.
        parsed = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise HttpError(400, "INVALID_JSON", "The body must be valid JSON in UTF-8.") from None
    if not isinstance(parsed, dict):
        raise HttpError(400, "INVALID_REQUEST", "The body must be one JSON object.")
    return parsed


def _nesting(body: bytes) -> int:
    """How deep brackets are nested at most, strings aside: told before any recursive parser runs."""
    if (opening := body.count(b"[") + body.count(b"{")) <= MAX_NESTING:
        return opening
    deepest = depth = 0
    for byte in _STRING.sub(b"", body).translate(None, _NO_BRACKETS):
        if byte in _OPENING:
            depth += 1
            deepest = max(deepest, depth)
        else:
            depth -= 1
    return deepest
