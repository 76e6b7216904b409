"""Counts a viewer's rows from the tallies that triggers maintain; see storage/tables/tally.py."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Table, func, literal_column

from textgate.domain.viewer import Viewer
from textgate.storage.tables import (
    account,
    account_tally,
    sms_number,
    sms_number_tally,
    verification,
    verification_tally,
)

TALLIES = {account: account_tally, sms_number: sms_number_tally, verification: verification_tally}
"""Table to tally. A tally groups by columns with the same names as in the table."""


@dataclass(frozen=True, slots=True)
class RowCounter:
    """The table to count in, and how many rows each of its rows represents."""

    table: Table
    weight: ColumnElement[int]

    def count(self, *conditions: ColumnElement[bool]) -> ColumnElement[int]:
        """Count the rows for which all conditions hold."""
        weights = func.sum(self.weight)
        return func.coalesce(weights.filter(*conditions) if conditions else weights, 0)


def row_counter(viewer: Viewer, table: Table) -> RowCounter:
    """Count a partner's rows by the tally, and the few rows of one account directly."""
    if viewer.account_id is None:
        tally = TALLIES[table]
        return RowCounter(tally, tally.c.count)
    return RowCounter(table, literal_column("1"))
