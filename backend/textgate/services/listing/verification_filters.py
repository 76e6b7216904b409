"""Verifications by how far they are, how long they have waited and whether a newer one followed: one rule
for lists and counts."""

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
    """Which verifications are meant; all that is given must hold. Those are overdue that are not decided
    though they were requested before `overdue_since`."""

    overdue_since: datetime
    statuses: Collection[VerificationStatus] | None = None
    is_newest: bool | None = None
    is_overdue: bool | None = None

    def conditions(self, table: FromClause) -> list[ColumnElement[bool]]:
        """What holds of these verifications, or of their tally's rows, whenever they were requested."""
        found: list[ColumnElement[bool]] = []
        if self.statuses is not None:
            found.append(table.c.status.in_(sorted(self.statuses)))
        if self.is_newest is not None:
            found.append(table.c.is_newest if self.is_newest else not_(table.c.is_newest))
        return found

    def waiting(self, table: FromClause) -> list[ColumnElement[bool]]:
        """What else holds of these verifications: how long they have waited."""
        if self.is_overdue is None:
            return []
        overdue = self._overdue(table)
        return [overdue if self.is_overdue else not_(overdue)]

    def _overdue(self, table: FromClause) -> ColumnElement[bool]:
        return and_(is_in_flight(table), table.c.requested_at < self.overdue_since)

    def overdue(self, viewer: Viewer) -> list[ColumnElement[bool]]:
        """The conditions for those of a viewer's verifications of these kinds that are overdue."""
        return [
            within(viewer, verification),
            self._overdue(verification),
            *self.conditions(verification),
        ]


def total(viewer: Viewer, kinds: VerificationSelection) -> Select[int]:
    """How many of a viewer's verifications are meant. Those that are overdue should be few, and are counted
    one by one."""
    overdue = select(func.count()).where(*kinds.overdue(viewer))
    if kinds.is_overdue:
        return overdue
    verifications = row_counter(viewer, verification)
    number = select(verifications.count()).where(
        within(viewer, verifications.table), *kinds.conditions(verifications.table)
    )
    if kinds.is_overdue is None:
        return number
    return select(number.scalar_subquery() - overdue.scalar_subquery())
