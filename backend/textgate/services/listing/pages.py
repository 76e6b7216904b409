"""Finds the page of a filtered list, however many rows of the whole list the filter leaves out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    FromClause,
    Select,
    Table,
    func,
    select,
    true,
    union_all,
)

from textgate.domain.viewer import Viewer
from textgate.services.access.scope import within
from textgate.services.listing.counters import TALLIES

# How far a list is read in its order before all of it is searched.
NEAR = 5_000

Conditions = Callable[[FromClause], Sequence[ColumnElement[bool]]]
"""Conditions on a table, under whatever name it has in the statement."""


@dataclass(frozen=True, slots=True)
class PageRequest:
    """A page of a partner's rows: so many in this order, from beyond a cursor on."""

    table: Table
    order: Sequence[str]
    is_descending: bool
    is_beyond: Conditions
    limit: int

    def directed(self, rows: FromClause) -> list[ColumnElement[Any]]:
        return [rows.c[name].desc() if self.is_descending else rows.c[name] for name in self.order]


def page_by_kinds(
    dialect: str, viewer: Viewer, place: PageRequest, is_wanted: Conditions, holds: Conditions
) -> Select[Any]:
    """The ids of a page of the wanted kinds' rows for which `holds`.

    Rows are of one kind when they are equal in what their tally counts by. An index has each kind's rows
    in each order, so that a page is the first few of every kind that the filter lets through, merged.
    """
    tally, each = TALLIES[place.table], place.table.alias("each")
    own = [column for column in tally.primary_key if column.name not in ("partner_id", "change")]
    kind = (
        select(*own)
        .where(within(viewer, tally), *is_wanted(tally))
        .group_by(*own)
        .having(func.sum(tally.c.count) > 0)
        .subquery("kind")
    )
    of_kind = (
        select(each.c.id, *(each.c[name] for name in place.order if name != "id"))
        .where(within(viewer, each), *(each.c[it.name] == kind.c[it.name] for it in own))
        .where(*place.is_beyond(each), *holds(each))
        .order_by(*place.directed(each))
        .limit(place.limit)
    )
    found: FromClause
    if dialect == "postgresql":
        found = of_kind.lateral("found")
        joined = kind.join(found, true())
    else:
        # Without LATERAL the rows of each kind are looked up again.
        found = place.table.alias("found")
        joined = kind.join(found, found.c.id.in_(of_kind.with_only_columns(each.c.id)))
    ids = select(found.c.id).select_from(joined)
    return ids.order_by(*place.directed(found)).limit(place.limit)


def page_by_words(
    viewer: Viewer, place: PageRequest, holds: Conditions, reads: Sequence[str]
) -> CompoundSelect[Any]:
    """The ids of a page of rows for which `holds`, and of a few others; `reads` are what that reads.

    Common words are found near the page's place in the order. Others are looked for in all rows as they
    lie, since to read a million of them in their order would take many times as long.
    """
    each, anywhere = place.table.alias("each"), place.table.alias("anywhere")
    near = (
        select(each.c.id, *(each.c[name] for name in reads))
        .where(within(viewer, each), *place.is_beyond(each))
        .order_by(*place.directed(each))
        .limit(NEAR)
        .subquery("near")
    )
    found = select(near.c.id).where(*holds(near)).cte("found")
    number = select(func.count()).select_from(found).scalar_subquery()
    all_found = (
        select(anywhere.c.id, *(anywhere.c[name] for name in place.order if name != "id"))
        .where(number < place.limit, within(viewer, anywhere), *holds(anywhere))
        .cte("all_found")
        # Or else the order would decide again how they are looked for.
        .prefix_with("MATERIALIZED")
    )
    first = (
        select(all_found.c.id)
        .where(*place.is_beyond(all_found))
        .order_by(*place.directed(all_found))
        .limit(place.limit)
        .subquery("first")
    )
    return union_all(select(found.c.id), select(first.c.id))
