"""The branches of a plan, and their statements: compiled once for each shape that its arguments can have."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import (
    Column,
    ColumnElement,
    Dialect,
    Integer,
    Select,
    Uuid,
    func,
    select,
    true,
)
from sqlalchemy.sql.visitors import replacement_traverse

from textgate.graphql import cursors
from textgate.graphql.entity import Order, Relation, Shape
from textgate.graphql.errors import invalid_argument
from textgate.graphql.remember import Remembered
from textgate.services.scope import open_scope, within
from textgate.storage.query import (
    Layout,
    Query,
    Statement,
    among,
    each_of,
    layout_of,
    open_parameter,
)

if TYPE_CHECKING:
    from textgate.graphql.plan_rows import Asked, Page, Run

MAX_PAGE = 100

# Every shape of every relation that is asked for, several times over.
REMEMBERED = 1_000

DriverRow: TypeAlias = Sequence[Any]
"""One row as the driver has it; a branch's columns tell what is where."""

MakeObject: TypeAlias = "Callable[[DriverRow, list[Mapping[Any, Any]], Run], Any]"
MakePage: TypeAlias = "Callable[[Page, list[Mapping[Any, Any]], Run], Any]"
"""What becomes of a row, or a page of rows: given with it is what was found for each branch below, by key."""


@dataclass(slots=True, eq=False)
class Branch:
    """The rows of one relation, for all the rows above it at once, and what is wanted below them.

    `kinds` are those of the rows above that it is wanted for, as their driver has them; None for all.
    `fixed` are its arguments where no variable is in them.
    """

    relation: Relation
    columns: dict[Column[Any], int] = field(default_factory=dict)
    below: dict[Any, Branch] = field(default_factory=dict)
    kinds: set[str] | None = None
    fixed: Mapping[str, Any] | None = None
    wants_rows: bool = False
    wants_total: bool = False
    wants_cursors: bool = False
    queries: dict[Hashable, Query] = field(default_factory=dict)
    make: MakeObject | None = None
    make_page: MakePage | None = None

    def place(self, column: Column[Any]) -> int:
        """Where a column is in the branch's rows; it is selected if it was not yet."""
        return self.columns.setdefault(column, len(self.columns))

    def place_all(self) -> None:
        for column in self.relation.table.c:
            self.place(column)

    def child(self, relation: Relation, reader: Hashable, kind: str | None) -> tuple[int, Branch]:
        """The branch below this one that a field reads, the same for the same `reader`, on rows of this kind
        as well (None for every kind), and the how-manieth it is."""
        key = (id(relation), reader)
        known = self.below.get(key)
        if known is None:
            known = self.below[key] = Branch(relation, kinds=None if kind is None else set())
            self.place(self.relation.table.c[relation.key])
            if relation.column is not None:
                known.place(relation.column)
        if known.kinds is not None and kind is not None:
            known.kinds.add(kind)
        return list(self.below).index(key), known


def check_page_size(relation: Relation, arguments: Mapping[str, Any]) -> None:
    """Raises for a page that is too large or too small, whether or not there is anything to be paged."""
    if relation.shape is Shape.PAGE and not 1 <= arguments["first"] <= MAX_PAGE:
        raise invalid_argument("first", f"must be from 1 to {MAX_PAGE}")


class _Above(Enum):
    """How many rows there are above a branch's."""

    NONE = "NONE"
    ONE = "ONE"
    MANY = "MANY"

    @classmethod
    def of(cls, parents: Sequence[Any] | None) -> _Above:
        if parents is None:
            return cls.NONE
        return cls.ONE if len(parents) == 1 else cls.MANY


class Statements:
    """The statements for one database, remembered by what they read and in which shape."""

    def __init__(self, dialect: Dialect) -> None:
        self.dialect = dialect
        self._queries: Remembered[Query] = Remembered(REMEMBERED)
        self._layouts: Remembered[Layout] = Remembered(REMEMBERED)
        self.raw_key: Callable[[Any], Any] = Uuid().bind_processor(dialect) or (lambda key: key)
        """What makes a row's id what the driver has for it."""

    def layout(self, branch: Branch) -> Layout:
        """Where a branch's columns are in its rows, and what reads them."""
        columns = tuple(branch.columns)
        layout = self._layouts.get(columns)
        if layout is None:
            layout = self._layouts[columns] = layout_of(columns, self.dialect)
        return layout

    def rows(self, asked: Asked, parents: Sequence[Any] | None) -> Statement:
        """The statement for a branch's rows; `parents` are the keys of the rows above, as the driver has
        them, and None where there are none above."""
        above = _Above.of(parents)
        query = self._query(asked, above, lambda: _rows(self.dialect, asked, above))
        is_page = asked.branch.relation.shape is Shape.PAGE
        # Whatever else a page's rows have to be, its index has to be searched for.
        is_short = not asked.narrowed and not asked.sought and not (is_page and asked.given)
        return query.fill(asked.values(self.dialect, parents, is_page=is_page), is_short=is_short)

    def totals(self, asked: Asked, parents: Sequence[Any] | None) -> Statement:
        """The statement that counts a branch's rows, by the rows above where there are any."""
        known = asked.counted
        if known is not None:
            return Query(known, self.dialect).fill({}, is_short=True)
        query = self._query(asked, "total", lambda: _totals(self.dialect, asked))
        return query.fill(asked.values(self.dialect, parents, is_page=False), is_short=False)

    def _query(self, asked: Asked, what: Hashable, build: Callable[[], Select[Any]]) -> Query:
        if asked.narrowed or (isinstance(what, _Above) and asked.sought):
            # Filters hold their values in them: no two are the same.
            return Query(build(), self.dialect)
        branch, key = asked.branch, (what, *asked.shape)
        query = branch.queries.get(key)
        if query is None:
            # Branches of other operations ask for the same.
            known = (branch.relation, *map(id, branch.columns), branch.wants_cursors, *key)
            query = self._queries.get(known)
            if query is None:
                query = self._queries[known] = Query(build(), self.dialect)
            branch.queries[key] = query
        return query


def _conditions(asked: Asked) -> list[ColumnElement[bool]]:
    """Every statement carries the viewer: what is another's cannot be found at all."""
    relation = asked.branch.relation
    scope = open_scope(is_limited=asked.viewer.account_id is not None)
    given = [
        each.column == open_parameter(f"given_{each.argument}", each.column.type)
        for each in asked.given
    ]
    return [within(scope, relation.table), *relation.where, *given, *asked.narrowed]


def _rows(dialect: Dialect, asked: Asked, above: _Above) -> Select[Any]:
    branch, relation, order = asked.branch, asked.branch.relation, asked.order
    if relation.shape is Shape.PAGE and above is _Above.MANY:
        return _page_of_each(dialect, asked)
    # An order's columns stand behind all others: cursors are made of them.
    places = order.columns if branch.wants_cursors else ()
    statement = select(*branch.columns, *places).where(*_conditions(asked), *asked.sought)
    if above is _Above.ONE:
        statement = statement.where(_key(relation) == open_parameter("parent", Uuid(), is_raw=True))
    elif above is _Above.MANY:
        statement = statement.where(among(_key(relation), "parents", dialect))
    if relation.shape is Shape.PAGE:
        return _page(statement, asked)
    return statement if relation.shape is Shape.ONE else statement.order_by(*order.columns)


def _page(statement: Select[Any], asked: Asked) -> Select[Any]:
    order = asked.order
    if asked.after is not None:
        edge = [
            open_parameter(f"after_{place}", column.type)
            for place, column in enumerate(order.columns)
        ]
        statement = statement.where(cursors.beyond(order, edge))
    return statement.order_by(*_directed(order)).limit(open_parameter("limit", Integer()))


def _page_of_each(dialect: Dialect, asked: Asked) -> Select[Any]:
    """A page for each of several rows above, each found by its index and no longer than it may be, however
    many rows there are behind it."""
    branch, relation, order = asked.branch, asked.branch.relation, asked.order
    table, conditions = relation.table, _conditions(asked)
    keys = each_of("parents", dialect)
    is_mine = _key(relation) == keys.c.value
    if dialect.name == "postgresql":
        labels = [column.label(f"order_{at}") for at, column in enumerate(order.columns)]
        page = select(*branch.columns, *labels).where(is_mine, *conditions)
        rows = _page(page, asked).lateral("page")
        directed = [rows.c[label.name] for label in labels]
        found = select(*rows.c).select_from(keys.join(rows, true()))
        return found.order_by(*(each.desc() if order.is_descending else each for each in directed))
    # SQLite has no LATERAL: the page's ids are found in a subquery, the rows by them.
    chosen = table.alias("chosen")
    page = _page(select(table.c.id).where(is_mine, *conditions), asked).correlate(keys)
    rows_of_page = keys.join(chosen, chosen.c.id.in_(page))
    places = order.columns if branch.wants_cursors else ()
    columns = [_of(chosen, column) for column in (*branch.columns, *places)]
    directed = [_of(chosen, column) for column in _directed(order)]
    return select(*columns).select_from(rows_of_page).order_by(*directed)


def _of(alias: Any, expression: Any) -> Any:
    """An expression over a table as one over its alias."""

    def replace(element: Any, **_: Any) -> Any:
        is_column = isinstance(element, Column) and element.table is alias.element
        return alias.c[element.name] if is_column else None

    return replacement_traverse(expression, {}, replace)


def _totals(dialect: Dialect, asked: Asked) -> Select[Any]:
    relation = asked.branch.relation
    if relation.column is None:
        return select(func.count()).select_from(relation.table).where(*_conditions(asked))
    of_parents = among(relation.column, "parents", dialect)
    counted = select(relation.column, func.count()).where(of_parents, *_conditions(asked))
    return counted.group_by(relation.column)


def _key(relation: Relation) -> Column[Any]:
    assert relation.column is not None
    return relation.column


def _directed(order: Order) -> list[ColumnElement[Any]]:
    return [column.desc() if order.is_descending else column for column in order.columns]
