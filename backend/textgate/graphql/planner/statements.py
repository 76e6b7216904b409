"""The SQL of a plan's branches. Each statement is compiled once for every combination of its arguments.

For the branch SENDERS of one account, with its numbers joined:

    SELECT sender.account_id, sender.id, sender.name, joined_1.id, joined_1.phone, sender.kind FROM sender
    LEFT JOIN sms_number AS joined_1 ON joined_1.sender_id = sender.id AND …
    WHERE sender.partner_id = ? AND sender.account_id = ? ORDER BY … LIMIT ?
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from enum import Enum
from typing import Any

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
    func,
    literal_column,
    select,
    true,
)
from sqlalchemy.sql.visitors import replacement_traverse

from textgate.graphql.declare.relation import Order, Relation, Shape
from textgate.graphql.lists import cursors
from textgate.graphql.planner.branch import Source
from textgate.graphql.planner.branch_request import BranchRequest
from textgate.services.access.scope import open_scope, within
from textgate.storage.compiled_query import CompiledQuery, Layout, layout_of
from textgate.storage.lru_cache import LruCache
from textgate.storage.parameters import is_among, key_encoder, key_table, open_parameter
from textgate.storage.statement_program import AccessPath, Rows, Statement

# Several times the number of different statements that a product's operations need.
REMEMBERED = 1_000

_EACH, _TOTAL = "each", "total"


class _Parents(Enum):
    """How many parent rows a branch has."""

    NONE = "NONE"
    ONE = "ONE"
    MANY = "MANY"

    @classmethod
    def of(cls, parents: Sequence[Any] | None) -> _Parents:
        if parents is None:
            return cls.NONE
        return cls.ONE if len(parents) == 1 else cls.MANY


class Statements:
    """Builds and caches the statements for one database."""

    def __init__(self, dialect: Dialect) -> None:
        self.dialect = dialect
        self._queries: LruCache[CompiledQuery] = LruCache(REMEMBERED)
        self._layouts: LruCache[Layout] = LruCache(REMEMBERED)
        self.encode_key = key_encoder(dialect)

    def layout(self, source: Source) -> Layout:
        """The index and the reader of each of a source's columns."""
        indexed = tuple((index, column) for column, index in source.columns.items())
        layout = self._layouts.get(indexed)
        if layout is None:
            layout = self._layouts[indexed] = layout_of(indexed, self.dialect)
        return layout

    def rows(self, request: BranchRequest, parents: Sequence[Any] | None) -> Statement:
        """Selects the branch's rows. `parents` are the parents' keys as the driver has them; None at the root.

        Pages below several parents share one LIMIT. If `may_be_incomplete`, select `rows_of_each` instead.
        """
        count = _Parents.of(parents)
        query = self._query(request, count, lambda: _rows(self.dialect, request, count))
        return self._fill(query, request, parents, _limit(request, parents))

    def rows_of_each(self, request: BranchRequest, parents: Sequence[Any]) -> Statement:
        """Selects the pages below several parents, each with a LIMIT of its own."""
        query = self._query(request, _EACH, lambda: _page_of_each(self.dialect, request))
        return self._fill(query, request, parents, _limit(request, None))

    @staticmethod
    def may_be_incomplete(
        request: BranchRequest, parents: Sequence[Any] | None, rows: Rows
    ) -> bool:
        """True if the shared LIMIT may have cut off rows of some parent's page."""
        return _Parents.of(parents) is _Parents.MANY and len(rows) == _limit(request, parents)

    def _fill(
        self,
        query: CompiledQuery,
        request: BranchRequest,
        parents: Sequence[Any] | None,
        limit: int | None,
    ) -> Statement:
        return query.bind(request.values(self.dialect, parents, limit), _access_path(request))

    def totals(self, request: BranchRequest, parents: Sequence[Any] | None) -> Statement:
        """Counts the branch's rows, for each parent if there are any: rows of (parent, count) or (count,)."""
        precomputed = request.precomputed_count
        if precomputed is not None:
            return CompiledQuery(precomputed, self.dialect).bind({}, AccessPath.RANGE)
        query = self._query(request, _TOTAL, lambda: _totals(self.dialect, request))
        return query.bind(request.values(self.dialect, parents, None), AccessPath.SCAN)

    def _query(
        self, request: BranchRequest, purpose: Hashable, build: Callable[[], Select[Any]]
    ) -> CompiledQuery:
        if request.extra_filters or (purpose is not _TOTAL and request.page_hint):
            # These embed their values: a cached statement would never be used again.
            return CompiledQuery(build(), self.dialect)
        branch, key = request.branch, (purpose, *request.cache_key)
        query = branch.queries.get(key)
        if query is None:
            # Branches of other operations may need the same statement.
            parts = (branch.relation, *branch.joins, *branch.selected, branch.wants_cursors)
            shared_key = (*parts, *key)
            query = self._queries.get(shared_key)
            if query is None:
                query = self._queries[shared_key] = CompiledQuery(build(), self.dialect)
            branch.queries[key] = query
        return query


def _access_path(request: BranchRequest) -> AccessPath:
    relation = request.branch.relation
    is_page = relation.shape is Shape.PAGE
    # A filtered page may pass over any number of rows of its index.
    if request.extra_filters or request.page_hint or (is_page and request.filters):
        return AccessPath.SCAN
    return AccessPath.RANGE if is_page and relation.column is None else AccessPath.LOOKUP


def _conditions(request: BranchRequest) -> list[ColumnElement[bool]]:
    """Every statement carries the viewer's scope, so it cannot find another partner's rows."""
    relation = request.branch.relation
    filters = [
        equality.column == open_parameter(f"filter_{equality.argument}", equality.column.type)
        for equality in request.filters
    ]
    return [_in_scope(request, relation), *relation.where, *filters, *request.extra_filters]


def _in_scope(request: BranchRequest, relation: Relation) -> ColumnElement[bool]:
    return within(open_scope(is_limited=request.viewer.account_id is not None), relation.table)


def _limit(request: BranchRequest, parents: Sequence[Any] | None) -> int | None:
    """One row more than the page of each parent, to see whether there is a next page."""
    if request.branch.relation.shape is not Shape.PAGE:
        return None
    limit: int = request.arguments["first"] + 1
    return limit if parents is None else limit * len(parents)


def _rows(dialect: Dialect, request: BranchRequest, parents: _Parents) -> Select[Any]:
    relation, order = request.branch.relation, request.order
    is_page = relation.shape is Shape.PAGE
    if is_page and parents is _Parents.MANY and dialect.name == "postgresql":
        return _page_of_many(dialect, request)
    statement = _select(request, relation.table, relation.table).where(*_conditions(request))
    if parents is not _Parents.MANY:
        statement = statement.where(*request.page_hint)
    if parents is _Parents.ONE:
        statement = statement.where(_key(relation) == open_parameter("parent", Uuid(), is_raw=True))
    elif parents is _Parents.MANY:
        statement = statement.where(is_among(_key(relation), "parents", dialect.name))
    if is_page:
        return _page(statement, request, (_key(relation),) if parents is _Parents.MANY else ())
    return statement if relation.shape is Shape.ONE else statement.order_by(*order.columns)


def _page_of_many(dialect: Dialect, request: BranchRequest) -> Select[Any]:
    """As a page below one parent. OFFSET keeps PostgreSQL from reading all rows of the partner in the page's
    order, in the hope that the LIMIT comes soon."""
    relation = request.branch.relation
    table, key = relation.table, _key(relation)
    of_parents = is_among(key, "parents", dialect.name)
    conditions = (*_conditions(request), of_parents, *_beyond(request))
    rows = select(table).where(*conditions).offset(literal_column("0")).subquery("of_parents")
    directed = [_renamed(column, table, rows) for column in _directed(request.order, (key,))]
    page = _select(request, rows, rows).order_by(*directed)
    return page.limit(open_parameter("limit", Integer()))


def _select(request: BranchRequest, own: FromClause, rows: FromClause) -> Select[Any]:
    """Selects the branch's columns. `own` is its table or an alias of it; `rows` is what to select from."""
    branch, table = request.branch, request.branch.relation.table
    sources = [own]
    for number, relation in branch.joins:
        joined = relation.table.alias(f"joined_{len(sources)}")
        matches = joined.c[_key(relation).name] == sources[number].c[relation.key]
        in_scope = _renamed(_in_scope(request, relation), relation.table, joined)
        rows = rows.outerjoin(joined, and_(matches, in_scope))
        sources.append(joined)
    columns = [sources[number].c[column.name] for number, column in branch.selected]
    # Cursors are made of the order's columns, which come last.
    ordered = request.order.columns if branch.wants_cursors else ()
    selected = [*columns, *(_renamed(column, table, own) for column in ordered)]
    # `{ __typename }` needs no column, but SQLite needs one.
    return select(*selected or [literal_column("1")]).select_from(rows)


def _page(
    statement: Select[Any], request: BranchRequest, parent_key: Sequence[ColumnElement[Any]] = ()
) -> Select[Any]:
    statement = statement.where(*_beyond(request)).order_by(*_directed(request.order, parent_key))
    return statement.limit(open_parameter("limit", Integer()))


def _beyond(request: BranchRequest) -> Sequence[ColumnElement[bool]]:
    """The condition for rows after the cursor, if there is one."""
    if request.after is None:
        return ()
    cursor = [
        open_parameter(f"after_{index}", column.type)
        for index, column in enumerate(request.order.columns)
    ]
    return (cursors.beyond(request.order, cursor),)


def _page_of_each(dialect: Dialect, request: BranchRequest) -> Select[Any]:
    """One page for each parent. Each is a range of the index, however many rows lie beyond it."""
    relation, keys = request.branch.relation, key_table("parents", dialect.name)
    table = relation.table
    of_parent = _key(relation) == keys.c.value
    page = _page(select(table).where(of_parent, *_conditions(request)), request)
    chosen: FromClause
    if dialect.name == "postgresql":
        chosen = page.lateral("chosen")
        rows = keys.join(chosen, true())
    else:
        # SQLite has no LATERAL: a subquery finds the page's ids, and the join its rows.
        chosen = table.alias("chosen")
        has_id = chosen.c.id.in_(page.with_only_columns(table.c.id).correlate(keys))
        in_scope = _renamed(_in_scope(request, relation), table, chosen)
        rows = keys.join(chosen, and_(in_scope, has_id))
    directed = [_renamed(column, table, chosen) for column in _directed(request.order)]
    return _select(request, chosen, rows).order_by(*directed)


def _renamed(expression: Any, table: Table, alias: FromClause) -> Any:
    """The expression with the table's columns replaced by the alias's."""

    def replace(element: Any, **_: Any) -> Any:
        is_column = isinstance(element, Column) and element.table is table
        return alias.c[element.name] if is_column else None

    return replacement_traverse(expression, {}, replace)


def _totals(dialect: Dialect, request: BranchRequest) -> Select[Any]:
    relation = request.branch.relation
    if relation.column is None:
        return select(func.count()).select_from(relation.table).where(*_conditions(request))
    of_parents = is_among(relation.column, "parents", dialect.name)
    counts = select(relation.column, func.count()).where(of_parents, *_conditions(request))
    return counts.group_by(relation.column)


def _key(relation: Relation) -> Column[Any]:
    assert relation.column is not None
    return relation.column


def _directed(order: Order, prefix: Sequence[ColumnElement[Any]] = ()) -> list[ColumnElement[Any]]:
    """The prefix and the order's columns, all in one direction, as an index is read."""
    columns = (*prefix, *order.columns)
    return [column.desc() if order.is_descending else column for column in columns]
