"""Finds what is wrong with a request's head although the parser accepts it (RFC 9112)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from textgate.web.http_error import HttpError

_CHECKED = frozenset((b"host", b"transfer-encoding"))
_HOST = re.compile(rb"(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{0,5})?")
# A domain name of 253 characters, a colon and a port.
_LONGEST_HOST = 259
CLOSE = {"Connection": "close"}


def check_head(version: str, headers: Iterable[tuple[bytes, bytes]]) -> HttpError | None:
    """The refusal of a head that a proxy in front of us could read in another way than we do."""
    found = [header for header in headers if header[0] in _CHECKED]
    if version == "1.1" and len(found) == 1 and found[0][0] == b"host":
        return None if _is_host(found[0][1]) else _bad_host()
    hosts = [value for name, value in found if name == b"host"]
    codings = [value for name, value in found if name == b"transfer-encoding"]
    return (
        _check_version(version) or _check_host(version, hosts) or _check_codings(version, codings)
    )


def _check_version(version: str) -> HttpError | None:
    if version in ("1.0", "1.1"):
        return None
    message = "The request must use HTTP/1.1."
    # HTTP/0.9 has no version in the request line, so 505 would name something that was not sent.
    status = 400 if version == "0.9" else 505
    return HttpError(status, "UNSUPPORTED_HTTP_VERSION", message, CLOSE)


def _check_host(version: str, hosts: list[bytes]) -> HttpError | None:
    if not hosts and version == "1.1":
        return HttpError(400, "MISSING_HOST", "The header Host is required.", CLOSE)
    if len(hosts) > 1:
        return HttpError(400, "REPEATED_HOST", "The header Host must not be repeated.", CLOSE)
    return None if all(map(_is_host, hosts)) else _bad_host()


def _check_codings(version: str, codings: list[bytes]) -> HttpError | None:
    """The parser accepts several codings as long as the last one is `chunked`, and decodes only that."""
    if not codings:
        return None
    if version == "1.0":
        message = "HTTP/1.0 has no Transfer-Encoding; send Content-Length instead."
        return HttpError(400, "UNSUPPORTED_TRANSFER_ENCODING", message, CLOSE)
    if b",".join(codings).strip().lower() == b"chunked":
        return None
    message = "The header Transfer-Encoding must be chunked."
    return HttpError(501, "UNSUPPORTED_TRANSFER_ENCODING", message, CLOSE)


def _is_host(value: bytes) -> bool:
    return len(value) <= _LONGEST_HOST and _matches(value)


@lru_cache(maxsize=256)
def _matches(value: bytes) -> bool:
    return _HOST.fullmatch(value) is not None


def _bad_host() -> HttpError:
    message = "The header Host must be a host name or an IP address, with or without a port."
    return HttpError(400, "INVALID_HOST", message, CLOSE)
