"""The statements of a plan's branches: compiled once for each shape that their arguments can have."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from enum import Enum
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Dialect,
    FromClause,
    Integer,
    Select,
    Table,
    Uuid,
    and_,
    false,
    func,
    literal_column,
    select,
    true,
)
from sqlalchemy.sql.visitors import replacement_traverse

from textgate.graphql.declare.entity import Order, Relation, Shape
from textgate.graphql.lists import cursors
from textgate.services.access.scope import open_scope, within
from textgate.storage.compiled_query import CompiledQuery, Layout, layout_of
from textgate.storage.lru_cache import LruCache
from textgate.storage.parameters import is_among, key_encoder, key_table, open_parameter
from textgate.storage.statement_program import AccessPath, Rows, Statement

if TYPE_CHECKING:
    from textgate.graphql.planner.branch import BranchRequest, Source

# Every shape of every relation that is asked for, several times over.
REMEMBERED = 1_000

_EACH, _TOTAL = "each", "total"


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
        self._queries: LruCache[CompiledQuery] = LruCache(REMEMBERED)
        self._layouts: LruCache[Layout] = LruCache(REMEMBERED)
        self.raw_key = key_encoder(dialect)

    def layout(self, source: Source) -> Layout:
        """Where a source's columns are in the rows, and what reads them."""
        places = tuple((place, column) for column, place in source.columns.items())
        layout = self._layouts.get(places)
        if layout is None:
            layout = self._layouts[places] = layout_of(places, self.dialect)
        return layout

    def rows(self, asked: BranchRequest, parents: Sequence[Any] | None) -> Statement:
        """The statement for a branch's rows; `parents` are the keys of the rows above, as the driver has
        them, and None where there are none above. Pages below several are read together: where that
        `has_left_out` something they need `rows_of_each`."""
        above = _Above.of(parents)
        query = self._query(asked, above, lambda: _rows(self.dialect, asked, above))
        return self._fill(query, asked, parents, _limit(asked, parents))

    def rows_of_each(self, asked: BranchRequest, parents: Sequence[Any]) -> Statement:
        """The statement for pages below several rows, each found by itself."""
        query = self._query(asked, _EACH, lambda: _page_of_each(self.dialect, asked))
        return self._fill(query, asked, parents, _limit(asked, None))

    @staticmethod
    def has_left_out(asked: BranchRequest, parents: Sequence[Any] | None, rows: Rows) -> bool:
        """Whether pages that were read together may have more rows than these."""
        return _Above.of(parents) is _Above.MANY and len(rows) == _limit(asked, parents)

    def _fill(
        self,
        query: CompiledQuery,
        asked: BranchRequest,
        parents: Sequence[Any] | None,
        limit: int | None,
    ) -> Statement:
        return query.bind(asked.values(self.dialect, parents, limit), _effort(asked))

    def totals(self, asked: BranchRequest, parents: Sequence[Any] | None) -> Statement:
        """The statement that counts a branch's rows, by the rows above where there are any."""
        known = asked.counted
        if known is not None:
            return CompiledQuery(known, self.dialect).bind({}, AccessPath.RANGE)
        query = self._query(asked, _TOTAL, lambda: _totals(self.dialect, asked))
        return query.bind(asked.values(self.dialect, parents, None), AccessPath.SCAN)

    def _query(
        self, asked: BranchRequest, what: Hashable, build: Callable[[], Select[Any]]
    ) -> CompiledQuery:
        if asked.narrowed or (what is not _TOTAL and asked.sought):
            # Filters hold their values in them: no two are the same.
            return CompiledQuery(build(), self.dialect)
        branch, key = asked.branch, (what, *asked.shape)
        query = branch.queries.get(key)
        if query is None:
            # Branches of other operations ask for the same.
            read = (branch.relation, *branch.joins, *branch.selected, branch.wants_cursors)
            known = (*read, *key)
            query = self._queries.get(known)
            if query is None:
                query = self._queries[known] = CompiledQuery(build(), self.dialect)
            branch.queries[key] = query
        return query


def _effort(asked: BranchRequest) -> AccessPath:
    relation = asked.branch.relation
    is_page = relation.shape is Shape.PAGE
    # Whatever else a page's rows have to be, its index has to be searched for.
    if asked.narrowed or asked.sought or (is_page and asked.given):
        return AccessPath.SCAN
    return AccessPath.RANGE if is_page and relation.column is None else AccessPath.LOOKUP


def _conditions(asked: BranchRequest) -> list[ColumnElement[bool]]:
    """Every statement carries the viewer: what is another's cannot be found at all."""
    relation = asked.branch.relation
    given = [
        each.column == open_parameter(f"given_{each.argument}", each.column.type)
        for each in asked.given
    ]
    return [_is_reached(asked, relation), *relation.where, *given, *asked.narrowed]


def _is_reached(asked: BranchRequest, relation: Relation) -> ColumnElement[bool]:
    reached = within(open_scope(is_limited=asked.viewer.account_id is not None), relation.table)
    # What is found by the keys of the rows above is not to be looked for among all of a partner's rows, which
    # to a planner that does not know the partner may seem few: it cannot see into a function.
    return reached if relation.column is None else func.coalesce(reached, false())


def _limit(asked: BranchRequest, parents: Sequence[Any] | None) -> int | None:
    """How many rows are read for a page, or for several together: one more than are wanted of each."""
    if asked.branch.relation.shape is not Shape.PAGE:
        return None
    limit: int = asked.arguments["first"] + 1
    return limit if parents is None else limit * len(parents)


def _rows(dialect: Dialect, asked: BranchRequest, above: _Above) -> Select[Any]:
    relation, order = asked.branch.relation, asked.order
    statement = _select(asked, relation.table, relation.table).where(
        *_conditions(asked), *asked.sought
    )
    if above is _Above.ONE:
        statement = statement.where(_key(relation) == open_parameter("parent", Uuid(), is_raw=True))
    elif above is _Above.MANY:
        statement = statement.where(is_among(_key(relation), "parents", dialect))
    if relation.shape is Shape.PAGE:
        return _page(statement, asked, (_key(relation),) if above is _Above.MANY else ())
    return statement if relation.shape is Shape.ONE else statement.order_by(*order.columns)


def _select(asked: BranchRequest, own: FromClause, rows: FromClause) -> Select[Any]:
    """What a branch selects of rows, in which its table may go by another name, and of what is beside them."""
    branch, table = asked.branch, asked.branch.relation.table
    sources = [own]
    for number, relation in branch.joins:
        joined = relation.table.alias(f"beside_{len(sources)}")
        is_beside = joined.c[_key(relation).name] == sources[number].c[relation.key]
        is_reached = _renamed(_is_reached(asked, relation), relation.table, joined)
        rows = rows.outerjoin(joined, and_(is_beside, is_reached))
        sources.append(joined)
    columns = [sources[number].c[column.name] for number, column in branch.selected]
    # An order's columns stand behind all others: cursors are made of them.
    places = asked.order.columns if branch.wants_cursors else ()
    selected = [*columns, *(_renamed(place, table, own) for place in places)]
    # SQLite does not take a SELECT without columns, which `{ __typename }` would make.
    return select(*selected or [literal_column("1")]).select_from(rows)


def _page(
    statement: Select[Any], asked: BranchRequest, above: Sequence[ColumnElement[Any]] = ()
) -> Select[Any]:
    order = asked.order
    if asked.after is not None:
        edge = [
            open_parameter(f"after_{place}", column.type)
            for place, column in enumerate(order.columns)
        ]
        statement = statement.where(cursors.beyond(order, edge))
    statement = statement.order_by(*_directed(order, above))
    return statement.limit(open_parameter("limit", Integer()))


def _page_of_each(dialect: Dialect, asked: BranchRequest) -> Select[Any]:
    """A page for each of several rows above, each found by its index and no longer than it may be, however
    many rows there are behind it."""
    relation, keys = asked.branch.relation, key_table("parents", dialect)
    table = relation.table
    is_mine = _key(relation) == keys.c.value
    page = _page(select(table).where(is_mine, *_conditions(asked)), asked)
    chosen: FromClause
    if dialect.name == "postgresql":
        chosen = page.lateral("chosen")
        rows = keys.join(chosen, true())
    else:
        # SQLite has no LATERAL: the page's ids are found in a subquery, the rows by them.
        chosen = table.alias("chosen")
        rows = keys.join(
            chosen, chosen.c.id.in_(page.with_only_columns(table.c.id).correlate(keys))
        )
    directed = [_renamed(column, table, chosen) for column in _directed(asked.order)]
    return _select(asked, chosen, rows).order_by(*directed)


def _renamed(expression: Any, table: Table, other: FromClause) -> Any:
    """An expression over a table as one over another name for it."""

    def replace(element: Any, **_: Any) -> Any:
        is_column = isinstance(element, Column) and element.table is table
        return other.c[element.name] if is_column else None

    return replacement_traverse(expression, {}, replace)


def _totals(dialect: Dialect, asked: BranchRequest) -> Select[Any]:
    relation = asked.branch.relation
    if relation.column is None:
        return select(func.count()).select_from(relation.table).where(*_conditions(asked))
    of_parents = is_among(relation.column, "parents", dialect)
    counted = select(relation.column, func.count()).where(of_parents, *_conditions(asked))
    return counted.group_by(relation.column)


def _key(relation: Relation) -> Column[Any]:
    assert relation.column is not None
    return relation.column


def _directed(order: Order, above: Sequence[ColumnElement[Any]] = ()) -> list[ColumnElement[Any]]:
    """An order's columns, behind others that run the same way: an index is read in one direction."""
    columns = (*above, *order.columns)
    return [column.desc() if order.is_descending else column for column in columns]
