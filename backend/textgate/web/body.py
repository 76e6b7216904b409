"""Reads request bodies, and parses them strictly as JSON objects."""

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
"""Key in the request's state. Set once the whole body has arrived, so that reading it needs no timeout."""
PROTOCOL_ERROR = "protocol_error"
"""Key in the request's state for the HttpError with which the HTTP protocol rejected the request."""
JSON = "application/json"
BODY_TOO_LARGE = "BODY_TOO_LARGE"
_OPENING = frozenset(b"[{")
_NO_BRACKETS = bytes(byte for byte in range(256) if byte not in b"[]{}")
_STRING = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)


async def read_json_object(request: Request) -> dict[str, Any]:
    """The JSON object in the body; raises HttpError for anything else."""
    content_type = request.headers.get("content-type", "")
    essence, _, parameters = content_type.partition(";")
    charset = parameters.strip().lower().removeprefix("charset=").strip('"')
    if essence.strip().lower() != JSON or charset not in ("", "utf-8"):
        raise HttpError(415, "UNSUPPORTED_MEDIA_TYPE", f"The body must be {JSON} in UTF-8.")
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise HttpError(415, "UNSUPPORTED_MEDIA_TYPE", "The body must not be compressed.")
    return parse_object(await read_body(request))


async def read_body(
    request: Request, max_bytes: int = MAX_BODY, seconds: int = BODY_SECONDS
) -> bytes:
    """The body; raises HttpError if it is longer than `max_bytes`, incomplete, invalid or slower than
    `seconds`."""
    state = request.scope["state"]
    if state.get(BODY_IS_COMPLETE):
        return await _read(request.receive, max_bytes)
    try:
        async with asyncio.timeout(seconds):
            body = await _read(request.receive, max_bytes)
    except TimeoutError:
        raise HttpError(
            408, "BODY_TOO_SLOW", f"The body must arrive within {seconds} seconds."
        ) from None
    if (error := state.get(PROTOCOL_ERROR)) is not None:
        raise error
    return body


async def _read(receive: Receive, max_bytes: int) -> bytes:
    chunks: list[bytes] = []
    length, has_more = 0, True
    while has_more:
        message = await receive()
        if message["type"] == "http.disconnect":
            # The client is gone. Status 400 keeps the disconnect from being logged as an unexpected error.
            raise HttpError(400, "BODY_INCOMPLETE", "The body is incomplete.")
        chunks.append(message.get("body", b""))
        length += len(chunks[-1])
        if length > max_bytes:
            raise HttpError(413, BODY_TOO_LARGE, f"The body must have at most {max_bytes:,} bytes.")
        has_more = message.get("more_body", False)
    return b"".join(chunks)


def parse_object(body: bytes) -> dict[str, Any]:
    """The JSON object in a body; raises HttpError. Of members with the same name, the last one counts."""
    if _nesting_depth(body) > MAX_NESTING:
        raise HttpError(
            400, "INVALID_JSON", f"The body must have at most {MAX_NESTING} levels of nesting."
        )
    try:
        # Stricter than the standard library: no NaN, no lone surrogates, UTF-8 only.
        parsed = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise HttpError(400, "INVALID_JSON", "The body must be valid JSON in UTF-8.") from None
    if not isinstance(parsed, dict):
        raise HttpError(400, "INVALID_REQUEST", "The body must be one JSON object.")
    return parsed


def _nesting_depth(body: bytes) -> int:
    """The depth of nested brackets outside of strings, or an upper bound within the limit.

    Checked before parsing, because parsers recurse.
    """
    if (brackets := body.count(b"[") + body.count(b"{")) <= MAX_NESTING:
        return brackets
    deepest = depth = 0
    for byte in _STRING.sub(b"", body).translate(None, _NO_BRACKETS):
        if byte in _OPENING:
            depth += 1
            deepest = max(deepest, depth)
        else:
            depth -= 1
    return deepest
