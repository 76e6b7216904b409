"""Branches: the tree that a plan loads. Each is one relation, the columns to select, and the branches below.

The selection `account(id: $id) { name senders(first: 5) { nodes { id smsNumber { phoneNumber } } } }` becomes

    Branch(ACCOUNT_BY_ID, selected={name: 0, id: 1})
      children: Branch(SENDERS, parent_key_index=1, joins=[NUMBER_OF_SENDER],
                       selected={account_id: 0, id: 1, joined id: 2, joined phone: 3, kind: 4})
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import Column

from textgate.graphql.declare.relation import Relation
from textgate.graphql.planner.run import Run
from textgate.storage.compiled_query import CompiledQuery
from textgate.storage.statement_program import Rows

Loaded: TypeAlias = Mapping[Any, Any]
"""What a branch made of its rows, by the parent's key. It has a default for parents without rows."""

DriverRow: TypeAlias = Sequence[Any]
"""One row as the driver returns it; `Branch.selected` says which column is where."""

Join: TypeAlias = tuple[int, Relation]
"""A one-to-one relation, and the number of the source that it is joined to: 0 is the branch's own table."""

Selected: TypeAlias = tuple[int, Column[Any]]
"""A column, and the number of its source: 0 is the branch's own table, 1 its first join."""


@dataclass(slots=True)
class PageRows:
    """The rows of one page; `cursor` makes a row's cursor."""

    rows: Rows
    has_next: bool
    has_previous: bool
    cursor: Callable[[DriverRow], str] | None
    total: int = 0


MakeObject: TypeAlias = Callable[[DriverRow, list[Loaded], Run], Any]
"""(row, what each child branch loaded, run) → the object of the answer."""

MakePage: TypeAlias = Callable[[PageRows, list[Loaded], Run], Any]
"""(page, what each child branch loaded, run) → the connection of the answer."""


@dataclass(slots=True, eq=False)
class Branch:
    """The rows of one relation, for all parent rows at once."""

    relation: Relation
    parent_key_index: int = 0
    """Index, in the parent's rows, of the key that this relation follows."""
    kinds: tuple[int, set[str]] | None = None
    """Where the parent's rows have their kind, and the kinds that need this branch; None for every kind."""
    fixed: Mapping[str, Any] | None = None
    """The arguments, if no variable is in them."""
    selected: dict[Selected, int] = field(default_factory=dict)
    """The index of each selected column in the rows."""
    joins: list[Join] = field(default_factory=list)
    children: dict[Hashable, Branch] = field(default_factory=dict)
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
    """One table of a branch: its own (number 0), or one of its joins."""

    branch: Branch
    number: int
    relation: Relation

    @property
    def columns(self) -> Mapping[Column[Any], int]:
        """Its selected columns, with their indexes in the branch's rows."""
        selected = self.branch.selected.items()
        return {column: index for (number, column), index in selected if number == self.number}

    def column_index(self, column: Column[Any]) -> int:
        """The column's index in the branch's rows. Selects the column if it was not selected yet."""
        selected = self.branch.selected
        return selected.setdefault((self.number, column), len(selected))

    def select_all(self) -> None:
        for column in self.relation.table.c:
            self.column_index(column)

    def joined(self, relation: Relation) -> Source:
        """The one-to-one relation, joined to this source."""
        join, joins = (self.number, relation), self.branch.joins
        if join not in joins:
            joins.append(join)
        return Source(self.branch, joins.index(join) + 1, relation)

    def child(
        self, relation: Relation, shared_by: Hashable, kind: str | None
    ) -> tuple[int, Branch]:
        """The index and the branch of a related field; fields with equal `shared_by` share one.

        `kind` names the rows that have the field, if the table holds several kinds.
        """
        table, children = self.relation.table, self.branch.children
        key = (self.number, relation, shared_by)
        child = children.get(key)
        if child is None:
            kinds = None if kind is None else (self.column_index(table.c.kind), set[str]())
            child = Branch(relation, self.column_index(table.c[relation.key]), kinds)
            children[key] = child
            if relation.column is not None:
                child.own.column_index(relation.column)
        if child.kinds is not None and kind is not None:
            child.kinds[1].add(kind)
        return list(children).index(key), child
