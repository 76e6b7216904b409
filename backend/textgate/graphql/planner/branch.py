"""The branches of a plan, and how they are read: the rows of each in one statement, then what is below them;
then what is wanted is made of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Generator, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

from graphql import FieldNode
from sqlalchemy import Column, ColumnElement, Dialect, Select

from textgate.graphql.declare.context import Context
from textgate.graphql.declare.entity import EqualityFilter, Relation, Shape
from textgate.graphql.declare.errors import invalid_argument
from textgate.graphql.lists import cursors
from textgate.graphql.planner.statements import Statements
from textgate.services.access.scope import scope_values
from textgate.storage.compiled_query import CompiledQuery
from textgate.storage.parameters import encode_keys
from textgate.storage.statement_program import Rows, Statement

MAX_PAGE = 100

Found: TypeAlias = Mapping[Any, Any]
"""What was made of a branch's rows, by the key of the row above; those without any have a default."""

Loading: TypeAlias = Generator[Statement, Rows, Found]

DriverRow: TypeAlias = Sequence[Any]
"""One row as the driver has it; a branch's columns tell what is where."""

Join: TypeAlias = tuple[int, Relation]
"""A relation whose one row stands beside each row of a branch's own relation (0), or of another join."""

Selected: TypeAlias = tuple[int, Column[Any]]
"""A column of a branch's own table (0), or of one of its joins."""

MakeObject: TypeAlias = "Callable[[DriverRow, list[Mapping[Any, Any]], Run], Any]"
MakePage: TypeAlias = "Callable[[PageRows, list[Mapping[Any, Any]], Run], Any]"
"""What becomes of a row, or a page of rows: given with it is what was found for each branch below, by key."""


@dataclass(slots=True, eq=False)
class Branch:
    """The rows of one relation, for all the rows above it at once, and what is wanted below them.

    `above` is where the key that leads here is in the rows above. `kinds` tells where their kinds are, and for
    which it is wanted; None for all. `fixed` are the arguments where no variable is in them.
    """

    relation: Relation
    above: int = 0
    kinds: tuple[int, set[str]] | None = None
    fixed: Mapping[str, Any] | None = None
    selected: dict[Selected, int] = field(default_factory=dict)
    """Where in the rows what is."""
    joins: list[Join] = field(default_factory=list)
    below: dict[Hashable, Branch] = field(default_factory=dict)
    wants_rows: bool = False
    wants_total: bool = False
    wants_cursors: bool = False
    queries: dict[Hashable, CompiledQuery] = field(default_factory=dict)
    make: MakeObject | None = None
    make_page: MakePage | None = None

    @property
    def own(self) -> Source:
        return Source(self, 0, self.relation)


class Source(NamedTuple):
    """What objects are made of: the rows of a branch's own relation (0), or those that one of its joins has
    put beside them."""

    branch: Branch
    number: int
    relation: Relation

    @property
    def columns(self) -> Mapping[Column[Any], int]:
        """Its columns in the branch's rows, and where they are."""
        selected = self.branch.selected.items()
        return {column: place for (number, column), place in selected if number == self.number}

    def place(self, column: Column[Any]) -> int:
        """Where a column is in the branch's rows; it is selected if it was not yet."""
        selected = self.branch.selected
        return selected.setdefault((self.number, column), len(selected))

    def place_all(self) -> None:
        for column in self.relation.table.c:
            self.place(column)

    def beside(self, relation: Relation) -> Source:
        """The one row of another relation, if there is one, that stands beside each of these."""
        join, joins = (self.number, relation), self.branch.joins
        if join not in joins:
            joins.append(join)
        return Source(self.branch, joins.index(join) + 1, relation)

    def child(self, relation: Relation, reader: Hashable, kind: str | None) -> tuple[int, Branch]:
        """The branch below that a field reads, the same for the same `reader`, on rows of this kind as well
        (None for every kind), and the how-manieth it is."""
        table, below = self.relation.table, self.branch.below
        key = (self.number, relation, reader)
        known = below.get(key)
        if known is None:
            kinds = None if kind is None else (self.place(table.c.kind), set[str]())
            known = below[key] = Branch(relation, self.place(table.c[relation.key]), kinds)
            if relation.column is not None:
                known.own.place(relation.column)
        if known.kinds is not None and kind is not None:
            known.kinds[1].add(kind)
        return list(below).index(key), known


def check_page_size(relation: Relation, arguments: Mapping[str, Any]) -> None:
    """Raises for a page that is too large or too small, whether or not there is anything to be paged."""
    if relation.shape is Shape.PAGE and not 1 <= arguments["first"] <= MAX_PAGE:
        raise invalid_argument("first", f"must be from 1 to {MAX_PAGE}")


class BranchRequest:
    """A branch as one request asks for it."""

    def __init__(
        self,
        branch: Branch,
        arguments: Mapping[str, Any],
        context: Context,
        scope: Mapping[str, Any],
    ) -> None:
        relation = branch.relation
        self.branch = branch
        self.arguments = arguments
        self.viewer = context.viewer
        self._scope = scope
        self._context = context
        self.narrowed = relation.narrow(arguments, context) if relation.narrow else ()
        self.given: dict[EqualityFilter, Any] = {}
        for each in relation.given:
            if arguments.get(each.argument) is not None:
                self.given[each] = each.read(arguments[each.argument])
        self.is_vain = bool(self.given) and None in self.given.values()
        """Whether no row can be what was asked for, such as one with an id that is none."""
        self.after: str | None = arguments.get("after")
        self.order = relation.order_by(arguments) if relation.order_by else relation.order
        self.sought: Sequence[ColumnElement[bool]] = ()
        """Where the page is, for its rows alone: not for their number."""
        if relation.seek and branch.wants_rows:
            self.sought = relation.seek(arguments, context)

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
        self, dialect: Dialect, parents: Sequence[Any] | None, limit: int | None
    ) -> dict[str, Any]:
        """What fills the statement's places; a page has a limit."""
        values = {**self._scope}
        for each, value in self.given.items():
            values[f"given_{each.argument}"] = value
        if parents is not None:
            values["parents"] = encode_keys(parents, dialect)
            values["parent"] = parents[0]
        if limit is not None:
            values["limit"] = limit
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
    made: dict[Hashable, Any] = field(default_factory=dict)
    """What was made of a row's columns: of a page's rows many have the same."""
    reached: tuple[str, list[FieldNode]] | None = None
    """The operation's field that is being answered: its key in the answer, and its nodes."""
    scope: Mapping[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        self.scope = scope_values(self.context.viewer, self.statements.raw_key)

    def asked(self, branch: Branch) -> BranchRequest:
        arguments = self.arguments[branch] if branch.fixed is None else branch.fixed
        return BranchRequest(branch, arguments, self.context, self.scope)


@dataclass(slots=True)
class PageRows:
    """One page of a connection."""

    rows: Rows
    has_next: bool
    has_previous: bool
    cursor: Callable[[DriverRow], str] | None
    total: int = 0


def load(branch: Branch, run: Run, parents: Sequence[Any] | None) -> Loading:
    """What a branch's rows are made into, by the rows above; None stands for the whole partner."""
    asked = run.asked(branch)
    if branch.relation.shape is Shape.PAGE:
        return (yield from _load_pages(branch, run, asked, parents))
    rows: Rows = ()
    if not asked.is_vain:
        rows = yield run.statements.rows(asked, parents)
    below = yield from _below(branch, run, rows)
    make = branch.make
    assert make is not None
    groups = _by_parent(branch, rows)
    if branch.relation.shape is Shape.ONE:
        ones = {parent: make(group[-1], below, run) for parent, group in groups.items()}
        return defaultdict(_nothing, ones)
    lists = {parent: [make(row, below, run) for row in group] for parent, group in groups.items()}
    return defaultdict(list, lists)


def _load_pages(
    branch: Branch, run: Run, asked: BranchRequest, parents: Sequence[Any] | None
) -> Loading:
    cursor = None
    if branch.wants_cursors:
        # An order's columns stand behind all others.
        cursor = cursors.writer(asked.order, run.statements.dialect, len(branch.selected))
    has_previous = asked.after is not None
    pages: dict[Any, PageRows] = defaultdict(lambda: PageRows([], False, has_previous, cursor))
    below: list[Found] = []
    if branch.wants_rows and not asked.is_vain:
        rows = yield run.statements.rows(asked, parents)
        if parents is not None and run.statements.has_left_out(asked, parents, rows):
            rows = yield run.statements.rows_of_each(asked, parents)
        first = asked.arguments["first"]
        for parent, group in _by_parent(branch, rows).items():
            pages[parent] = PageRows(group[:first], len(group) > first, has_previous, cursor)
        if branch.below:
            kept = [row for page in pages.values() for row in page.rows]
            below = yield from _below(branch, run, kept)
    if branch.wants_total and not asked.is_vain:
        for counted in (yield run.statements.totals(asked, parents)):
            pages[None if branch.relation.column is None else counted[0]].total = counted[-1]
    make = branch.make_page
    assert make is not None
    made = {parent: make(page, below, run) for parent, page in pages.items()}
    return defaultdict(lambda: make(PageRows([], False, has_previous, cursor), below, run), made)


def _by_parent(branch: Branch, rows: Rows) -> Mapping[Any, Rows]:
    """The rows in their order, by the key of the row above."""
    key = branch.relation.column
    if key is None:
        return {None: rows} if rows else {}
    place = branch.selected[0, key]
    groups: dict[Any, list[DriverRow]] = defaultdict(list)
    for row in rows:
        groups[row[place]].append(row)
    return groups


def _below(branch: Branch, run: Run, rows: Rows) -> Generator[Statement, Rows, list[Found]]:
    """What is wanted below these rows, branch by branch."""
    found: list[Found] = []
    for child in branch.below.values():
        place = child.above
        if child.kinds is None:
            keys = {row[place]: None for row in rows}
        else:
            of_kind, kinds = child.kinds
            keys = {row[place]: None for row in rows if row[of_kind] in kinds}
        keys.pop(None, None)
        # Where there are no keys, nobody looks anything up but an empty key.
        found.append((yield from load(child, run, list(keys))) if keys else defaultdict(_nothing))
    return found


def _nothing() -> None:
    return None
