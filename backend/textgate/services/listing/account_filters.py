"""Filters accounts by completeness and by the status of their numbers: one rule for lists and counts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, FromClause, Select, select
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.sms_numbers import SmsNumberStatus, status_bit
from textgate.domain.viewer import Viewer
from textgate.services.access.scope import within
from textgate.services.listing.counters import row_counter
from textgate.storage.tables import account


def is_complete(table: FromClause, partner_supplies: int) -> ColumnElement[bool]:
    """Condition: the partner supplies every missing detail. `table` is account or its tally."""
    return table.c.gaps.bitwise_and(~partner_supplies) == 0


def has_number(table: FromClause, status: SmsNumberStatus) -> ColumnElement[bool]:
    """Condition: a number of the account has this status. `table` is account or its tally."""
    return table.c.number_statuses.bitwise_and(status_bit(status)) != 0


def has_no_number(table: FromClause) -> ColumnElement[bool]:
    return table.c.number_statuses == 0


@dataclass(frozen=True, slots=True)
class AccountSelection:
    """A filter for accounts. Every criterion that is not None or False must hold."""

    partner_supplies: int
    is_complete: bool | None = None
    number_status: SmsNumberStatus | None = None
    is_without_number: bool = False

    def conditions(self, table: FromClause) -> list[ColumnElement[bool]]:
        """The conditions on accounts, or on rows of their tally."""
        conditions = []
        if self.is_complete is not None:
            complete = is_complete(table, self.partner_supplies)
            conditions.append(complete if self.is_complete else ~complete)
        if self.number_status is not None:
            conditions.append(has_number(table, self.number_status))
        if self.is_without_number:
            conditions.append(has_no_number(table))
        return conditions


async def lock_accounts(
    connection: AsyncConnection, partner_id: UUID, account_ids: Collection[UUID]
) -> None:
    """Lock a partner's accounts before a write to their numbers or verifications.

    The account row also stores the statuses of its numbers. Every transaction locks the account first.
    """
    is_account = (account.c.partner_id == partner_id) & account.c.id.in_(account_ids)
    statement = select(account.c.id).where(is_account)
    await connection.execute(statement.order_by(account.c.id).with_for_update(key_share=True))


def total(viewer: Viewer, selection: AccountSelection) -> Select[int]:
    """Count the viewer's selected accounts."""
    accounts = row_counter(viewer, account)
    return select(accounts.count()).where(
        within(viewer, accounts.table), *selection.conditions(accounts.table)
    )
