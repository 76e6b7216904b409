"""Parses URLs of public websites; carriers visit them before they approve a number."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from textgate.domain.errors import InvalidValue, UserErrorCode

if TYPE_CHECKING:
    from pydantic import HttpUrl, TypeAdapter

MAX_WEBSITE_LENGTH = 200

_SCHEME = re.compile(r"https?://(?=[^/])", re.IGNORECASE)
_OTHER_SCHEME = re.compile(r"[a-z][a-z0-9+.\-]*:(?![0-9])", re.IGNORECASE)
_AUTHORITY = re.compile(r"[^/?#@:]+(?::0*[1-9][0-9]*)?")
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
# The last label begins with a letter, which no notation of an IP address does.
_PUBLIC_HOST = re.compile(rf"(?:{_LABEL}\.)+[a-z](?:[a-z0-9-]{{0,61}}[a-z0-9])?")
_PRIVATE_DOMAINS = frozenset(
    {
        "localhost",
        "localdomain",
        "local",
        "internal",
        "intranet",
        "lan",
        "home",
        "corp",
        "invalid",
    }
)
_EXAMPLE = "https://www.example.org"


def parse_website(text: str) -> str:
    """An absolute http or https URL of a public host, spelt as the person spelt it."""
    website = text.strip()
    if not website:
        raise InvalidValue("is required", UserErrorCode.REQUIRED)
    if len(website) > MAX_WEBSITE_LENGTH:
        problem = f"must have at most {MAX_WEBSITE_LENGTH} characters"
        raise InvalidValue(problem, UserErrorCode.TOO_LONG)
    # Of what is printable only the space is unwritable.
    if " " in website or (
        not website.isprintable() and any(_is_unwritable(character) for character in website)
    ):
        raise InvalidValue("must not contain spaces or invisible characters")
    scheme = _SCHEME.match(website)
    if scheme is None:
        completed = "https://" + website
        is_example = not _OTHER_SCHEME.match(website) and _is_public(completed)
        example = completed if is_example else _EXAMPLE
        raise InvalidValue(f"must start with https:// or http://, for example {example}")
    if not _is_public(website):
        raise InvalidValue(f"must be the URL of a public website, for example {_EXAMPLE}")
    return website


def _is_unwritable(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in {"Cc", "Cf", "Cs"}


def _is_public(url: str) -> bool:
    # Browsers read a backslash as a slash, other readers do not: two hosts in one URL.
    if "\\" in url:
        return False
    authority = re.split(r"[/?#]", url.partition("://")[2], maxsplit=1)[0]
    if _AUTHORITY.fullmatch(authority) is None:
        return False
    host = _host(url)
    if host is None or _PUBLIC_HOST.fullmatch(host) is None:
        return False
    return host.rpartition(".")[2] not in _PRIVATE_DOMAINS


def _host(url: str) -> str | None:
    """The host as a browser understands it: lower case, punycode, IP addresses in dotted form."""
    # Imported here: it takes longer than the rest of the domain together.
    from pydantic import ValidationError

    try:
        return _http_url().validate_python(url).host
    except ValidationError:
        return None


@cache
def _http_url() -> TypeAdapter[HttpUrl]:
    from pydantic import HttpUrl, TypeAdapter

    return TypeAdapter(HttpUrl)
