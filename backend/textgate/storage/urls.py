"""Parses a database URL into arguments of the drivers. Its errors repeat no value of the URL."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlencode

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

APPLICATION_NAME = "textgate"
CONNECT_SECONDS = 10.0
"""How long one host may take to accept a connection."""

_POSTGRES_DRIVER = "postgresql+asyncpg"
_SQLITE_DRIVER = "sqlite+aiosqlite"
_POSTGRES = ("postgresql", "postgres", _POSTGRES_DRIVER)
_SQLITE = ("sqlite", _SQLITE_DRIVER)
# An @ or / in a password must be encoded: otherwise a path or a parameter could pass for one.
_FORM = re.compile(
    r"(?:(?P<user>[^:@/?]*)(?::(?P<password>[^@/?]*))?@)?(?P<hosts>[^@/?]*)"
    r"(?:/(?P<dbname>[^@?]*))?(?:\?(?P<query>.*))?",
    re.DOTALL,
)
_UNREADABLE = "cannot be read; write @, :, / and ? in a password as %40, %3A, %2F and %3F"
Host = tuple[str | None, int | None]


class UrlError(ValueError):
    """The URL cannot be used. The message continues a sentence that starts with the setting's name."""


@dataclass(frozen=True, slots=True)
class SqliteFile:
    url: URL
    path: str


@dataclass(frozen=True, slots=True)
class PostgresServers:
    """Hosts are tried in order. (None, None) is the driver's default."""

    hosts: tuple[Host, ...]
    session_attributes: str
    """The required target_session_attrs, such as read-write."""
    arguments: Mapping[str, Any] = field(repr=False)
    """The other keyword arguments of asyncpg.connect."""

    @property
    def shares_sessions(self) -> bool:
        """Whether a pooler may run each transaction in another session, as PgBouncer does in transaction mode.
        Then a session can keep neither settings nor prepared statements."""
        return bool(self.arguments.get("statement_cache_size") == 0)


def parse_url(text: str) -> SqliteFile | PostgresServers:
    """Raises UrlError."""
    scheme, separator, rest = text.partition("://")
    if separator and scheme in _SQLITE:
        return _sqlite(rest)
    if separator and scheme in _POSTGRES:
        return _postgres(rest)
    raise UrlError("must begin with postgresql:// or sqlite:///")


def with_driver(text: str) -> str:
    """Name the driver in the scheme of a database URL. Other URLs stay unchanged."""
    scheme, separator, rest = text.partition("://")
    if scheme in _POSTGRES:
        scheme = _POSTGRES_DRIVER
    elif scheme in _SQLITE:
        scheme = _SQLITE_DRIVER
    return scheme + separator + rest


def _sqlite(rest: str) -> SqliteFile:
    if "?" in rest:
        raise UrlError("names a SQLite file, which takes no parameters; write ? in its name as %3F")
    if rest and not rest.startswith("/"):
        raise UrlError("names a SQLite file, which needs three slashes, or four for a full path")
    try:
        url = make_url(f"{_SQLITE_DRIVER}://{rest}")
    except (ArgumentError, ValueError):
        raise UrlError("cannot be read") from None
    if not url.database or url.database == ":memory:":
        raise UrlError("must name a file: sqlite:////var/lib/textgate/textgate.sqlite3")
    return SqliteFile(url, url.database)


def _postgres(rest: str) -> PostgresServers:
    if find_spec("asyncpg") is None:
        raise UrlError(
            "needs PostgreSQL's driver, which is not installed; install textgate[postgres]"
        )
    form = _FORM.fullmatch(rest)
    if form is None:
        raise UrlError(_UNREADABLE)
    given = _parameters(form["query"] or "")
    hosts = _hosts(form["hosts"], given.pop("host", None), given.pop("port", None))
    user, password, database = (
        given.pop(name, None) or _decoded(form[name] or "") or None
        for name in ("user", "password", "dbname")
    )
    # Only one of several servers accepts writes, and it is not always the first.
    session_attributes = "read-write" if len(hosts) > 1 else "any"
    arguments: dict[str, Any] = {"timeout": CONNECT_SECONDS}
    settings = {"application_name": APPLICATION_NAME}
    only_in_dsn: dict[str, str] = {}
    for name, text in given.items():
        value = _READERS[name](name, text)
        if name == "target_session_attrs":
            session_attributes = value
        elif name in _ARGUMENTS:
            arguments[_ARGUMENTS[name]] = value
        elif name in _SERVER_SETTINGS:
            settings[name] = value
        else:
            only_in_dsn[name] = value
    # The driver takes these from a URL only.
    dsn = f"postgresql://?{urlencode(only_in_dsn)}" if only_in_dsn else None
    arguments |= {"user": user, "password": password, "database": database}
    arguments |= {"dsn": dsn, "server_settings": settings}
    return PostgresServers(hosts, session_attributes, arguments)


def _parameters(query: str) -> dict[str, str]:
    """Decoded as in libpq: + is itself, and the last of several equal parameters counts."""
    given: dict[str, str] = {}
    for pair in query.split("&") if query else ():
        name, separator, value = pair.partition("=")
        name, value = _decoded(name), _decoded(value)
        name = {"ssl": "sslmode", "database": "dbname"}.get(name, name)
        if name not in _READERS:
            # It may be a part of a password with an unencoded ?, which must not be repeated.
            is_name = separator and "@" not in query and re.fullmatch(r"[A-Za-z_.]{1,40}", name)
            problem = f"has the parameter {name}, which" if is_name else "has a parameter that"
            raise UrlError(
                f"{problem} is not supported. Supported are: {', '.join(sorted(_READERS))}"
            )
        if not separator:
            raise UrlError(f"has no value for the parameter {name}; write {name}=…")
        # SQLAlchemy's URLs repeat it for each host.
        given[name] = f"{given[name]},{value}" if name == "host" and name in given else value
    return given


def _decoded(text: str) -> str:
    try:
        decoded = unquote(text, errors="strict")
    except UnicodeDecodeError:
        raise UrlError("has a part that is not UTF-8 once it is decoded") from None
    if "\0" in decoded or re.search(r"%(?![0-9a-fA-F]{2})", text):
        raise UrlError("has a % that is not followed by a character's code; write % itself as %25")
    return decoded


def _hosts(authority: str, named: str | None, ports: str | None) -> tuple[Host, ...]:
    """The parameter `host` overrides the hosts of the authority, as in libpq."""
    specs = named.split(",") if named else [_decoded(each) for each in authority.split(",")]
    hosts = [_host(each) for each in specs]
    if len(hosts) > 1 and any(host is None for host, _ in hosts):
        raise UrlError("names several hosts, one of which is empty")
    if not ports:
        return tuple(hosts)
    each = [_port(port) for port in ports.split(",")]
    if len(each) not in (1, len(hosts)):
        raise UrlError("must have one port, or as many ports as hosts")
    each *= len(hosts) if len(each) == 1 else 1
    return tuple((host, own or port) for (host, own), port in zip(hosts, each, strict=True))


def _host(spec: str) -> Host:
    if spec.startswith("/"):
        return spec, None
    if bracketed := re.fullmatch(r"\[([0-9a-fA-F:.]+(?:%[^\]]+)?)\](?::(.*))?", spec):
        return bracketed[1], _port(bracketed[2])
    if "[" in spec or "]" in spec:
        raise UrlError("has an IPv6 address that cannot be read; write it as [2001:db8::1]:5432")
    if spec.count(":") > 1:
        raise UrlError("has a host with two colons; write an IPv6 address as [2001:db8::1]:5432")
    host, _, port = spec.partition(":")
    return host or None, _port(port)


def _port(text: str | None) -> int | None:
    if not text:
        return None
    if not re.fullmatch(r"[0-9]{1,5}", text) or not 0 < int(text) <= 65_535:
        raise UrlError(f"has a port that is not a number from 1 to 65535, or {_UNREADABLE}")
    return int(text)


def _text(_: str, value: str) -> str:
    return value


def _seconds(name: str, value: str) -> float | None:
    if not re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,6})?", value):
        raise UrlError(f"needs a number of seconds for {name}, such as {name}=5")
    # As in libpq, 0 is no limit.
    return float(value) or None


def _count(name: str, value: str) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", value):
        raise UrlError(f"needs a whole number for {name}, such as {name}=0")
    return int(value)


def _file(name: str, value: str) -> str:
    try:
        with Path(value).open("rb"):
            return value
    except (OSError, ValueError):
        raise UrlError(f"needs a file that can be read for {name}") from None


def _one_of(*values: str) -> Callable[[str, str], str]:
    def read(name: str, value: str) -> str:
        if value not in values:
            raise UrlError(f"needs one of these for {name}: {', '.join(values)}")
        return value

    return read


_TLS_VERSION = _one_of("TLSv1.2", "TLSv1.3")
_ARGUMENTS = {
    "command_timeout": "command_timeout",
    "connect_timeout": "timeout",
    "max_cacheable_statement_size": "max_cacheable_statement_size",
    "max_cached_statement_lifetime": "max_cached_statement_lifetime",
    "statement_cache_size": "statement_cache_size",
}
_SERVER_SETTINGS = ("application_name", "options")
_READERS: Mapping[str, Callable[[str, str], Any]] = {
    "application_name": _text,
    "command_timeout": _seconds,
    "connect_timeout": _seconds,
    "dbname": _text,
    "gsslib": _one_of("gssapi", "sspi"),
    "host": _text,
    "krbsrvname": _text,
    "max_cacheable_statement_size": _count,
    "max_cached_statement_lifetime": _count,
    "options": _text,
    "passfile": _file,
    "password": _text,
    "port": _text,
    "ssl_max_protocol_version": _TLS_VERSION,
    "ssl_min_protocol_version": _TLS_VERSION,
    "sslcert": _file,
    "sslcrl": _file,
    "sslkey": _file,
    "sslmode": _one_of("disable", "allow", "prefer", "require", "verify-ca", "verify-full"),
    "sslnegotiation": _one_of("postgres", "direct"),
    "sslpassword": _text,
    "sslrootcert": _file,
    "statement_cache_size": _count,
    "target_session_attrs": _one_of(
        "any", "primary", "standby", "read-write", "read-only", "prefer-standby"
    ),
    "user": _text,
}
