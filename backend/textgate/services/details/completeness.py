"""Counts the accounts of a partner with all required business details, and the gaps of the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from textgate.domain.business_details import (
    FROM_PARTNER,
    BusinessDetailField,
    missing_from_gaps,
    partner_supplies,
)
from textgate.domain.viewer import operator
from textgate.services.access.scope import within
from textgate.services.details import input_parsers
from textgate.services.listing.counters import row_counter
from textgate.storage.database import Database
from textgate.storage.tables import account, partner


@dataclass(frozen=True, slots=True)
class Completeness:
    """`missing` counts the accounts without each detail that the partner does not supply either."""

    complete: int
    total: int
    missing: Mapping[BusinessDetailField, int]

    @property
    def from_partner(self) -> tuple[BusinessDetailField, ...]:
        """Missing details that the partner can supply for all accounts at once."""
        return tuple(field for field in self.missing if field in FROM_PARTNER)

    @property
    def from_accounts(self) -> tuple[BusinessDetailField, ...]:
        """Missing details that only the accounts can supply."""
        return tuple(field for field in self.missing if field not in FROM_PARTNER)


async def completeness(database: Database, partner_id: UUID) -> Completeness:
    viewer = operator(partner_id)
    accounts = row_counter(viewer, account)
    gaps_column = accounts.table.c.gaps
    async with database.read() as connection:
        statement = select(partner).where(partner.c.id == partner_id)
        partner_row = (await connection.execute(statement)).mappings().one()
        rows = await connection.execute(
            select(gaps_column, accounts.count())
            .where(within(viewer, accounts.table))
            .group_by(gaps_column)
        )
        counts = {gaps: count for gaps, count in rows if count}
    supplies = partner_supplies(input_parsers.partner_details(partner_row))
    fields_by_gaps = {gaps: missing_from_gaps(gaps, supplies) for gaps in counts}
    missing = Counter[BusinessDetailField]()
    for gaps, fields in fields_by_gaps.items():
        missing.update(dict.fromkeys(fields, counts[gaps]))
    return Completeness(
        complete=sum(counts[gaps] for gaps, fields in fields_by_gaps.items() if not fields),
        total=sum(counts.values()),
        missing={field: missing[field] for field in BusinessDetailField if field in missing},
    )
