"""Objects of the schema that are rows, and the declarations of which rows belong to them.

A type derived from Entity names its table; fields without a resolver are the row's columns; a field
that leads to other rows declares a Relation in its metadata and reads what the plan has loaded. The
plan (plan.py) walks these declarations, so what a field needs is said once, where the field is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar, Self

from sqlalchemy import Column, ColumnElement, RowMapping, Select, Table

from textgate.domain.permissions import Permission
from textgate.graphql import ids

if TYPE_CHECKING:
    from textgate.graphql.context import Context, Info

RELATION = "textgate.relation"
NEEDS = "textgate.needs"
COSTS = "textgate.costs"


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


Narrow = Callable[[Mapping[str, Any], "Context"], Sequence[ColumnElement[bool]]]
"""The conditions that a field's arguments add."""


Counted = Callable[[Mapping[str, Any], "Context"], "Select[int] | None"]
"""How many rows of the whole partner a field's arguments mean, where that is known without counting them."""


@dataclass(frozen=True, slots=True, eq=False)
class Relation:
    """Rows of `table` whose `column` equals this row's `key`; without a column, of the whole partner.

    `seek` gives conditions that hold for all rows of the page that is asked for, and find it sooner.
    """

    table: Table
    shape: Shape
    column: Column[Any] | None = None
    key: str = "id"
    order: Order | None = None
    order_by: Callable[[Mapping[str, Any]], Order] | None = None
    where: tuple[ColumnElement[bool], ...] = ()
    narrow: Narrow | None = None
    counted: Counted | None = None
    seek: Narrow | None = None

    def ordered(self, arguments: Mapping[str, Any]) -> Order:
        if self.order_by is not None:
            return self.order_by(arguments)
        return self.order or Order((self.table.c.id,))


@dataclass(slots=True)
class Page:
    """One page of a connection as the plan loaded it."""

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
    related: dict[Any, Any]

    @classmethod
    def of(cls, row: RowMapping) -> Self:
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
        return self.related[info.context.branch_of(info)]

    @property
    def global_id(self) -> str:
        return ids.encode(self.prefix, self.row["id"])


_ENTITIES: dict[Table, dict[str | None, type[Entity]]] = {}
_NEEDED: dict[Table, Permission] = {}


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

    return register


def permission_of(table: Table) -> Permission:
    """What a viewer needs to see a table's rows."""
    return _NEEDED[table]


def types_of(table: Table) -> tuple[type[Entity], ...]:
    return tuple(_ENTITIES[table].values())


def by_prefix(prefix: str) -> type[Entity] | None:
    """The type behind a global id's prefix."""
    return next(
        (cls for kinds in _ENTITIES.values() for cls in kinds.values() if cls.prefix == prefix),
        None,
    )


def materialise(table: Table, row: RowMapping) -> Entity:
    kinds = _ENTITIES[table]
    return (kinds.get(None) or kinds[row["kind"]]).of(row)
