"""Reads from PostgreSQL on connections that are lent for one statement each.

To take a connection from asyncpg's pool costs a third of the picker's CPU time, and more from SQLAlchemy's.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

import orjson

from textgate.storage.postgres import connect
from textgate.storage.statement_program import AccessPath, Rows, Statement, StatementProgram
from textgate.storage.urls import PostgresServers

if TYPE_CHECKING:
    import asyncpg

MAX_CONNECTIONS_IN_USE = 10
CLOSE_SECONDS = 2.0
"""How long a server may take to end a connection."""


_SETTINGS_BY_PATH = {
    # Planning a lookup takes longer than running it, and one plan fits all keys.
    AccessPath.LOOKUP: ("SET plan_cache_mode = force_generic_plan",),
    AccessPath.RANGE: (),
    # A plan for any words is wrong for common ones: searches for a name that all locations have took 650 ms.
    AccessPath.SCAN: ("SET plan_cache_mode = force_custom_plan",),
}


class PostgresReads:
    """Runs programs, one statement after another on any free connection."""

    def __init__(self, servers: PostgresServers) -> None:
        self._pools = {
            path: ReadPool(servers, *settings) for path, settings in _SETTINGS_BY_PATH.items()
        }
        self._in_use = asyncio.Semaphore(MAX_CONNECTIONS_IN_USE)

    async def rows(self, statement: Statement) -> Rows:
        async with self._in_use:
            return await self._pools[statement.access_path].rows(statement)

    async def run(self, program: StatementProgram, first: Statement) -> Any:
        statement = first
        while True:
            rows = await self.rows(statement)
            try:
                statement = program.send(rows)
            except StopIteration as done:
                return done.value

    def reconnect(self) -> None:
        for pool in self._pools.values():
            pool.reconnect()

    async def close(self) -> None:
        for pool in self._pools.values():
            await pool.close()


class ReadPool:
    """Read-only connections with the same settings. It opens as many as are needed at once."""

    def __init__(self, servers: PostgresServers, *settings: str) -> None:
        self._servers = servers
        # Set after connecting: the driver takes a read-only session for a server that is not read-write.
        self._settings = "; ".join(("SET default_transaction_read_only = on", *settings))
        self._idle: list[asyncpg.Connection[Any]] = []
        self._closed_errors: tuple[type[Exception], ...] = ()
        """What the driver raises on a connection that the server has closed."""

    async def rows(self, statement: Statement) -> Rows:
        """Retries once if the server has closed the connection since it was last used."""
        if self._idle:
            try:
                return await self._fetch(self._idle.pop(), self._idle, statement)
            except self._closed_errors:
                # The other connections are probably closed as well.
                self.reconnect()
        # Before connecting: after a concurrent `reconnect` this connection is not kept.
        idle = self._idle
        return await self._fetch(await self._connect(), idle, statement)

    async def _fetch(
        self,
        connection: asyncpg.Connection[Any],
        idle: list[asyncpg.Connection[Any]],
        statement: Statement,
    ) -> Rows:
        try:
            if self._servers.shares_sessions:
                async with connection.transaction(readonly=True):
                    rows = await connection.fetch(statement.text, *statement.parameters)
            else:
                rows = await connection.fetch(statement.text, *statement.parameters)
        except BaseException:
            # Its protocol state is unknown.
            connection.terminate()
            raise
        if idle is self._idle:
            idle.append(connection)
        else:
            connection.terminate()
        return cast(Rows, rows)

    def reconnect(self) -> None:
        idle, self._idle = self._idle, []
        for connection in idle:
            connection.terminate()

    async def _connect(self) -> asyncpg.Connection[Any]:
        from asyncpg import exceptions

        self._closed_errors = (
            *(ConnectionError, exceptions.PostgresConnectionError, exceptions.InterfaceError),
            *(exceptions.AdminShutdownError, exceptions.CrashShutdownError),
            exceptions.IdleSessionTimeoutError,
            # The driver raises it while the server's last message arrives.
            exceptions.InternalClientError,
        )
        connection = await connect(self._servers)
        try:
            if not self._servers.shares_sessions:
                await connection.execute(self._settings)
            for kind in ("json", "jsonb"):
                await connection.set_type_codec(
                    kind, schema="pg_catalog", encoder=_to_json, decoder=orjson.loads
                )
        except BaseException:
            connection.terminate()
            raise
        return connection

    async def close(self) -> None:
        idle, self._idle = self._idle, []
        for connection in idle:
            # A silent server must not delay the end.
            with suppress(OSError):
                await connection.close(timeout=CLOSE_SECONDS)


def _to_json(value: Any) -> str:
    return orjson.dumps(value).decode()
