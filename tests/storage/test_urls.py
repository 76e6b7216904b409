"""Database URLs: parameters of libpq reach the driver, and errors name unsupported ones."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import text

from textgate.storage.database import Database
from textgate.storage.statement_program import AccessPath, Statement, StatementProgram
from textgate.storage.urls import PostgresServers, SqliteFile, UrlError, parse_url


def postgres(url: str) -> PostgresServers:
    servers = parse_url(url)
    assert isinstance(servers, PostgresServers)
    return servers


@pytest.mark.parametrize(
    ("rest", "hosts"),
    [
        ("/db", [(None, None)]),
        ("", [(None, None)]),
        (":5433/db", [(None, 5433)]),
        ("db.example.org/db", [("db.example.org", None)]),
        ("u:p@db.example.org:6432/db", [("db.example.org", 6432)]),
        ("a:1,b:2/db", [("a", 1), ("b", 2)]),
        ("u@a,b:2,c/db", [("a", None), ("b", 2), ("c", None)]),
        ("a,b/db?port=5433", [("a", 5433), ("b", 5433)]),
        ("a,b/db?port=1,2", [("a", 1), ("b", 2)]),
        ("[::1]:5433/db", [("::1", 5433)]),
        ("[2001:db8::1],[2001:db8::2]:2/db", [("2001:db8::1", None), ("2001:db8::2", 2)]),
        ("/db?host=/run/postgresql", [("/run/postgresql", None)]),
        ("%2Frun%2Fpostgresql/db", [("/run/postgresql", None)]),
        ("/db?host=/run/postgresql&port=5433", [("/run/postgresql", 5433)]),
        ("/db?host=a,b&port=1,2", [("a", 1), ("b", 2)]),
        (
            "/db?host=/run/postgresql,[::1],c&port=1,,3",
            [("/run/postgresql", 1), ("::1", None), ("c", 3)],
        ),
        ("/db?host=a:1&host=b:2", [("a", 1), ("b", 2)]),
    ],
)
def test_hosts_are_parsed_as_by_libpq(rest: str, hosts: list[Any]) -> None:
    servers = postgres(f"postgresql://{rest}")
    assert list(servers.hosts) == hosts


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+asyncpg"])
def test_user_password_and_database_are_decoded(scheme: str) -> None:
    servers = postgres(f"{scheme}://an%40na:p%2Fa%3As%25s%3F+@h/d%20b")
    arguments = servers.arguments
    assert (arguments["user"], arguments["password"], arguments["database"]) == (
        "an@na",
        "p/a:s%s?+",
        "d b",
    )
    assert "p/a:s" not in repr(servers)
    arguments = postgres(f"{scheme}:///?user=u&password=p&dbname=d").arguments
    assert (arguments["user"], arguments["password"], arguments["database"]) == ("u", "p", "d")
    arguments = postgres(f"{scheme}://h").arguments
    # The driver's defaults, which come from the environment.
    assert (arguments["user"], arguments["password"], arguments["database"]) == (None, None, None)


def test_parameters_get_the_driver_s_names_and_types(tmp_path: Path) -> None:
    certificate = tmp_path / "root + 1.crt"
    certificate.touch()
    servers = postgres(
        "postgresql://h/db?connect_timeout=3&command_timeout=2.5&statement_cache_size=0&"
        f"application_name=a+b%20c&options=-c%20statement_timeout=5s&sslmode=verify-full&"
        f"sslrootcert={certificate}&target_session_attrs=primary"
    )
    arguments = dict(servers.arguments)
    dsn = urlsplit(arguments.pop("dsn"))
    assert (dsn.scheme, dsn.netloc) == ("postgresql", "")
    assert parse_qs(dsn.query) == {"sslmode": ["verify-full"], "sslrootcert": [str(certificate)]}
    assert arguments == {
        "timeout": 3.0,
        "command_timeout": 2.5,
        "statement_cache_size": 0,
        "server_settings": {"application_name": "a+b c", "options": "-c statement_timeout=5s"},
        "user": None,
        "password": None,
        "database": "db",
    }
    assert (servers.session_attributes, servers.shares_sessions) == ("primary", True)


def test_omitted_parameters_have_defaults() -> None:
    one = postgres("postgresql://h/db")
    assert one.arguments["server_settings"] == {"application_name": "textgate"}
    assert (one.arguments["timeout"], one.arguments["dsn"]) == (10.0, None)
    assert (one.session_attributes, one.shares_sessions) == ("any", False)
    assert postgres("postgresql://a,b/db").session_attributes == "read-write"
    assert postgres("postgresql://h/db?connect_timeout=0").arguments["timeout"] is None
    assert postgres("postgresql://h/db?ssl=require").arguments["dsn"].endswith("sslmode=require")


REFUSED = {
    "postgresql://u:hunter2@h/db?keepalives=1": "parameter keepalives, which is not supported",
    "postgresql://u:hunter2@h/db?channel_binding=require": "parameter channel_binding, which",
    "postgresql://u:hunter2@h/db?hunter2": "a parameter that is not supported",
    "postgresql://u:a?hunter=2@h/db": "a parameter that is not supported",
    "postgresql://u:1?hunter=2@h/db": "a parameter that is not supported",
    "postgresql://h/db?sslmode": "no value for the parameter sslmode",
    "postgresql://h/db?sslmode=hunter2": "one of these for sslmode: disable, allow, prefer",
    "postgresql://h/db?target_session_attrs=hunter2": "one of these for target_session_attrs",
    "postgresql://h/db?connect_timeout=hunter2": "a number of seconds for connect_timeout",
    "postgresql://h/db?connect_timeout=-1": "a number of seconds for connect_timeout",
    "postgresql://h/db?statement_cache_size=1.5": "a whole number for statement_cache_size",
    "postgresql://h/db?command_timeout=": "a number of seconds for command_timeout",
    "postgresql://h/db?sslrootcert=/hunter2": "a file that can be read for sslrootcert",
    "postgresql://h:0/db": "a port that is not a number from 1 to 65535",
    "postgresql://h:65536/db": "a port that is not a number from 1 to 65535",
    "postgresql://h:1,g:hunter2/db": "a port that is not a number from 1 to 65535",
    "postgresql://a,b,c/db?port=1,2": "one port, or as many ports as hosts",
    "postgresql://a,,b/db": "several hosts, one of which is empty",
    "postgresql://::1/db": "a host with two colons",
    "postgresql://[::1/db": "an IPv6 address that cannot be read",
    "postgresql://u:hunter@2@h/db": "write @, :, / and ? in a password as %40",
    "postgresql://u:hunter/2@h/db": "write @, :, / and ? in a password as %40",
    "postgresql://u:hunter%2@h/db": "a % that is not followed by a character's code",
    "postgresql://u:hunter%00@h/db": "a % that is not followed by a character's code",
    "postgresql://u:hunter%ff@h/db": "not UTF-8",
    "mysql://u:hunter2@h/db": "must begin with postgresql:// or sqlite:///",
    "sqlite:////x.sqlite3?hunter2=1": "takes no parameters",
    "sqlite://x/hunter2.sqlite3": "three slashes, or four for a full path",
    "sqlite:///:memory:": "must name a file",
}


@pytest.mark.parametrize("url", REFUSED)
def test_an_unusable_url_is_refused_without_repeating_its_values(url: str) -> None:
    with pytest.raises(UrlError) as error:
        parse_url(url)
    assert REFUSED[url] in str(error.value)
    assert "hunter" not in str(error.value)
    assert "\n" not in str(error.value)


def test_the_error_about_a_parameter_lists_the_supported_ones() -> None:
    with pytest.raises(UrlError) as error:
        parse_url("postgresql://h/db?sslcompression=1")
    assert str(error.value) == (
        "has the parameter sslcompression, which is not supported. Supported are: application_name, "
        "command_timeout, connect_timeout, dbname, gsslib, host, krbsrvname, max_cacheable_statement_size, "
        "max_cached_statement_lifetime, options, passfile, password, port, ssl_max_protocol_version, "
        "ssl_min_protocol_version, sslcert, sslcrl, sslkey, sslmode, sslnegotiation, sslpassword, "
        "sslrootcert, statement_cache_size, target_session_attrs, user"
    )


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite:////var/lib/x.sqlite3", "/var/lib/x.sqlite3"),
        ("sqlite:///x.sqlite3", "x.sqlite3"),
        ("sqlite+aiosqlite:////var/100%25%3F.sqlite3", "/var/100%?.sqlite3"),
    ],
)
def test_a_sqlite_url_names_a_path(url: str, path: str) -> None:
    file = parse_url(url)
    assert isinstance(file, SqliteFile)
    assert file.path == path


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize(
    ("query", "name"), [("", "textgate"), ("?application_name=desk%201", "desk 1")]
)
async def test_the_server_sees_the_application_name(
    database_url: str, query: str, name: str
) -> None:
    database = Database(database_url + query)
    statement = "SELECT application_name FROM pg_stat_activity WHERE pid = pg_backend_pid()"

    def read() -> StatementProgram:
        rows = yield Statement(statement, [], AccessPath.RANGE)
        return rows[0][0]

    assert await database.run(read()) == name
    async with database.write() as connection:
        assert (await connection.execute(text(statement))).scalar_one() == name
    await database.close()
