"""How many rows a viewer has, from the tallies that triggers keep; see storage/tables/tally.py."""

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
"""Which table's rows are counted where; a tally has the columns that it counts by under the same names."""


@dataclass(frozen=True, slots=True)
class RowCounter:
    """Where rows are counted, and how many each row of that stands for."""

    table: Table
    weight: ColumnElement[int]

    def count(self, *conditions: ColumnElement[bool]) -> ColumnElement[int]:
        """How many there are, or of them those for which all these conditions hold."""
        number = func.sum(self.weight)
        return func.coalesce(number.filter(*conditions) if conditions else number, 0)


def row_counter(viewer: Viewer, table: Table) -> RowCounter:
    """In the tally of the whole partner; the few rows of one account are counted themselves."""
    if viewer.account_id is None:
        tally = TALLIES[table]
        return RowCounter(tally, tally.c.count)
    return RowCounter(table, literal_column("1"))
