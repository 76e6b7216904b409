"""Reading the URLs of an identity provider: https, and plain http only where nothing leaves this machine."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit

from textgate.domain.errors import InvalidValue, UserErrorCode

_MAX_LENGTH = 2_000
_LOOPBACK = frozenset(("localhost", "127.0.0.1", "::1"))
_EXAMPLE = "such as https://login.example.org"


def parse_issuer(text: str) -> str:
    """An issuer as its provider spells it: a slash at the end is part of its name."""
    issuer = text.strip()
    if len(issuer) > _MAX_LENGTH:
        raise InvalidValue(f"must have at most {_MAX_LENGTH} characters", UserErrorCode.TOO_LONG)
    url = _split(issuer)
    if url is None or "?" in issuer or "#" in issuer:
        raise InvalidValue(f"must be a URL {_EXAMPLE}")
    if not is_protected(issuer, may_be_local=True):
        raise InvalidValue("must start with https://; http:// is allowed for this machine only")
    return issuer


def is_local(url: str) -> bool:
    """Whether the URL is of this machine, as in tests and on a developer's."""
    parts = _split(url)
    return parts is not None and parts.hostname in _LOOPBACK


def is_protected(url: str, *, may_be_local: bool) -> bool:
    """Whether the URL is protected enough for requests and redirects."""
    parts = _split(url)
    if parts is None:
        return False
    return parts.scheme == "https" or (
        may_be_local and parts.scheme == "http" and parts.hostname in _LOOPBACK
    )


def _split(url: str) -> SplitResult | None:
    """None for what not everybody reads as the same URL, and for one that holds a password."""
    if (
        not url.isascii()
        or not url.isprintable()
        or any(character in url for character in ' \\"<>')
    ):
        return None
    try:
        parts = urlsplit(url)
        is_usable = parts.hostname and parts.port != 0 and "@" not in parts.netloc
    except ValueError:
        return None
    return parts if is_usable else None
