"""Reads a plan: each branch's rows in one statement, then what is below them; then makes what is wanted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Generator, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Dialect, Select

from textgate.graphql import cursors
from textgate.graphql.context import Context
from textgate.graphql.entity import Given, Shape
from textgate.graphql.plan_statements import (
    Branch,
    DriverRow,
    MakeObject,
    MakePage,
    Statements,
)
from textgate.services.scope import scope_values
from textgate.storage.query import Rows, Statement, many, reader

Found = Mapping[Any, Any]
"""What was made of a branch's rows, by the key of the row above; those without any have a default."""

Loading = Generator[Statement, Rows, Found]


class Asked:
    """A branch as one request asks for it."""

    def __init__(self, branch: Branch, arguments: Mapping[str, Any], context: Context) -> None:
        relation = branch.relation
        self.branch = branch
        self.arguments = arguments
        self.viewer = context.viewer
        self._context = context
        self.narrowed = relation.narrow(arguments, context) if relation.narrow else ()
        self.given: dict[Given, Any] = {}
        for each in relation.given:
            if arguments.get(each.argument) is not None:
                self.given[each] = each.read(arguments[each.argument])
        self.is_vain = bool(self.given) and None in self.given.values()
        """Whether no row can be what was asked for, such as one with an id that is none."""
        self.after: str | None = arguments.get("after")
        self.order = relation.order_by(arguments) if relation.order_by else relation.order

    @cached_property
    def sought(self) -> Sequence[ColumnElement[bool]]:
        """Where the page is, for its rows alone: not for their number."""
        seek = self.branch.relation.seek
        return seek(self.arguments, self._context) if seek else ()

    @property
    def counted(self) -> Select[int] | None:
        count = self.branch.relation.counted
        return count(self.arguments, self._context) if count else None

    @property
    def shape(self) -> tuple[Hashable, ...]:
        """What the statement's text depends on, beside the branch."""
        is_limited, order = self.viewer.account_id is not None, self.order
        return is_limited, order.columns, order.is_descending, self.after is None, *self.given

    def values(
        self, dialect: Dialect, parents: Sequence[Any] | None, *, is_page: bool
    ) -> dict[str, Any]:
        """What fills the statement's places."""
        values = scope_values(self.viewer)
        for each, value in self.given.items():
            values[f"given_{each.argument}"] = value
        if parents is not None:
            values["parents"] = many(parents, dialect)
            values["parent"] = parents[0]
        if is_page:
            values["limit"] = self.arguments["first"] + 1
            if self.after is not None:
                for place, value in enumerate(cursors.decode(self.after, self.order)):
                    values[f"after_{place}"] = value
        return values


@dataclass(slots=True)
class Run:
    """One reading of a plan. Resolvers that are called without graphql-core get it for their `info`: they
    read the request's context of it, and nothing else."""

    context: Context
    statements: Statements
    arguments: dict[Branch, Mapping[str, Any]] = field(default_factory=dict)
    """Of those branches whose arguments are not fixed."""
    awaited: dict[str, Any] = field(default_factory=dict)
    """What asynchronous resolvers have returned, by the keys of the answer."""

    def asked(self, branch: Branch) -> Asked:
        arguments = self.arguments[branch] if branch.fixed is None else branch.fixed
        return Asked(branch, arguments, self.context)


@dataclass(slots=True)
class Page:
    """One page of a connection."""

    rows: list[DriverRow] = field(default_factory=list)
    has_next: bool = False
    has_previous: bool = False
    total: int = 0
    cursor: Callable[[DriverRow], str] | None = None


def load(branch: Branch, run: Run, parents: Sequence[Any] | None) -> Loading:
    """What a branch's rows are made into, by the rows above; None stands for the whole partner."""
    asked = run.asked(branch)
    if branch.relation.shape is Shape.PAGE:
        return (yield from _load_pages(branch, run, asked, parents))
    rows: Rows = ()
    if not asked.is_vain:
        rows = yield run.statements.rows(asked, parents)
    below = yield from _below(branch, run, rows)
    make, key = branch.make, branch.relation.column
    assert make is not None
    place = None if key is None else branch.columns[key]
    if branch.relation.shape is Shape.ONE:
        ones: dict[Any, Any] = defaultdict(_nothing)
        for row in rows:
            ones[None if place is None else row[place]] = make(row, below, run)
        return ones
    lists: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        lists[None if place is None else row[place]].append(make(row, below, run))
    return lists


def _load_pages(branch: Branch, run: Run, asked: Asked, parents: Sequence[Any] | None) -> Loading:
    key = branch.relation.column
    place = None if key is None else branch.columns[key]
    cursor = _cursor(branch, asked, run.statements.dialect) if branch.wants_cursors else None
    has_previous = asked.after is not None
    pages: dict[Any, Page] = defaultdict(lambda: Page(has_previous=has_previous, cursor=cursor))
    below: list[Found] = []
    if branch.wants_rows:
        rows: Rows = ()
        if not asked.is_vain:
            rows = yield run.statements.rows(asked, parents)
        first, kept = asked.arguments["first"], []
        for row in rows:
            page = pages[None if place is None else row[place]]
            if len(page.rows) < first:
                page.rows.append(row)
                kept.append(row)
            else:
                page.has_next = True
        below = yield from _below(branch, run, kept)
    if branch.wants_total and not asked.is_vain:
        for counted in (yield run.statements.totals(asked, parents)):
            pages[None if place is None else counted[0]].total = counted[-1]
    make = branch.make_page
    assert make is not None
    made = {parent: make(page, below, run) for parent, page in pages.items()}
    return defaultdict(lambda: make(Page(has_previous=has_previous), below, run), made)


def _below(branch: Branch, run: Run, rows: Rows) -> Generator[Statement, Rows, list[Found]]:
    """What is wanted below these rows, branch by branch."""
    found: list[Found] = []
    table = branch.relation.table
    for child in branch.below.values():
        place = branch.columns[table.c[child.relation.key]]
        keys = {row[place]: None for row in rows}
        if child.kinds is not None:
            kind = branch.columns[table.c.kind]
            keys = {row[place]: None for row in rows if row[kind] in child.kinds}
        keys.pop(None, None)
        # Where there are no keys, nobody looks anything up but an empty key.
        found.append((yield from load(child, run, list(keys))) if keys else defaultdict(_nothing))
    return found


def _nothing() -> None:
    return None


def _cursor(branch: Branch, asked: Asked, dialect: Dialect) -> Callable[[DriverRow], str]:
    """What makes a row's cursor of the columns that stand behind all others."""
    readers = [reader(column.type, dialect) for column in asked.order.columns]
    first = len(branch.columns)

    def cursor(row: DriverRow) -> str:
        places = row[first : first + len(readers)]
        return cursors.encode(
            [
                value if read is None else read(value)
                for value, read in zip(places, readers, strict=True)
            ]
        )

    return cursor


def constant(value: str) -> Callable[..., str]:
    return lambda *_: value


def each_row(make: MakeObject) -> MakePage:
    return lambda page, below, run: [make(row, below, run) for row in page.rows]


def of_row(make: MakeObject) -> Callable[..., Any]:
    return lambda _, row, below, run: make(row, below, run)


def members_of(members: Sequence[tuple[str, MakePage]]) -> MakePage:
    return lambda page, below, run: {key: make(page, below, run) for key, make in members}


def _edge_of_page(place: int) -> MakePage:
    return lambda page, *_: page.cursor(page.rows[place]) if page.rows else None


PAGE_INFO: dict[str, MakePage] = {
    "hasNextPage": lambda page, *_: page.has_next,
    "hasPreviousPage": lambda page, *_: page.has_previous,
    "startCursor": _edge_of_page(0),
    "endCursor": _edge_of_page(-1),
}
