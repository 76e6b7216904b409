"""Objects of the schema that are rows, and the declarations of which rows belong to them.

A type derived from Entity names its table; fields without a resolver are the row's columns; a field
that leads to other rows declares a Relation in its metadata and reads what the plan has loaded. The
plan (plan.py) walks these declarations, so what a field needs is said once, where the field is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Self

from sqlalchemy import Column, ColumnElement, RowMapping, Select, Table, UniqueConstraint

from textgate.compat.strawberry import resolve_info
from textgate.domain.permissions import Permission
from textgate.graphql.declare import ids
from textgate.graphql.declare.errors import invalid_argument

if TYPE_CHECKING:
    from textgate.graphql.declare.context import BranchKey, Context, Info

RELATION = "textgate.relation"
NEEDS = "textgate.needs"
COSTS = "textgate.costs"
OF = "textgate.of"
GLOBAL_ID = "textgate.global_id"
BY_IDS = "textgate.by_ids"

MAX_IDS = 100


class WholeRow(Enum):
    """What a field is of that passes the row on to its object, whose own fields say what they are of."""

    PASSED_ON = "PASSED_ON"


class Shape(StrEnum):
    """What a relation leads to."""

    ONE = "ONE"
    ALL = "ALL"
    PAGE = "PAGE"


@dataclass(frozen=True, slots=True)
class Order:
    """The columns a page runs along; the last one is unique, so that a cursor names one place."""

    columns: tuple[ColumnElement[Any], ...]
    is_descending: bool = False


@dataclass(frozen=True, slots=True)
class EqualityFilter:
    """An argument that, where it is given, a column must equal; `read` makes the column's value of it, and
    None where no row can have it."""

    argument: str
    column: Column[Any]
    read: Callable[[Any], Any] = lambda value: value


Narrow = Callable[[Mapping[str, Any], "Context"], Sequence[ColumnElement[bool]]]
"""The conditions that a field's other arguments add. They hold their values, so that the statement is compiled
each time that there are any."""


PrecomputedCount = Callable[[Mapping[str, Any], "Context"], "Select[int] | None"]
"""How many rows of the whole partner a field's arguments mean, where that is known without counting them."""


@dataclass(frozen=True, eq=False)
class Relation:
    """Rows of `table` whose `column` equals this row's `key`; without a column, of the whole partner.

    `seek` gives conditions that hold for all rows of the page that is asked for, and find it sooner.
    """

    table: Table
    shape: Shape
    column: Column[Any] | None = None
    key: str = "id"
    order: Order = Order(())
    order_by: Callable[[Mapping[str, Any]], Order] | None = None
    where: tuple[ColumnElement[bool], ...] = ()
    given: tuple[EqualityFilter, ...] = ()
    narrow: Narrow | None = None
    counted: PrecomputedCount | None = None
    seek: Narrow | None = None

    @cached_property
    def is_one_to_one(self) -> bool:
        """Whether its one row is no other's as well, which the database sees to."""
        column, table = self.column, self.table
        is_plain = not (self.where or self.given or self.narrow or self.seek)
        return (
            self.shape is Shape.ONE
            and self.key == "id"
            and is_plain
            and any(
                isinstance(each, UniqueConstraint) and list(each.columns) == [column]
                for each in table.constraints
            )
        )


@dataclass(slots=True)
class Page:
    """One page of a connection as resolvers have it."""

    entities: list[Any] = field(default_factory=list)
    cursors: list[str] = field(default_factory=list)
    has_next: bool = False
    has_previous: bool = False
    total: int | None = None


class Entity:
    """One row, with the related rows that the plan loaded for this request."""

    table: ClassVar[Table]
    prefix: ClassVar[str]
    row: Mapping[str, Any] | RowMapping
    related: dict[BranchKey, Any]

    @classmethod
    def of(cls, row: Mapping[str, Any] | RowMapping) -> Self:
        entity = cls.__new__(cls)
        entity.row = row
        entity.related = {}
        return entity

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["row"][name]
        except KeyError:
            raise AttributeError(name) from None

    def loaded(self, info: Info) -> Any:
        """What the plan loaded for the field being resolved."""
        raw = resolve_info(info)
        return self.related[info.context.branches[raw.parent_type.name, id(raw.field_nodes[0])]]

    @property
    def global_id(self) -> str:
        return ids.encode(self.prefix, self.row["id"])


_ENTITIES: dict[Table, dict[str | None, type[Entity]]] = {}
_NEEDED: dict[Table, Permission] = {}
_BY_ID: dict[Table, Relation] = {}


def entity(
    table: Table, prefix: str, *, needs: Permission, kind: str | None = None
) -> Callable[[type[Entity]], None]:
    """Registers the type that a table's rows (of one kind, where a table holds several) appear as,
    and what a viewer needs to see them."""

    def register(cls: type[Entity]) -> None:
        cls.table = table
        cls.prefix = prefix
        _ENTITIES.setdefault(table, {})[kind] = cls
        _NEEDED[table] = needs
        _BY_ID.setdefault(table, Relation(table, Shape.ONE, table.c.id))

    return register


def permission_of(table: Table) -> Permission:
    """What a viewer needs to see a table's rows."""
    return _NEEDED[table]


def kinds_of(table: Table) -> Mapping[str | None, type[Entity]]:
    """The types that a table's rows appear as, by the kinds that are in their column; by None where there
    is only one."""
    return _ENTITIES[table]


def tables() -> Iterable[Table]:
    """Those whose rows have global ids."""
    return (
        table for table, kinds in _ENTITIES.items() if all(cls.prefix for cls in kinds.values())
    )


def by_id(table: Table) -> Relation:
    """The way to a table's rows by their own ids."""
    return _BY_ID[table]


def by_prefix(prefix: str) -> type[Entity] | None:
    """The type behind a global id's prefix."""
    return next(
        (cls for kinds in _ENTITIES.values() for cls in kinds.values() if cls.prefix == prefix),
        None,
    )


def ids_in(global_ids: Sequence[str]) -> list[tuple[ids.GlobalId | None, Table | None]]:
    """Global ids, each with the table of its objects; None for what is none. Raises for too many."""
    if len(global_ids) > MAX_IDS:
        raise invalid_argument("ids", f"are more than {MAX_IDS}")
    decoded = [ids.decode(text) for text in global_ids]
    return [(each, _table_of(each)) for each in decoded]


def _table_of(global_id: ids.GlobalId | None) -> Table | None:
    found = by_prefix(global_id.prefix) if global_id else None
    return None if found is None else found.table


def materialise(table: Table, row: Mapping[str, Any] | RowMapping) -> Entity:
    kinds = _ENTITIES[table]
    return (kinds.get(None) or kinds[row["kind"]]).of(row)
