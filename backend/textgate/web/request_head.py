"""Rejects request heads that violate RFC 9112 although the parser accepts them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from textgate.web.http_error import HttpError

_CHECKED = frozenset((b"host", b"transfer-encoding"))
_HOST = re.compile(rb"(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{0,5})?")
# A domain name of 253 characters, a colon and a port.
_MAX_HOST_LENGTH = 259
CLOSE = {"Connection": "close"}


def check_head(version: str, headers: Iterable[tuple[bytes, bytes]]) -> HttpError | None:
    """The error of a head that a proxy could interpret differently (request smuggling); None if valid."""
    checked = [header for header in headers if header[0] in _CHECKED]
    if version == "1.1" and len(checked) == 1 and checked[0][0] == b"host":
        return None if _is_host(checked[0][1]) else _invalid_host()
    hosts = [value for name, value in checked if name == b"host"]
    codings = [value for name, value in checked if name == b"transfer-encoding"]
    return (
        _check_version(version) or _check_host(version, hosts) or _check_codings(version, codings)
    )


def _check_version(version: str) -> HttpError | None:
    if version in ("1.0", "1.1"):
        return None
    message = "The request must use HTTP/1.1."
    # An HTTP/0.9 request line has no version that 505 could refer to.
    status = 400 if version == "0.9" else 505
    return HttpError(status, "UNSUPPORTED_HTTP_VERSION", message, CLOSE)


def _check_host(version: str, hosts: list[bytes]) -> HttpError | None:
    if not hosts and version == "1.1":
        return HttpError(400, "MISSING_HOST", "The header Host is required.", CLOSE)
    if len(hosts) > 1:
        return HttpError(400, "REPEATED_HOST", "The header Host must not be repeated.", CLOSE)
    return None if all(map(_is_host, hosts)) else _invalid_host()


def _check_codings(version: str, codings: list[bytes]) -> HttpError | None:
    """The parser accepts several codings if the last one is `chunked`, and decodes only that one."""
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
    return len(value) <= _MAX_HOST_LENGTH and _matches(value)


@lru_cache(maxsize=256)
def _matches(value: bytes) -> bool:
    return _HOST.fullmatch(value) is not None


def _invalid_host() -> HttpError:
    message = "The header Host must be a host name or an IP address, with or without a port."
    return HttpError(400, "INVALID_HOST", message, CLOSE)
