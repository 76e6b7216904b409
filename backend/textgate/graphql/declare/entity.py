"""Entities: types of the schema whose objects are rows, and the registry of them by table.

A field without a resolver is a column of the row. A field that leads to other rows declares a Relation
(relation.py). The planner reads these declarations, so a field says once what it needs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Self, TypeAlias

from sqlalchemy import RowMapping, Table

from textgate.domain.permissions import Permission
from textgate.graphql.declare import ids
from textgate.graphql.declare.errors import invalid_argument
from textgate.graphql.declare.relation import Relation, Shape

MAX_IDS = 100

BranchKey: TypeAlias = tuple[int, str]
"""Identifies a relation together with its arguments."""


@dataclass(slots=True)
class EntityPage:
    """One page of a connection, as resolvers receive it."""

    entities: list[Any] = field(default_factory=list)
    cursors: list[str] = field(default_factory=list)
    has_next: bool = False
    has_previous: bool = False
    total: int | None = None


class Entity:
    """One row, with the related rows that were loaded for this request."""

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

    @property
    def global_id(self) -> str:
        return ids.encode(self.prefix, self.row["id"])


_ENTITIES: dict[Table, dict[str | None, type[Entity]]] = {}
_NEEDED: dict[Table, Permission] = {}
_BY_ID: dict[Table, Relation] = {}


def entity(
    table: Table, prefix: str, *, needs: Permission, kind: str | None = None
) -> Callable[[type[Entity]], None]:
    """Registers the type of a table's rows, or of its rows of one kind, and the permission to see them."""

    def register(cls: type[Entity]) -> None:
        cls.table = table
        cls.prefix = prefix
        _ENTITIES.setdefault(table, {})[kind] = cls
        _NEEDED[table] = needs
        _BY_ID.setdefault(table, Relation(table, Shape.ONE, table.c.id))

    return register


def permission_of(table: Table) -> Permission:
    """The permission to see a table's rows."""
    return _NEEDED[table]


def kinds_of(table: Table) -> Mapping[str | None, type[Entity]]:
    """The types of a table's rows by the value of its `kind` column; by None if it has one type.

    sender → {"LOCATION": Location, "QUEUE": Queue}; account → {None: Account}
    """
    return _ENTITIES[table]


def tables() -> Iterable[Table]:
    """The tables whose rows have global ids."""
    return (
        table for table, kinds in _ENTITIES.items() if all(cls.prefix for cls in kinds.values())
    )


def by_id(table: Table) -> Relation:
    """The relation to a table's rows by their ids."""
    return _BY_ID[table]


def by_prefix(prefix: str) -> type[Entity] | None:
    """The type whose global ids have this prefix."""
    return next(
        (cls for kinds in _ENTITIES.values() for cls in kinds.values() if cls.prefix == prefix),
        None,
    )


def ids_in(global_ids: Sequence[str]) -> list[tuple[ids.GlobalId | None, Table | None]]:
    """Decodes global ids, each with its table: None for an unknown one. Raises GraphQLError for too many."""
    if len(global_ids) > MAX_IDS:
        raise invalid_argument("ids", f"must have at most {MAX_IDS} items")
    decoded = [ids.decode(text) for text in global_ids]
    return [(global_id, _table_of(global_id)) for global_id in decoded]


def _table_of(global_id: ids.GlobalId | None) -> Table | None:
    cls = by_prefix(global_id.prefix) if global_id else None
    return None if cls is None else cls.table


def entity_of(table: Table, row: Mapping[str, Any] | RowMapping) -> Entity:
    kinds = _ENTITIES[table]
    return (kinds.get(None) or kinds[row["kind"]]).of(row)
