"""The operator's mail server and how to read its URL."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import unquote, urlsplit

from textgate.domain.errors import InvalidValue

_LOOPBACK = ("localhost", "127.0.0.1", "::1")


class Security(StrEnum):
    """How the connection is protected."""

    STARTTLS = "STARTTLS"
    TLS = "TLS"
    NONE = "NONE"


_SCHEMES = {
    "smtp": (Security.STARTTLS, 587),
    "smtps": (Security.TLS, 465),
    "smtp+plain": (Security.NONE, 25),
}


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """Where mail is handed over. The password is never shown."""

    host: str
    port: int
    security: Security
    user: str | None = None
    password: str | None = field(default=None, repr=False)


def parse_smtp_url(text: str) -> SmtpServer:
    """smtp://user:password@host:587 (with STARTTLS), smtps://host:465, or smtp+plain://localhost:25."""
    scheme = text.partition("://")[0].lower()
    if scheme not in _SCHEMES:
        raise InvalidValue("must start with smtp://, smtps:// or smtp+plain://")
    security, usual_port = _SCHEMES[scheme]
    try:
        url = urlsplit(text)
        host, port = url.hostname, url.port or usual_port
    except ValueError:
        host, port, url = None, 0, None
    # None of these messages quotes the text, which may hold a password.
    if url is None or not host or url.path.strip("/") or url.query or url.fragment:
        raise InvalidValue(
            "must be like smtp://user:password@host:587; write @, :, / and # in a password as "
            "%40, %3A, %2F and %23"
        )
    if security is Security.NONE and host not in _LOOPBACK:
        raise InvalidValue(
            "must not use smtp+plain:// for another machine, because it sends passwords unencrypted"
        )
    if bool(url.username) != bool(url.password):
        raise InvalidValue("must have both a user and a password, or neither")
    if not url.username or not url.password:
        return SmtpServer(host, port, security)
    return SmtpServer(host, port, security, unquote(url.username), unquote(url.password))
