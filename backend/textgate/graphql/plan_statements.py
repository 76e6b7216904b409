"""The branches of a plan, and their statements: compiled once for each shape that its arguments can have."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from sqlalchemy import Column, ColumnElement, Dialect, Integer, Select, Uuid, func, select

from textgate.domain.viewer import Viewer
from textgate.graphql import cursors
from textgate.graphql.context import Context
from textgate.graphql.entity import Order, Relation, Shape
from textgate.graphql.errors import invalid_argument
from textgate.graphql.remember import Remembered
from textgate.services.scope import within
from textgate.storage.query import Query, among, many, open_parameter, raw

if TYPE_CHECKING:
    from textgate.graphql.plan_rows import Page, Run

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


Statement = tuple[str, list[Any]]


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
    """The statements for one database."""

    def __init__(self, dialect: Dialect) -> None:
        self.dialect = dialect
        self._queries: Remembered[Query] = Remembered(REMEMBERED)

    def raw_key(self, key: Any) -> Any:
        """A row's id as the driver has it."""
        return raw(key, Uuid(), self.dialect)

    def rows(self, asked: Asked, parents: Sequence[Any] | None) -> Statement:
        """The statement for a branch's rows; `parents` are the keys of the rows above, as the driver has
        them, and None where there are none above."""
        above = _Above.of(parents)
        query = self._query(asked, above, lambda: _rows(self.dialect, asked, above))
        return query.fill(asked.values(self, parents))

    def totals(self, asked: Asked, parents: Sequence[Any] | None) -> Statement:
        """The statement that counts a branch's rows, by the rows above where there are any."""
        query = self._query(asked, "total", lambda: _totals(self.dialect, asked))
        return query.fill(asked.values(self, parents, is_total=True))

    def _query(self, asked: Asked, what: Hashable, build: Any) -> Query:
        if asked.narrowed:
            # Filters hold their values in them: no two are the same.
            return Query(build(), self.dialect)
        key = (asked.shape, what)
        query = self._queries.get(key)
        if query is None:
            query = self._queries[key] = Query(build(), self.dialect)
        return query


class Asked:
    """A branch as one request asks for it."""

    def __init__(self, branch: Branch, arguments: Mapping[str, Any], context: Context) -> None:
        self.branch = branch
        self.arguments = arguments
        self.viewer = context.viewer
        relation = branch.relation
        self.narrowed = relation.narrow(arguments, context) if relation.narrow else ()
        self.given = [each for each in relation.given if arguments.get(each.argument) is not None]
        self._given_values = [each.read(arguments[each.argument]) for each in self.given]
        self.is_vain = any(value is None for value in self._given_values)
        """Whether no row can be what was asked for, such as one with an id that is none."""

    @cached_property
    def order(self) -> Order:
        return self.branch.relation.ordered(self.arguments)

    @property
    def after(self) -> str | None:
        return self.arguments.get("after")

    @cached_property
    def shape(self) -> Hashable:
        branch = self.branch
        return (
            id(branch.relation),
            tuple(map(id, branch.columns)),
            branch.wants_cursors,
            self.viewer.account_id is not None,
            tuple(each.argument for each in self.given),
            tuple(map(id, self.order.columns)) if branch.relation.shape is not Shape.ONE else None,
            self.order.is_descending if branch.relation.shape is not Shape.ONE else None,
            self.after is not None,
        )

    def values(
        self, statements: Statements, parents: Sequence[Any] | None, *, is_total: bool = False
    ) -> dict[str, Any]:
        """What fills the statement's places, as the driver takes it."""
        dialect = statements.dialect
        values = {"viewer_partner": statements.raw_key(self.viewer.partner_id)}
        if self.viewer.account_id is not None:
            values["viewer_account"] = statements.raw_key(self.viewer.account_id)
        for each, value in zip(self.given, self._given_values, strict=True):
            values[f"given_{each.argument}"] = raw(value, each.column.type, dialect)
        if parents is not None:
            values["parents"] = many(parents, dialect)
            values["parent"] = parents[0]
        if self.branch.relation.shape is Shape.PAGE and not is_total:
            values["limit"] = self.arguments["first"] + 1
            if self.after is not None:
                edge = cursors.decode(self.after, self.order)
                for place, (value, column) in enumerate(zip(edge, self.order.columns, strict=True)):
                    values[f"after_{place}"] = raw(value, column.type, dialect)
        return values


def _conditions(asked: Asked) -> list[ColumnElement[bool]]:
    """Every statement carries the viewer: what is another's cannot be found at all."""
    relation, viewer = asked.branch.relation, asked.viewer
    anybody = SimpleNamespace(
        partner_id=open_parameter("viewer_partner", Uuid()),
        account_id=viewer.account_id and open_parameter("viewer_account", Uuid()),
    )
    given = [
        each.column == open_parameter(f"given_{each.argument}", each.column.type)
        for each in asked.given
    ]
    scope = within(cast(Viewer, anybody), relation.table)
    return [scope, *relation.where, *given, *asked.narrowed]


def _rows(dialect: Dialect, asked: Asked, above: _Above) -> Select[Any]:
    branch, relation = asked.branch, asked.branch.relation
    conditions = _conditions(asked)
    # An order's columns stand behind all others: cursors are made of them.
    places = [
        column.label(f"order_{place}")
        for place, column in enumerate(asked.order.columns if branch.wants_cursors else ())
    ]
    statement = select(*branch.columns, *places).where(*conditions)
    if relation.shape is not Shape.PAGE:
        if above is not _Above.NONE:
            statement = statement.where(_of_parents(dialect, relation, above))
        return (
            statement if relation.shape is Shape.ONE else statement.order_by(*asked.order.columns)
        )
    order = asked.order
    directed = [column.desc() if order.is_descending else column for column in order.columns]
    if asked.after is not None:
        edge = [
            open_parameter(f"after_{place}", column.type)
            for place, column in enumerate(order.columns)
        ]
        statement = statement.where(cursors.beyond(order, edge))
    limit = open_parameter("limit", Integer())
    if above is _Above.NONE:
        return statement.order_by(*directed).limit(limit)
    statement = statement.where(_of_parents(dialect, relation, above))
    if above is _Above.ONE:
        return statement.order_by(*directed).limit(limit)
    # Each of several parents has a page of its own.
    place = func.row_number().over(partition_by=relation.column, order_by=directed).label("place")
    ranked = statement.add_columns(place).subquery()
    *columns, rank = ranked.c
    return select(*columns).where(rank <= limit).order_by(rank)


def _totals(dialect: Dialect, asked: Asked) -> Select[Any]:
    relation = asked.branch.relation
    if relation.column is None:
        return select(func.count()).select_from(relation.table).where(*_conditions(asked))
    of_parents = _of_parents(dialect, relation, _Above.MANY)
    counted = select(relation.column, func.count()).where(of_parents, *_conditions(asked))
    return counted.group_by(relation.column)


def _of_parents(dialect: Dialect, relation: Relation, above: _Above) -> ColumnElement[bool]:
    column = relation.column
    assert column is not None
    if above is _Above.MANY:
        return among(column, "parents", dialect)
    return column == open_parameter("parent", Uuid())
