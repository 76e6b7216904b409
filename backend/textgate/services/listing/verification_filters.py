"""Filters verifications by status, waiting time and being the newest: one rule for lists and counts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, FromClause, Select, and_, func, not_, select

from textgate.domain.verification import VerificationStatus
from textgate.domain.viewer import Viewer
from textgate.services.access.scope import within
from textgate.services.listing.counters import row_counter
from textgate.storage.tables import is_in_flight, verification


@dataclass(frozen=True, slots=True)
class VerificationSelection:
    """A filter for verifications. Every criterion that is not None must hold.

    A verification is overdue if it is undecided and was requested before `overdue_since`.
    """

    overdue_since: datetime
    statuses: Collection[VerificationStatus] | None = None
    is_newest: bool | None = None
    is_overdue: bool | None = None

    def conditions(self, table: FromClause) -> list[ColumnElement[bool]]:
        """The conditions on verifications, or on rows of their tally, except the waiting time."""
        conditions: list[ColumnElement[bool]] = []
        if self.statuses is not None:
            conditions.append(table.c.status.in_(sorted(self.statuses)))
        if self.is_newest is not None:
            conditions.append(table.c.is_newest if self.is_newest else not_(table.c.is_newest))
        return conditions

    def waiting(self, table: FromClause) -> list[ColumnElement[bool]]:
        """The conditions on the waiting time."""
        if self.is_overdue is None:
            return []
        overdue = self._overdue(table)
        return [overdue if self.is_overdue else not_(overdue)]

    def _overdue(self, table: FromClause) -> ColumnElement[bool]:
        return and_(is_in_flight(table), table.c.requested_at < self.overdue_since)

    def overdue(self, viewer: Viewer) -> list[ColumnElement[bool]]:
        """The conditions for the viewer's overdue verifications of this selection."""
        return [
            within(viewer, verification),
            self._overdue(verification),
            *self.conditions(verification),
        ]


def total(viewer: Viewer, selection: VerificationSelection) -> Select[int]:
    """Count the viewer's selected verifications. Overdue ones should be few and have no tally."""
    overdue = select(func.count()).where(*selection.overdue(viewer))
    if selection.is_overdue:
        return overdue
    verifications = row_counter(viewer, verification)
    count = select(verifications.count()).where(
        within(viewer, verifications.table), *selection.conditions(verifications.table)
    )
    if selection.is_overdue is None:
        return count
    return select(count.scalar_subquery() - overdue.scalar_subquery())
