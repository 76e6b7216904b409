"""Decides what an import does with each row of a batch, from one SELECT of the stored rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from sqlalchemy import Select, Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.imports import ImportKind, RowOutcome
from textgate.services.accounts.accounts import derived, new_account
from textgate.services.imports.rows import CleanRow, reparse_region
from textgate.services.senders.senders import new_sender, sender_derived
from textgate.storage.tables import SenderKind, account, sender


@dataclass(slots=True)
class Counts:
    """How many rows had which result."""

    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: int = 0

    @classmethod
    def of(cls, planned: Sequence[PlannedRow]) -> Self:
        outcomes = [row.outcome for row in planned]
        return cls(
            rows=len(planned),
            created=outcomes.count(RowOutcome.CREATED),
            updated=outcomes.count(RowOutcome.UPDATED),
            unchanged=outcomes.count(RowOutcome.UNCHANGED),
            refused=outcomes.count(RowOutcome.REFUSED),
        )

    def add(self, other: Counts) -> None:
        self.rows += other.rows
        self.created += other.created
        self.updated += other.updated
        self.unchanged += other.unchanged
        self.refused += other.refused


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A row of the file with the stored row before and after the import; both are empty if it is refused."""

    row: CleanRow
    outcome: RowOutcome
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)


async def plan(
    connection: AsyncConnection,
    partner_id: UUID,
    kind: ImportKind,
    rows: Sequence[CleanRow],
    now: datetime,
    *,
    to_change: bool,
) -> list[PlannedRow]:
    """Plan a batch. `to_change` locks the stored rows that may change."""
    planner = _BatchPlanner(connection, partner_id, now, to_change=to_change)
    if kind is ImportKind.ACCOUNTS:
        return await planner.plan_accounts(rows)
    return await planner.plan_locations(rows)


class _BatchPlanner:
    def __init__(
        self, connection: AsyncConnection, partner_id: UUID, now: datetime, *, to_change: bool
    ) -> None:
        self._connection = connection
        self._partner_id = partner_id
        self._now = now
        self._to_change = to_change

    async def plan_accounts(self, rows: Sequence[CleanRow]) -> list[PlannedRow]:
        external_ids = {row.external_id for row in rows if not row.is_refused}
        stored = await self._accounts(external_ids, may_change=self._to_change)
        planned = []
        for row in rows:
            if row.is_refused:
                planned.append(PlannedRow(row, RowOutcome.REFUSED))
                continue
            before = stored.get(row.external_id)
            reparse_region(row, None if before is None else before["country_code"])
            if before is None:
                after = new_account(self._partner_id, row.values, self._now)
                planned.append(PlannedRow(row, RowOutcome.CREATED, after=after))
            else:
                planned.append(self._plan_stored(row, before, row.values, derived))
        return planned

    async def plan_locations(self, rows: Sequence[CleanRow]) -> list[PlannedRow]:
        """As `plan_accounts`. Also refuses locations of unknown accounts."""
        owners = await self._accounts(
            {row.values["account_external_id"] for row in rows if not row.is_refused}
        )
        for row in rows:
            if not row.is_refused and (owner := row.values["account_external_id"]) not in owners:
                row.refuse("account_external_id", owner, "Account does not exist.")
        accepted = [row for row in rows if not row.is_refused]
        stored = await self._locations(
            {owners[row.values["account_external_id"]]["id"] for row in accepted},
            {row.external_id for row in accepted},
        )
        planned = []
        for row in rows:
            if row.is_refused:
                planned.append(PlannedRow(row, RowOutcome.REFUSED))
                continue
            account_id = owners[row.values["account_external_id"]]["id"]
            before = stored.get((account_id, row.external_id))
            reparse_region(row, None if before is None else before["country_code"])
            values = {
                column: value
                for column, value in row.values.items()
                if column != "account_external_id"
            }
            if before is None:
                new = (self._partner_id, account_id, SenderKind.LOCATION, values, self._now)
                planned.append(PlannedRow(row, RowOutcome.CREATED, after=new_sender(*new)))
            else:
                planned.append(self._plan_stored(row, before, values, sender_derived))
        return planned

    def _plan_stored(
        self, row: CleanRow, before: Mapping[str, Any], values: Mapping[str, str], derive: Any
    ) -> PlannedRow:
        if all(before[column] == value for column, value in values.items()):
            return PlannedRow(row, RowOutcome.UNCHANGED, before, before)
        after = {**before, **values}
        after |= {**derive(after), "updated_at": self._now}
        return PlannedRow(row, RowOutcome.UPDATED, before, after)

    async def _accounts(
        self, external_ids: Iterable[str], *, may_change: bool = False
    ) -> dict[str, Mapping[str, Any]]:
        statement = select(account).where(
            account.c.partner_id == self._partner_id, account.c.external_id.in_(external_ids)
        )
        if may_change:
            statement = _locked(statement, account)
        result = (await self._connection.execute(statement)).mappings()
        return {row["external_id"]: {**row} for row in result}

    async def _locations(
        self, account_ids: Iterable[UUID], external_ids: Iterable[str]
    ) -> dict[tuple[UUID, str], Mapping[str, Any]]:
        statement = select(sender).where(
            sender.c.partner_id == self._partner_id,
            sender.c.kind == SenderKind.LOCATION,
            sender.c.account_id.in_(account_ids),
            sender.c.external_id.in_(external_ids),
        )
        if self._to_change:
            statement = _locked(statement, sender)
        result = (await self._connection.execute(statement)).mappings()
        return {(row["account_id"], row["external_id"]): {**row} for row in result}


def _locked(statement: Select[Any], table: Table) -> Select[Any]:
    # The lock prevents lost updates. The order prevents deadlocks between two imports.
    return statement.order_by(table.c.id).with_for_update(key_share=True)
