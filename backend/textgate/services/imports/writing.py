"""Writes a batch of rows: one SELECT of stored rows, one INSERT of new rows, one UPDATE of changed rows."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Table, Update, bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.audit import Event
from textgate.domain.clock import Clock
from textgate.domain.viewer import operator
from textgate.services.accounts import accounts
from textgate.services.accounts.accounts import default_location, derived, new_account
from textgate.services.audit import audit_log
from textgate.services.imports.columns import LOCATION_COLUMNS, PRACTICE_COLUMNS
from textgate.services.imports.rows import CleanRow, reparse_region
from textgate.services.senders import senders
from textgate.services.senders.senders import new_sender, sender_derived
from textgate.storage.database import Database
from textgate.storage.prepared_write import PreparedWrite
from textgate.storage.tables import SenderKind, account, sender

TRIES = 3
_IMPORTED = frozenset((*PRACTICE_COLUMNS, *LOCATION_COLUMNS)) - {"account_external_id"}
_IMMUTABLE = frozenset(
    {"id", "partner_id", "account_id", "kind", "is_default", "created_at", "number_statuses"}
)


@dataclass(slots=True)
class Counts:
    """How many rows of one file had which result."""

    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: int = 0


class BatchWriter:
    def __init__(self, database: Database, clock: Clock, partner_id: UUID) -> None:
        self._database = database
        self._clock = clock
        self._partner_id = partner_id

    async def write_accounts(self, rows: list[CleanRow], counts: Counts) -> None:
        await _retry_on_race(lambda: self._write_accounts(rows, counts))

    async def write_locations(self, rows: list[CleanRow], counts: Counts) -> None:
        await _retry_on_race(lambda: self._write_locations(rows, counts))

    async def _write_accounts(self, rows: list[CleanRow], counts: Counts) -> None:
        now = self._clock()
        async with self._database.write() as connection:
            stored = await self._accounts(
                connection, {row.external_id for row in rows}, to_change=True
            )
            for row in rows:
                reparse_region(row, stored.get(row.external_id, {}).get("country_code"))
            new = [
                new_account(self._partner_id, row.values, now)
                for row in rows
                if row.external_id not in stored
            ]
            if new:
                await _NEW_ACCOUNTS.execute(connection, new)
                await _NEW_SENDERS.execute(connection, [default_location(row) for row in new])
            changed = [
                {**changed_row, **derived(changed_row), "updated_at": now}
                for row in rows
                if (changed_row := _changed(stored.get(row.external_id), row.values)) is not None
            ]
            await self._update(connection, _CHANGED_ACCOUNTS, changed)
            await self._record(
                connection,
                [accounts.created(row, _values(row)) for row in new]
                + [accounts.updated(stored[row["external_id"]], _values(row)) for row in changed],
            )
        _count(counts, len(rows), len(new), len(changed))

    async def _write_locations(self, rows: list[CleanRow], counts: Counts) -> None:
        now = self._clock()
        async with self._database.write() as connection:
            owners = await self._accounts(
                connection, {row.values["account_external_id"] for row in rows}
            )
            accepted = [
                (owners[owner]["id"], row)
                for row in rows
                if (owner := row.values["account_external_id"]) in owners
            ]
            stored = await self._locations(
                connection, [(account_id, row.external_id) for account_id, row in accepted]
            )
            for account_id, row in accepted:
                stored_row = stored.get((account_id, row.external_id), {})
                reparse_region(row, stored_row.get("country_code"))
            new = [
                new_sender(self._partner_id, account_id, SenderKind.LOCATION, _own(row), now)
                for account_id, row in accepted
                if (account_id, row.external_id) not in stored
            ]
            if new:
                await _NEW_SENDERS.execute(connection, new)
            changed = [
                {**changed_row, **sender_derived(changed_row), "updated_at": now}
                for account_id, row in accepted
                if (changed_row := _changed(stored.get((account_id, row.external_id)), _own(row)))
                is not None
            ]
            await self._update(connection, _CHANGED_SENDERS, changed)
            await self._record(
                connection,
                [senders.created(row, _values(row)) for row in new]
                + [
                    senders.updated(stored[row["account_id"], row["external_id"]], _values(row))
                    for row in changed
                ],
            )
        for row in rows:
            if (owner := row.values["account_external_id"]) not in owners:
                row.refuse("account_external_id", owner, "Account does not exist.")
        _count(counts, len(accepted), len(new), len(changed))

    async def _record(self, connection: AsyncConnection, events: list[Event]) -> None:
        await audit_log.record(connection, operator(self._partner_id), self._clock(), *events)

    async def _accounts(
        self, connection: AsyncConnection, external_ids: set[str], *, to_change: bool = False
    ) -> dict[str, Mapping[str, Any]]:
        statement = select(account).where(
            account.c.partner_id == self._partner_id, account.c.external_id.in_(external_ids)
        )
        if to_change:
            statement = _locked(statement, account)
        result = (await connection.execute(statement)).mappings()
        return {row["external_id"]: {**row} for row in result}

    async def _locations(
        self, connection: AsyncConnection, keys: list[tuple[UUID, str]]
    ) -> dict[tuple[UUID, str], Mapping[str, Any]]:
        statement = select(sender).where(
            sender.c.partner_id == self._partner_id,
            sender.c.kind == SenderKind.LOCATION,
            sender.c.account_id.in_({account_id for account_id, _ in keys}),
            sender.c.external_id.in_({external_id for _, external_id in keys}),
        )
        result = (await connection.execute(_locked(statement, sender))).mappings()
        return {(row["account_id"], row["external_id"]): {**row} for row in result}

    async def _update(
        self, connection: AsyncConnection, statement: PreparedWrite, rows: list[dict[str, Any]]
    ) -> None:
        if rows:
            await statement.execute(
                connection,
                [
                    {"of_id": row["id"], "of_partner_id": self._partner_id}
                    | {
                        f"new_{name}": value
                        for name, value in row.items()
                        if name not in _IMMUTABLE
                    }
                    for row in rows
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


_NEW_ACCOUNTS = PreparedWrite(lambda _: insert(account))
_NEW_SENDERS = PreparedWrite(lambda _: insert(sender))
_CHANGED_ACCOUNTS = PreparedWrite(lambda _: _update(account))
_CHANGED_SENDERS = PreparedWrite(lambda _: _update(sender))


def _locked(statement: Select[Any], table: Table) -> Select[Any]:
    # The lock prevents lost updates. The order prevents deadlocks between two imports.
    return statement.order_by(table.c.id).with_for_update(key_share=True)


async def _retry_on_race(write: Callable[[], Awaitable[None]]) -> None:
    """Write a batch. Retry if a concurrent transaction has inserted one of its rows."""
    for _ in range(TRIES - 1):
        try:
            return await write()
        except IntegrityError:
            continue
    return await write()


def _values(row: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a row that an import can set."""
    return {name: value for name, value in row.items() if name in _IMPORTED}


def _own(row: CleanRow) -> dict[str, str]:
    """The values of a location without the key of its account."""
    return {
        column: value for column, value in row.values.items() if column != "account_external_id"
    }


def _changed(
    stored_row: Mapping[str, Any] | None, values: Mapping[str, str]
) -> dict[str, Any] | None:
    """The updated row. None if there is no stored row or nothing differs."""
    if stored_row is None or all(stored_row[column] == value for column, value in values.items()):
        return None
    return {**stored_row, **values}


def _count(counts: Counts, written: int, created: int, updated: int) -> None:
    counts.created += created
    counts.updated += updated
    counts.unchanged += written - created - updated
