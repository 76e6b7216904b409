"""Counts the accounts of a partner that have all required business details, and what the others lack."""

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
    """`missing` says how many accounts lack each detail that the partner does not supply."""

    complete: int
    total: int
    missing: Mapping[BusinessDetailField, int]

    @property
    def from_partner(self) -> tuple[BusinessDetailField, ...]:
        """What is missing and the partner could supply for all accounts at once."""
        return tuple(each for each in self.missing if each in FROM_PARTNER)

    @property
    def from_accounts(self) -> tuple[BusinessDetailField, ...]:
        """What is missing and only the accounts themselves can have."""
        return tuple(each for each in self.missing if each not in FROM_PARTNER)


async def completeness(database: Database, partner_id: UUID) -> Completeness:
    viewer = operator(partner_id)
    accounts = row_counter(viewer, account)
    gaps = accounts.table.c.gaps
    async with database.read() as connection:
        statement = select(partner).where(partner.c.id == partner_id)
        owner = (await connection.execute(statement)).mappings().one()
        rows = await connection.execute(
            select(gaps, accounts.count()).where(within(viewer, accounts.table)).group_by(gaps)
        )
        counts = {each: number for each, number in rows if number}
    supplies = partner_supplies(input_parsers.partner_details(owner))
    lacking = {each: missing_from_gaps(each, supplies) for each in counts}
    missing = Counter[BusinessDetailField]()
    for each, fields in lacking.items():
        missing.update(dict.fromkeys(fields, counts[each]))
    return Completeness(
        complete=sum(counts[each] for each, fields in lacking.items() if not fields),
        total=sum(counts.values()),
        missing={each: missing[each] for each in BusinessDetailField if each in missing},
    )
