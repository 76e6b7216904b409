"""Finds pages of filtered lists without a scan of the rows that the filter excludes."""

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

# How many rows a search scans in list order before it scans all rows.
SEARCH_WINDOW = 5_000

Conditions = Callable[[FromClause], Sequence[ColumnElement[bool]]]
"""Conditions on a table or its alias."""


@dataclass(frozen=True, slots=True)
class PageRequest:
    """A page of a partner's rows: at most `limit` in this order, after a cursor (`is_beyond`)."""

    table: Table
    order: Sequence[str]
    is_descending: bool
    is_beyond: Conditions
    limit: int

    def order_by(self, rows: FromClause) -> list[ColumnElement[Any]]:
        return [rows.c[name].desc() if self.is_descending else rows.c[name] for name in self.order]


def page_by_kinds(
    dialect: str, viewer: Viewer, page: PageRequest, matches_kind: Conditions, matches: Conditions
) -> Select[Any]:
    """Select the ids of a page, by kinds of rows.

    Rows are of one kind if they are equal in the columns that their tally groups by. `matches_kind` filters
    kinds, `matches` filters rows. An index holds the rows of each kind in each order. So the page is a merge
    of the first rows of every matching kind.
    """
    tally, candidate = TALLIES[page.table], page.table.alias("candidate")
    kind_columns = [
        column for column in tally.primary_key if column.name not in ("partner_id", "change")
    ]
    kind = (
        select(*kind_columns)
        .where(within(viewer, tally), *matches_kind(tally))
        .group_by(*kind_columns)
        .having(func.sum(tally.c.count) > 0)
        .subquery("kind")
    )
    of_kind = (
        select(candidate.c.id, *(candidate.c[name] for name in page.order if name != "id"))
        .where(within(viewer, candidate))
        .where(*(candidate.c[column.name] == kind.c[column.name] for column in kind_columns))
        .where(*page.is_beyond(candidate), *matches(candidate))
        .order_by(*page.order_by(candidate))
        .limit(page.limit)
    )
    rows: FromClause
    if dialect == "postgresql":
        rows = of_kind.lateral("matching")
        joined = kind.join(rows, true())
    else:
        # SQLite has no LATERAL: join the rows again by id.
        rows = page.table.alias("matching")
        has_id = rows.c.id.in_(of_kind.with_only_columns(candidate.c.id))
        joined = kind.join(rows, within(viewer, rows) & has_id)
    ids = select(rows.c.id).select_from(joined)
    return ids.order_by(*page.order_by(rows)).limit(page.limit)


def page_by_words(
    viewer: Viewer,
    page: PageRequest,
    matches: Conditions,
    narrow: Conditions,
    columns: Sequence[str],
) -> CompoundSelect[Any]:
    """Select the ids of a page of rows for which `matches`, and of a few others.

    `columns` are the columns that `matches` reads. Common words occur within the next rows in list order.
    Rare words are found by an index, if `narrow` or the database uses one, or in all rows in storage order:
    a million rows in list order take many times as long.
    """
    candidate, anywhere = page.table.alias("candidate"), page.table.alias("anywhere")
    window = (
        select(candidate.c.id, *(candidate.c[name] for name in columns))
        .where(within(viewer, candidate), *page.is_beyond(candidate))
        .order_by(*page.order_by(candidate))
        .limit(SEARCH_WINDOW)
        .subquery("search_window")
    )
    nearby = select(window.c.id).where(*matches(window)).cte("nearby")
    nearby_count = select(func.count()).select_from(nearby).scalar_subquery()
    all_matches = (
        select(anywhere.c.id, *(anywhere.c[name] for name in page.order if name != "id"))
        .where(nearby_count < page.limit, within(viewer, anywhere))
        .where(*matches(anywhere), *narrow(anywhere))
        .cte("all_matches")
        # Otherwise the database could choose to scan in list order here too.
        .prefix_with("MATERIALIZED")
    )
    first = (
        select(all_matches.c.id)
        .where(*page.is_beyond(all_matches))
        .order_by(*page.order_by(all_matches))
        .limit(page.limit)
        .subquery("first")
    )
    return union_all(select(nearby.c.id), select(first.c.id))
