"""Page hints: find the page of a filtered list without scanning the rows that the filter excludes.

A hint is a condition that holds for every row of the page and for few others. Without it the page would be the
same, only slower. An account's own lists are short and need none, except its messages (messages.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import FromClause, Table

from textgate.graphql.declare.relation import Conditions, Order, ReadContext
from textgate.graphql.lists import cursors
from textgate.services.listing.pages import Conditions as ConditionsOn
from textgate.services.listing.pages import PageRequest, page_by_kinds, page_by_words


def hint_by_kinds(
    arguments: Mapping[str, Any],
    context: ReadContext,
    table: Table,
    order: Order,
    kinds: ConditionsOn,
    conditions: ConditionsOn = lambda _: (),
) -> Conditions:
    """For a filter by kinds of rows, which counters and indexes know. `conditions` must hold in addition."""
    if context.viewer.account_id is not None:
        return ()
    page = page_request(arguments, table, order)
    ids = page_by_kinds(context.dialect, context.viewer, page, kinds, conditions)
    return (table.c.id.in_(ids),)


def hint_by_words(
    arguments: Mapping[str, Any],
    context: ReadContext,
    table: Table,
    order: Order,
    conditions: ConditionsOn,
    narrow: ConditionsOn,
    columns: Sequence[str],
) -> Conditions:
    """For a search. `columns` names the columns that its conditions read; `narrow` uses an index of words."""
    if context.viewer.account_id is not None:
        return ()
    page = page_request(arguments, table, order)
    return (table.c.id.in_(page_by_words(context.viewer, page, conditions, narrow, columns)),)


def page_request(arguments: Mapping[str, Any], table: Table, order: Order) -> PageRequest:
    """The page that a list's arguments name, and one row more."""
    after = arguments.get("after")
    names = [column.name for column in order.columns]

    def is_beyond(rows: FromClause) -> Conditions:
        if after is None:
            return ()
        renamed = Order(tuple(rows.c[name] for name in names), is_descending=order.is_descending)
        return (cursors.beyond(renamed, cursors.decode(after, order)),)

    return PageRequest(table, names, order.is_descending, is_beyond, arguments["first"] + 1)
