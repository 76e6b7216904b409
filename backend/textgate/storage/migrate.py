"""Migrates a database to the newest schema, in-process and before the server starts."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path

import structlog
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from textgate.private_files import SECURE_DELETE, create_database, make_directory
from textgate.storage import postgres, sqlite_statistics
from textgate.storage.outages import is_outage
from textgate.storage.sqlite_cursor import connect
from textgate.storage.tables import email_directory, metadata
from textgate.storage.urls import SqliteFile, parse_url

log = structlog.get_logger(__name__)

MIGRATIONS = Path(__file__).parent / "migrations"
# An arbitrary key that nothing else in the database locks.
_LOCK = 7_482_001
WAL_TRIES = 200
WAL_PAUSE = 0.05
# Longer than a cluster takes to fail over by default: 30 seconds with Patroni.
START_PATIENCE = 60.0
START_PAUSE = 1.0


async def upgrade_at_start(url: str) -> None:
    """As `upgrade`, but wait for a database server that is away, and raise the outage after START_PATIENCE
    seconds. An outage of a SQLite file is raised at once."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + START_PATIENCE
    is_file = isinstance(parse_url(url), SqliteFile)
    tries = 0
    while True:
        try:
            await upgrade(url)
        except Exception as error:
            if is_file or not is_outage(error) or loop.time() + START_PAUSE > deadline:
                raise
            if tries == 0:
                seconds = round(deadline - loop.time())
                log.warning("waiting_for_database", error=type(error).__name__, seconds=seconds)
            tries += 1
            await asyncio.sleep(START_PAUSE)
        else:
            if tries:
                log.info("database_found", tries=tries)
            return


async def upgrade(url: str) -> None:
    """Apply missing migrations. Of two processes that start at once, the second waits, then finds none missing.
    Raises UnknownSchema.

    It has an engine of its own without the application's settings: SQLite must not check foreign keys, which
    are broken for a moment when a table is rebuilt.
    """
    target = parse_url(url)
    if isinstance(target, SqliteFile):
        # The file contains patients' numbers: only its owner may read it.
        make_directory(Path(target.path).parent)
        create_database(target.path)
        engine = create_async_engine(target.url, async_creator=partial(connect, target.path))
    else:
        engine = postgres.engine(target)
    try:
        async with engine.connect() as connection:
            if connection.dialect.name == "sqlite":
                await connection.exec_driver_sql(SECURE_DELETE)
                await connection.rollback()
            if not await connection.run_sync(_is_newest):
                if connection.dialect.name == "sqlite":
                    await _use_wal(connection)
                await connection.run_sync(_upgrade)
            elif connection.dialect.name == "sqlite":
                # An operator may have run ANALYZE on tables that were still empty.
                await connection.run_sync(sqlite_statistics.describe, metadata)
                await connection.commit()
    finally:
        await engine.dispose()


async def _use_wal(connection: AsyncConnection) -> None:
    """SQLite does not wait for this lock. Of two processes that switch a new file, one must retry."""
    for tries_left in reversed(range(WAL_TRIES)):
        try:
            await connection.exec_driver_sql("PRAGMA journal_mode=WAL")
            break
        except OperationalError:
            if not tries_left:
                raise
            await asyncio.sleep(WAL_PAUSE)
        finally:
            await connection.rollback()


class UnknownSchema(Exception):
    """The database was made by a version of Textgate that this one cannot upgrade."""


def _is_newest(connection: Connection) -> bool:
    """Whether no migration is missing, decided without Alembic, which takes longer to load than the rest of the
    start. Files of migrations begin with their revision. Raises UnknownSchema."""
    known = {path.name.partition("_")[0] for path in MIGRATIONS.glob("versions/[0-9]*.py")}
    found = _revision(connection)
    if found is not None and (found not in known or not _has_directories(connection)):
        raise UnknownSchema(
            "This version cannot upgrade the database, which was made before the first release or by a newer "
            "version. Start with a new database, or use the version that made this one."
        )
    return found == max(known)


def _revision(connection: Connection) -> str | None:
    try:
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    except DBAPIError:
        found = None
    connection.rollback()
    return found


def _has_directories(connection: Connection) -> bool:
    """Whether the first migration is that of the first release: an earlier one had the same revision."""
    return inspect(connection).has_table(email_directory.name)


def _upgrade(connection: Connection) -> None:
    # Imported here: Alembic is slow to load, and only migrating needs it.
    from alembic import command
    from alembic.config import Config

    is_sqlite = connection.dialect.name == "sqlite"
    if is_sqlite:
        connection.exec_driver_sql("PRAGMA busy_timeout=60000")
        connection.rollback()
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    if is_sqlite:
        sqlite_statistics.describe(connection, metadata)
    connection.commit()
