"""Answers with a built file: in the coding that the client likes best, or not at all if it has it already."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from textgate.pages.accept import IDENTITY, choose_coding
from textgate.pages.files import BuiltFile


def answer_file(request: Request, file: BuiltFile, headers: Mapping[str, str]) -> Response:
    """`headers` are what is said of this file wherever it is sent, also where it is not sent again."""
    coding = choose_coding(whole(request, "accept-encoding"), file.variants)
    variant = file.variants[coding]
    told = {"Vary": "Accept-Encoding", **headers, "ETag": variant.etag}
    if _has(whole(request, "if-none-match"), variant.etag):
        return Response(status_code=304, headers=told)
    if coding != IDENTITY:
        told["Content-Encoding"] = coding
    told["Content-Length"] = str(len(variant.body))
    body = b"" if request.method == "HEAD" else variant.body
    return Response(body, headers=told, media_type=file.media_type)


def whole(request: Request, name: str) -> str:
    """A header that lists something; it may come in several lines."""
    return ",".join(request.headers.getlist(name))


def _has(if_none_match: str, etag: str) -> bool:
    # A proxy that has compressed or unpacked something marks the tag as weak: it is the same to us.
    known = {each.strip().removeprefix("W/") for each in if_none_match.split(",")}
    return etag in known or "*" in known
