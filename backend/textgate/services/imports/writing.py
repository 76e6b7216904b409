"""Writes a batch of rows: one SELECT of stored rows, one INSERT of new rows, one UPDATE of changed rows."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Table, Update, bindparam, insert, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.audit import Event
from textgate.domain.clock import Clock
from textgate.domain.imports import ImportKind, RowOutcome
from textgate.domain.viewer import Viewer
from textgate.services.account_requests.closing import close_for_details
from textgate.services.accounts import accounts
from textgate.services.accounts.accounts import default_location
from textgate.services.audit import audit_log
from textgate.services.imports.columns import LOCATION_COLUMNS, PRACTICE_COLUMNS
from textgate.services.imports.planning import Counts, PlannedRow, plan
from textgate.services.imports.rows import CleanRow
from textgate.services.senders import senders
from textgate.storage.database import Database
from textgate.storage.prepared_write import PreparedWrite
from textgate.storage.tables import account, sender

TRIES = 3
ROWS_AT_ONCE = 250
"""Of an INSERT on SQLite."""
_IMPORTED = frozenset((*PRACTICE_COLUMNS, *LOCATION_COLUMNS)) - {"account_external_id"}
_IMMUTABLE = frozenset(
    {"id", "partner_id", "account_id", "kind", "is_default", "created_at", "number_statuses"}
)

Save = Callable[[AsyncConnection, Counts], Awaitable[None]]
"""Stores an import's progress in the transaction of a batch."""


class BatchWriter:
    """Writes for one caller, who is the actor in the audit log."""

    def __init__(self, database: Database, clock: Clock, viewer: Viewer) -> None:
        self._database = database
        self._clock = clock
        self._viewer = viewer

    async def write(
        self, kind: ImportKind, rows: Sequence[CleanRow], save: Save | None = None
    ) -> Counts:
        """Write a batch, and `save` in the same transaction. Retries if a concurrent transaction has inserted
        one of its rows. Raises AuthorityLost."""
        for _ in range(TRIES - 1):
            try:
                return await self._write(kind, rows, save)
            except IntegrityError:
                continue
        return await self._write(kind, rows, save)

    async def _write(self, kind: ImportKind, rows: Sequence[CleanRow], save: Save | None) -> Counts:
        now = self._clock()
        async with self._database.write() as connection:
            planned = await plan(
                connection, self._viewer.partner_id, kind, rows, now, to_change=True
            )
            if kind is ImportKind.ACCOUNTS:
                events = await _write_accounts(connection, planned)
                changed_ids = [row.after["id"] for row in _split(planned)[1]]
                if changed_ids:
                    viewer = self._viewer
                    events += await close_for_details(connection, viewer, now, changed_ids)
            else:
                events = await _write_locations(connection, planned)
            counts = Counts.of(planned)
            if save is not None:
                await save(connection, counts)
            await audit_log.record(connection, self._viewer, now, *events)
        return counts


async def _write_accounts(
    connection: AsyncConnection, planned: Sequence[PlannedRow]
) -> list[Event]:
    new, changed = _split(planned)
    if new:
        await _NEW_ACCOUNTS.execute(connection, [row.after for row in new])
        await _NEW_SENDERS.execute(connection, [default_location(row.after) for row in new])
    await _update_rows(connection, _CHANGED_ACCOUNTS, changed)
    return [
        *(accounts.created(row.after, _values(row.after)) for row in new),
        *(accounts.updated(row.before, _values(row.after)) for row in changed),
    ]


async def _write_locations(
    connection: AsyncConnection, planned: Sequence[PlannedRow]
) -> list[Event]:
    new, changed = _split(planned)
    if new:
        await _NEW_SENDERS.execute(connection, [row.after for row in new])
    await _update_rows(connection, _CHANGED_SENDERS, changed)
    return [
        *(senders.created(row.after, _values(row.after)) for row in new),
        *(senders.updated(row.before, _values(row.after)) for row in changed),
    ]


def _split(planned: Sequence[PlannedRow]) -> tuple[list[PlannedRow], list[PlannedRow]]:
    """The rows to insert, and those to update."""
    return (
        [row for row in planned if row.outcome is RowOutcome.CREATED],
        [row for row in planned if row.outcome is RowOutcome.UPDATED],
    )


async def _update_rows(
    connection: AsyncConnection, statement: PreparedWrite, changed: Sequence[PlannedRow]
) -> None:
    if changed:
        await statement.execute(
            connection,
            [
                {"of_id": row.after["id"], "of_partner_id": row.after["partner_id"]}
                | {
                    f"new_{name}": value
                    for name, value in row.after.items()
                    if name not in _IMMUTABLE
                }
                for row in changed
            ],
        )


def _update(table: Table) -> Update:
    """UPDATE all mutable columns of a row."""
    return (
        update(table)
        .where(table.c.id == bindparam("of_id"), table.c.partner_id == bindparam("of_partner_id"))
        .values(
            {
                column: bindparam(f"new_{column.name}", type_=column.type)
                for column in table.c
                if column.name not in _IMMUTABLE
            }
        )
    )


_NEW_ACCOUNTS = PreparedWrite(lambda _: insert(account), rows_at_once=ROWS_AT_ONCE)
_NEW_SENDERS = PreparedWrite(lambda _: insert(sender), rows_at_once=ROWS_AT_ONCE)
_CHANGED_ACCOUNTS = PreparedWrite(lambda _: _update(account))
_CHANGED_SENDERS = PreparedWrite(lambda _: _update(sender))


def _values(row: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a row that an import can set."""
    return {name: value for name, value in row.items() if name in _IMPORTED}
