"""Connects to PostgreSQL: to the first host that answers and has the attributes that the URL requires."""

from __future__ import annotations

import os
import ssl
from typing import TYPE_CHECKING, Any

from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from textgate.storage.outages import is_outage
from textgate.storage.urls import PostgresServers

if TYPE_CHECKING:
    import asyncpg


class NoServer(ConnectionError):
    """No host can be used. The message says why for each, without users and passwords."""


async def connect(servers: PostgresServers) -> asyncpg.Connection[Any]:
    """Each host has its own timeout, so that a silent one does not block the others. Raises NoServer if no host
    can be used now, and any other error, such as a wrong password, at once."""
    # Imported here: an installation for SQLite does not have it.
    import asyncpg

    # The driver's own prefer-standby compares only the hosts of one call.
    required = servers.session_attributes
    passes = ("standby", "any") if required == "prefer-standby" else (required,)
    for attributes in passes:
        failures = []
        for host, port in servers.hosts:
            target = {"host": host, "port": port, "target_session_attrs": attributes}
            try:
                connection: asyncpg.Connection[Any] = await asyncpg.connect(
                    **{**servers.arguments, **target}
                )
                return connection
            except Exception as error:
                if not is_outage(error):
                    raise
                failures.append((f"{host or 'default host'}:{port or 5432}", error))
    reasons = "; ".join(f"{host}: {_reason(error, required)}" for host, error in failures)
    raise NoServer(reasons) from failures[-1][1]


def engine(servers: PostgresServers, **options: Any) -> AsyncEngine:
    """An engine over these connections."""
    driver: dict[str, Any] = {"async_creator_fn": lambda: connect(servers)}
    if "statement_cache_size" in servers.arguments:
        driver["prepared_statement_cache_size"] = servers.arguments["statement_cache_size"]
    if servers.shares_sessions:
        # Unnamed statements end with the transaction.
        driver["prepared_statement_name_func"] = lambda: ""
    # Without hosts in its URL: the creator has them.
    return create_async_engine("postgresql+asyncpg://", connect_args=driver, **options)


def _reason(error: BaseException, required: str) -> str:
    from asyncpg.exceptions import TargetServerAttributeNotMatched

    if isinstance(error, TimeoutError):
        return "no answer in time"
    if isinstance(error, OSError):
        # Event loops word it differently. TLS and DNS errors have numbers that are no errno.
        has_number = not isinstance(error, ssl.SSLError) and (error.errno or 0) > 0
        known = os.strerror(error.errno or 0) if has_number else error.strerror
        return known or str(error) or type(error).__name__
    if isinstance(error, TargetServerAttributeNotMatched):
        return f"it answers, but is not {required}"
    # The driver adds details and hints on further lines.
    return str(error).partition("\n")[0]
