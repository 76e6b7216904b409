"""Writes a batch of rows: one look at what is there, one INSERT for all that is new, one UPDATE for all
that differs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Table, bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.clock import Clock
from textgate.services.accounts import default_location, derived, new_account
from textgate.services.imports.rows import CleanRow
from textgate.services.senders import new_sender, sender_derived
from textgate.storage.database import Database
from textgate.storage.tables import SenderKind, account, sender

_KEPT = frozenset({"id", "partner_id", "account_id", "kind", "is_default", "created_at"})


@dataclass(slots=True)
class Counts:
    """How the rows of one file fared."""

    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: int = 0


class Writer:
    def __init__(self, database: Database, clock: Clock, partner_id: UUID) -> None:
        self._database = database
        self._clock = clock
        self._partner_id = partner_id

    async def write_accounts(self, rows: list[CleanRow], counts: Counts) -> None:
        now = self._clock()
        async with self._database.write() as connection:
            known = await self._accounts(connection, {row.external_id for row in rows})
            new = [
                new_account(self._partner_id, row.values, now)
                for row in rows
                if row.external_id not in known
            ]
            if new:
                await connection.execute(insert(account), new)
                await connection.execute(insert(sender), [default_location(row) for row in new])
            changed = [
                {**changed_row, **derived(changed_row), "updated_at": now}
                for row in rows
                if (changed_row := _changed(known.get(row.external_id), row.values)) is not None
            ]
            await _update(connection, account, changed)
        _count(counts, len(rows), len(new), len(changed))

    async def write_locations(self, rows: list[CleanRow], counts: Counts) -> None:
        now = self._clock()
        async with self._database.write() as connection:
            owners = await self._accounts(
                connection, {row.values["account_external_id"] for row in rows}
            )
            placed = []
            for row in rows:
                owner = row.values.pop("account_external_id")
                if owner in owners:
                    placed.append((owners[owner]["id"], row))
                else:
                    row.refuse("account_external_id", owner, "there is no such account")
            known = await _locations(
                connection, [(account_id, row.external_id) for account_id, row in placed]
            )
            new = [
                new_sender(self._partner_id, account_id, SenderKind.LOCATION, row.values, now)
                for account_id, row in placed
                if (account_id, row.external_id) not in known
            ]
            if new:
                await connection.execute(insert(sender), new)
            changed = [
                {**changed_row, **sender_derived(changed_row), "updated_at": now}
                for account_id, row in placed
                if (changed_row := _changed(known.get((account_id, row.external_id)), row.values))
                is not None
            ]
            await _update(connection, sender, changed)
        _count(counts, len(placed), len(new), len(changed))

    async def _accounts(
        self, connection: AsyncConnection, external_ids: set[str]
    ) -> dict[str, Mapping[str, Any]]:
        statement = select(account).where(
            account.c.partner_id == self._partner_id, account.c.external_id.in_(external_ids)
        )
        found = (await connection.execute(statement)).mappings()
        return {row["external_id"]: {**row} for row in found}


async def _locations(
    connection: AsyncConnection, keys: list[tuple[UUID, str]]
) -> dict[tuple[UUID, str], Mapping[str, Any]]:
    statement = select(sender).where(
        sender.c.kind == SenderKind.LOCATION,
        sender.c.account_id.in_({account_id for account_id, _ in keys}),
        sender.c.external_id.in_({external_id for _, external_id in keys}),
    )
    found = (await connection.execute(statement)).mappings()
    return {(row["account_id"], row["external_id"]): {**row} for row in found}


def _changed(on_file: Mapping[str, Any] | None, values: Mapping[str, str]) -> dict[str, Any] | None:
    """The row as it is to be; None where there is none or nothing differs."""
    if on_file is None or all(on_file[column] == value for column, value in values.items()):
        return None
    return {**on_file, **values}


async def _update(connection: AsyncConnection, table: Table, rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    columns = [column.name for column in table.c if column.name not in _KEPT]
    await connection.execute(
        update(table)
        .where(table.c.id == bindparam("row_id"))
        .values({name: bindparam(f"new_{name}") for name in columns}),
        [{"row_id": row["id"], **{f"new_{name}": row[name] for name in columns}} for row in rows],
    )


def _count(counts: Counts, written: int, created: int, updated: int) -> None:
    counts.created += created
    counts.updated += updated
    counts.unchanged += written - created - updated
