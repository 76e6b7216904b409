"""What resolvers of queries and mutations call: plan the selection below a field, load it, return it."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from uuid import UUID

from sqlalchemy import Table

from textgate.graphql import ids
from textgate.graphql.context import Info
from textgate.graphql.entity import Entity, by_prefix, permission_of, types_of
from textgate.graphql.load import load_entities, load_root
from textgate.graphql.plan import Planner


def _planner(info: Info) -> Planner:
    return Planner(info._raw_info, info.context.branches)


async def root(info: Info, **above: Any) -> Any:
    """What the relation of the query field being resolved leads to; `above` are arguments that a field
    above it was given for it."""
    branch = _planner(info).root()
    branch.arguments |= above
    async with info.context.services.database.read() as connection:
        return await load_root(connection, info.context, branch)


async def by_global_ids(info: Info, global_ids: list[str]) -> list[Entity | None]:
    """The objects behind global ids, in their order; None for each that is not the viewer's."""
    wanted: dict[Table, set[UUID]] = defaultdict(set)
    decoded = [ids.decode(text) for text in global_ids]
    for each in decoded:
        entity_type = by_prefix(each.prefix) if each else None
        if each is None or entity_type is None:
            continue
        # To a viewer who may not see such objects, there are none.
        if info.context.viewer.may(permission_of(entity_type.table)):
            wanted[entity_type.table].add(each.id)
    planner = _planner(info)
    found: dict[str, Entity] = {}
    async with info.context.services.database.read() as connection:
        for table, keys in wanted.items():
            names = tuple(cls.__name__ for cls in types_of(table))
            branches = planner.level(names)
            entities = await load_entities(connection, info.context, table, sorted(keys), branches)
            found.update((entity.global_id, entity) for entity in entities.values())
    return [found.get(text) for text in global_ids]


async def held(info: Info, type_name: str, field_name: str, table: Table, key: UUID) -> Any:
    """An object that a mutation's payload or an error holds in a field; read only where selected."""
    branches = _planner(info).below(type_name, field_name)
    if branches is None:
        return None
    async with info.context.services.database.read() as connection:
        entities = await load_entities(connection, info.context, table, [key], branches)
    return entities.get(key)
