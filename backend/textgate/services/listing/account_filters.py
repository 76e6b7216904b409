"""Accounts by whether their details suffice and how their numbers stand: one rule for lists and counts."""

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
    """Whether no gap is left where the partner supplies these details; of accounts or of their tally."""
    return table.c.gaps.bitwise_and(~partner_supplies) == 0


def has_number(table: FromClause, status: SmsNumberStatus) -> ColumnElement[bool]:
    """Whether one of the account's numbers has this status."""
    return table.c.number_statuses.bitwise_and(status_bit(status)) != 0


def has_no_number(table: FromClause) -> ColumnElement[bool]:
    return table.c.number_statuses == 0


@dataclass(frozen=True, slots=True)
class AccountSelection:
    """Which accounts are meant; all that is given must hold. Without a `number_status` but with
    `is_without_number` those that have none."""

    partner_supplies: int
    is_complete: bool | None = None
    number_status: SmsNumberStatus | None = None
    is_without_number: bool = False

    def conditions(self, table: FromClause) -> list[ColumnElement[bool]]:
        """What holds of these accounts, or of their tally's rows."""
        found = []
        if self.is_complete is not None:
            complete = is_complete(table, self.partner_supplies)
            found.append(complete if self.is_complete else ~complete)
        if self.number_status is not None:
            found.append(has_number(table, self.number_status))
        if self.is_without_number:
            found.append(has_no_number(table))
        return found


async def lock_accounts(
    connection: AsyncConnection, account_ids: Collection[UUID], *conditions: ColumnElement[bool]
) -> None:
    """Call before numbers or verifications of these accounts are written: the status of a number is kept
    with its account as well, and whoever locks both locks the account first."""
    statement = select(account.c.id).where(account.c.id.in_(account_ids), *conditions)
    await connection.execute(statement.order_by(account.c.id).with_for_update(key_share=True))


def total(viewer: Viewer, kinds: AccountSelection) -> Select[int]:
    """How many of a viewer's accounts are of these kinds."""
    accounts = row_counter(viewer, account)
    return select(accounts.count()).where(
        within(viewer, accounts.table), *kinds.conditions(accounts.table)
    )
