"""Parses the URLs of webhooks strictly, since two parsers can see two hosts in one URL (SSRF).

A host must be a name. Addresses such as 2130706433, 0x7f.1 and [::ffff:127.0.0.1] are refused before any
look-up. webhook_addresses.py checks the resolved address at each delivery.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from textgate.domain.errors import InvalidValue, UserErrorCode

MAX_LENGTH = 2_000
PORTS = (443, 8443)
LOOPBACK_HOSTS = ("localhost", "127.0.0.1", "[::1]")
"""What counts as this machine, where a development setting allows it."""

# Without user:password@, without a fragment, without a backslash, which some readers take for a slash.
_URL = re.compile(
    r"(?P<scheme>https?)://(?P<host>[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::(?P<port>[0-9]{1,5}))?"
    r"(?P<target>[/?][!-~]*)?",
    re.ASCII | re.IGNORECASE,
)
_NAME = re.compile(
    r"(?=.{1,253}\Z)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?",
    re.ASCII,
)
_IN_WORDS = (
    "must be a URL such as https://ehr.example.org/hooks, in printable ASCII and without a user "
    "name, a backslash or a fragment"
)


@dataclass(frozen=True, slots=True)
class WebhookUrl:
    """`host` is a name in lower case, or, on this machine, what LOOPBACK_HOSTS has; `target` is the path
    with the query."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def is_loopback(self) -> bool:
        return self.host in LOOPBACK_HOSTS

    @property
    def authority(self) -> str:
        """The host, with the port unless it is the scheme's own."""
        usual = 443 if self.scheme == "https" else 80
        return self.host if self.port == usual else f"{self.host}:{self.port}"

    def __str__(self) -> str:
        return f"{self.scheme}://{self.authority}{self.target}"


def parse_webhook_url(text: str, *, allow_loopback: bool = False) -> WebhookUrl:
    """Raises InvalidValue for a URL that deliveries must not go to."""
    text = text.strip(" ")
    if len(text) > MAX_LENGTH:
        raise InvalidValue(f"must have at most {MAX_LENGTH:,} characters", UserErrorCode.TOO_LONG)
    match = _URL.fullmatch(text)
    if match is None or "\\" in text or "#" in text:
        raise InvalidValue(_IN_WORDS)
    scheme, host = match["scheme"].lower(), match["host"].lower()
    port = int(match["port"]) if match["port"] else 443 if scheme == "https" else 80
    target = match["target"] or "/"
    url = WebhookUrl(scheme, host, port, target if target.startswith("/") else f"/{target}")
    if url.is_loopback and allow_loopback:
        if not 1 <= port <= 65535:
            raise InvalidValue("has an invalid port")
        return url
    if scheme != "https":
        raise InvalidValue("must start with https://")
    if not _NAME.fullmatch(host):
        raise InvalidValue("must have a host name, not an IP address")
    if port not in PORTS:
        raise InvalidValue(f"must use port {PORTS[0]} or {PORTS[1]}")
    return url
