"""Responds with a built file in the client's preferred coding, or with 304 if the client has it."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from textgate.pages.accept import IDENTITY, choose_coding
from textgate.pages.files import BuiltFile
from textgate.web.preferences import joined_header


def answer_file(request: Request, file: BuiltFile, headers: Mapping[str, str]) -> Response:
    """Return 200 or 304 with `headers`; HEAD gets no body."""
    coding = choose_coding(joined_header(request, "accept-encoding"), file.variants)
    variant = file.variants[coding]
    response_headers = {"Vary": "Accept-Encoding", **headers, "ETag": variant.etag}
    if _matches(joined_header(request, "if-none-match"), variant.etag):
        return Response(status_code=304, headers=response_headers)
    if coding != IDENTITY:
        response_headers["Content-Encoding"] = coding
    response_headers["Content-Length"] = str(len(variant.body))
    body = b"" if request.method == "HEAD" else variant.body
    return Response(body, headers=response_headers, media_type=file.media_type)


def _matches(if_none_match: str, etag: str) -> bool:
    # A proxy that recompresses a response marks its tag as weak: compare without the mark.
    tags = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
    return etag in tags or "*" in tags
