"""Relations: which rows belong to which. A field's metadata names the relation that it reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, StrEnum
from functools import cached_property
from typing import Any, Protocol, TypeAlias

from sqlalchemy import Column, ColumnElement, Dialect, Select, Table, UniqueConstraint

from textgate.domain.viewer import Viewer
from textgate.storage.statement_program import StatementProgram

# Keys of a field's metadata.
RELATION = "textgate.relation"
NEEDS = "textgate.needs"
COSTS = "textgate.costs"
OF = "textgate.of"
GLOBAL_ID = "textgate.global_id"
BY_IDS = "textgate.by_ids"
FINDS = "textgate.finds"

MAX_PAGE = 100


class WholeRow(Enum):
    """A field `of` PASSED_ON hands its row to another object, whose fields name their own columns."""

    PASSED_ON = "PASSED_ON"


class Shape(StrEnum):
    """How many rows a relation leads to: ONE or none, ALL of them as a list, or one PAGE at a time."""

    ONE = "ONE"
    ALL = "ALL"
    PAGE = "PAGE"


@dataclass(frozen=True, slots=True)
class Order:
    """The columns that a page is sorted by. The last one is unique, so that a cursor names one row."""

    columns: tuple[ColumnElement[Any], ...]
    is_descending: bool = False


class ReadContext(Protocol):
    """What a relation's filters may depend on besides the arguments."""

    @property
    def viewer(self) -> Viewer: ...

    @property
    def partner_supplies(self) -> int:
        """The bits of the business details that the viewer's partner supplies."""

    @property
    def overdue_since(self) -> datetime:
        """Verifications that were requested before this moment are overdue."""

    @property
    def dialect(self) -> str:
        """The database's name in SQLAlchemy: sqlite or postgresql."""


@dataclass(frozen=True, slots=True)
class EqualityFilter:
    """Where the argument is present, `column` must equal it.

    `parse` converts the argument to the column's value, or to None if no row can match.
    """

    argument: str
    column: Column[Any]
    parse: Callable[[Any], Any] = lambda value: value


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds rows of several tables. `find` is a program that returns their tables and keys, in order."""

    tables: tuple[Table, ...]
    max_results: int
    find: Callable[[Mapping[str, Any], ReadContext, Dialect], StatementProgram]


Conditions: TypeAlias = Sequence[ColumnElement[bool]]

ExtraFilters: TypeAlias = Callable[[Mapping[str, Any], ReadContext], Conditions]
"""(arguments, context) → conditions. They embed their values, so each request compiles its own statement."""

PrecomputedCount: TypeAlias = Callable[[Mapping[str, Any], ReadContext], "Select[int] | None"]
"""(arguments, context) → a SELECT of stored counters, or None if the rows must be counted."""

Preparation: TypeAlias = Callable[[Mapping[str, Any], ReadContext, Dialect], StatementProgram]
"""(arguments, context, dialect) → a program that returns further arguments for the relation's functions."""


@dataclass(frozen=True, eq=False)
class Relation:
    """Rows of `table` whose `column` equals the parent's `key`; without a column, all rows of the partner.

        Relation(sender, Shape.PAGE, sender.c.account_id, order=…)   # account.id = sender.account_id
        Relation(account, Shape.ONE, account.c.id, key="account_id") # parent.account_id = account.id

    `page_hint` adds conditions that hold for every row of the page. They help the database to find it, and
    do not apply to the total count. Below one parent, they may use its key, the open parameter `parent`. Below
    several parents, they are left out.
    `prepare` reads what the conditions depend on.
    """

    table: Table
    shape: Shape
    column: Column[Any] | None = None
    key: str = "id"
    order: Order = Order(())
    order_by: Callable[[Mapping[str, Any]], Order] | None = None
    where: Conditions = ()
    filters: tuple[EqualityFilter, ...] = ()
    extra_filters: ExtraFilters | None = None
    precomputed_count: PrecomputedCount | None = None
    page_hint: ExtraFilters | None = None
    prepare: Preparation | None = None

    @cached_property
    def is_one_to_one(self) -> bool:
        """True if a unique constraint gives each parent its own row, which a JOIN can then read."""
        is_plain = not (self.where or self.filters or self.extra_filters or self.page_hint)
        return (
            self.shape is Shape.ONE
            and self.key == "id"
            and is_plain
            and any(
                isinstance(constraint, UniqueConstraint)
                and list(constraint.columns) == [self.table.c.partner_id, self.column]
                for constraint in self.table.constraints
            )
        )
