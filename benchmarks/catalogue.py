"""The measured servers: Textgate and its peers, with their commands, settings and response mappings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks import mapping
from benchmarks.paths import INSTALLED, PEERS, QUERIES, TEXTGATE, TOP, environment

# No rate limits: the benchmark has a single partner and needs every request answered.
GENEROUS = {
    "TEXTGATE_POINTS_PER_SECOND": "1000000000",
    "TEXTGATE_POINTS_AT_ONCE": "1000000000",
    "TEXTGATE_TEXTS_PER_ACCOUNT_AND_DAY": "1000000000",
    "TEXTGATE_TEXTS_PER_RECIPIENT_AND_HOUR": "1000000000",
    # No request log: the peers write none either.
    "TEXTGATE_LOG_LEVEL": "warning",
    "TEXTGATE_WORKER_ENABLED": "false",
}
POSTGRAPHILE_READER = "bench_reader"
_NODE = INSTALLED / "node" / "bin" / "node"
_PYTHON = INSTALLED / "python" / "bin" / "python"

Settings = Callable[[int, str, Path], Mapping[str, str]]
"""Returns the environment for a port, a database URL and the server's own directory."""


def _textgate_settings(port: int, url: str, directory: Path) -> dict[str, str]:
    return {
        **GENEROUS,
        "TEXTGATE_PORT": str(port),
        "TEXTGATE_DATABASE_URL": url,
        "TEXTGATE_DATA_DIR": str(directory),
    }


def _sqlite_settings(port: int, url: str, _: Path) -> dict[str, str]:
    path = url.removeprefix("sqlite:///")
    return {"BENCH_PORT": str(port), "BENCH_SQLITE": path, "NODE_ENV": "production"}


def _postgres_settings(port: int, url: str, _: Path) -> dict[str, str]:
    reader = url.replace("postgres@", f"{POSTGRAPHILE_READER}@")
    return {
        "BENCH_PORT": str(port),
        "BENCH_POSTGRES": reader,
        "NODE_ENV": "production",
        "GRAPHILE_ENV": "production",
    }


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers Q1, Q2 and Q3 over HTTP."""

    name: str
    title: str
    database: str
    command: tuple[str | Path, ...]
    settings: Settings
    directory: Path = TOP
    documents: Path = QUERIES
    map_data: Callable[[str, Any], Any] = mapping.unchanged
    map_variables: Callable[[Mapping[str, Any]], Mapping[str, Any]] = dict
    has_own_cursors: bool = False
    packages: tuple[str, ...] = field(default=())
    """The packages whose versions the page lists."""

    def environment(self, port: int, url: str, directory: Path) -> dict[str, str]:
        return {**environment(), **self.settings(port, url, directory)}

    def document(self, query: str) -> str:
        return (self.documents / f"{query}.graphql").read_text(encoding="utf-8")

    @property
    def is_textgate(self) -> bool:
        return self.command[0] == TEXTGATE

    @property
    def runtime(self) -> str:
        """The runtime that must be installed for it: `node`, `python` or none."""
        return {_NODE: "node", _PYTHON: "python"}.get(Path(self.command[0]), "")


SERVERS = (
    Server("textgate", "Textgate", "sqlite", (TEXTGATE, "serve"), _textgate_settings),
    Server(
        "textgate-postgres",
        "Textgate on PostgreSQL",
        "postgres",
        (TEXTGATE, "serve"),
        _textgate_settings,
    ),
    Server(
        "mercurius",
        "Mercurius + jit",
        "sqlite",
        (_NODE, "mercurius.js"),
        _sqlite_settings,
        PEERS / "node",
        packages=("mercurius", "graphql-jit", "fastify", "better-sqlite3"),
    ),
    Server(
        "yoga",
        "GraphQL Yoga",
        "sqlite",
        (_NODE, "yoga.js"),
        _sqlite_settings,
        PEERS / "node",
        packages=("graphql-yoga", "graphql", "dataloader", "better-sqlite3"),
    ),
    Server(
        "ariadne",
        "Ariadne",
        "sqlite",
        (_PYTHON, "ariadne_peer.py"),
        _sqlite_settings,
        PEERS / "python",
        packages=("ariadne", "graphql-core", "aiodataloader", "uvicorn", "uvloop"),
    ),
    Server(
        "strawberry",
        "Strawberry, idiomatic",
        "sqlite",
        (_PYTHON, "strawberry_peer.py"),
        _sqlite_settings,
        PEERS / "python",
        packages=("strawberry-graphql", "sqlalchemy", "aiosqlite"),
    ),
    Server(
        "postgraphile",
        "PostGraphile",
        "postgres",
        (_NODE, "server.js"),
        _postgres_settings,
        PEERS / "postgraphile",
        PEERS / "postgraphile",
        mapping.map_postgraphile_data,
        mapping.map_postgraphile_variables,
        has_own_cursors=True,
        packages=("postgraphile", "grafast", "grafserv", "pg"),
    ),
)
BY_NAME = {server.name: server for server in SERVERS}


def reference_of(server: Server) -> Server:
    """Textgate on the same database."""
    return next(item for item in SERVERS if item.is_textgate and item.database == server.database)
