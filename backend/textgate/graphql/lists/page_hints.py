"""Where the page of a filtered list is, found without passing by all that the filter leaves out.

What is found holds for every row of the page that the arguments ask for, and for few others: it can be left
out, and the page is the same. Only lists of a whole partner need it; one account's are short.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Table

from textgate.graphql.declare.relation import Order, ReadContext
from textgate.graphql.lists import cursors
from textgate.services.listing.pages import Conditions, PageRequest, page_by_kinds, page_by_words

Found = Sequence[ColumnElement[bool]]


def seek_kinds(
    arguments: Mapping[str, Any],
    context: ReadContext,
    table: Table,
    order: Order,
    is_wanted: Conditions,
    holds: Conditions = lambda _: (),
) -> Found:
    """By the kinds of rows that `is_wanted` tells of; of these, those for which `holds`."""
    if context.viewer.account_id is not None:
        return ()
    dialect, place = context.dialect, _place(arguments, table, order)
    ids = page_by_kinds(dialect, context.viewer, place, is_wanted, holds)
    return (table.c.id.in_(ids),)


def seek_words(
    arguments: Mapping[str, Any],
    context: ReadContext,
    table: Table,
    order: Order,
    holds: Conditions,
    reads: Sequence[str],
) -> Found:
    """By conditions that no index answers, which read these columns."""
    if context.viewer.account_id is not None:
        return ()
    place = _place(arguments, table, order)
    return (table.c.id.in_(page_by_words(context.viewer, place, holds, reads)),)


def _place(arguments: Mapping[str, Any], table: Table, order: Order) -> PageRequest:
    after = arguments.get("after")
    names = [column.name for column in order.columns]

    def is_beyond(rows: FromClause) -> Found:
        if after is None:
            return ()
        there = Order(tuple(rows.c[name] for name in names), is_descending=order.is_descending)
        return (cursors.beyond(there, cursors.decode(after, order)),)

    return PageRequest(table, names, order.is_descending, is_beyond, arguments["first"] + 1)
