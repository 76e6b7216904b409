"""The graph of the schema's types: distances, possible fragments, and permissions."""

from __future__ import annotations

from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLUnionType,
    get_named_type,
    is_abstract_type,
)

from tests.graphql.access.walker import SCHEMA
from textgate.domain.permissions import Permission
from textgate.graphql.declare.entity import permission_of
from textgate.graphql.declare.relation import NEEDS, RELATION

_COMPOSITE: list[GraphQLNamedType] = [
    each
    for name, each in sorted(SCHEMA.type_map.items())
    if isinstance(each, GraphQLObjectType | GraphQLInterfaceType | GraphQLUnionType)
    and not name.startswith("__")
]


def _possible(type_: GraphQLNamedType) -> frozenset[str]:
    if is_abstract_type(type_):
        return frozenset(each.name for each in SCHEMA.get_possible_types(type_))
    return frozenset((type_.name,))


POSSIBLE = {each: _possible(each) for each in _COMPOSITE}
OVERLAPPING = {
    each: [other for other in _COMPOSITE if POSSIBLE[each] & POSSIBLE[other]] for each in _COMPOSITE
}
"""The types that a fragment within a type can have."""


def _below(type_: GraphQLNamedType) -> set[GraphQLNamedType]:
    """The types one step away."""
    fields = getattr(type_, "fields", {}).values()
    types = {get_named_type(each.type) for each in fields} & set(_COMPOSITE)
    return types | (set(SCHEMA.get_possible_types(type_)) if is_abstract_type(type_) else set())


def _distances() -> dict[GraphQLNamedType, dict[GraphQLNamedType, int]]:
    """The number of steps from each type to each type that it reaches."""
    distances: dict[GraphQLNamedType, dict[GraphQLNamedType, int]] = {}
    for start in _COMPOSITE:
        steps, edge, count = distances.setdefault(start, {}), {start}, 0
        while edge:
            steps.update(dict.fromkeys(edge, count))
            edge = {each for one in edge for each in _below(one)} - set(steps)
            count += 1
    return distances


DISTANCES = _distances()


def needs_of(definition: GraphQLField) -> Permission | None:
    """The permission that a field declares, or that its relation's rows need."""
    declared = definition.extensions.get("strawberry-definition")
    metadata = declared.metadata if declared else {}
    relation = metadata.get(RELATION)
    own: Permission | None = metadata.get(NEEDS)
    return own or (permission_of(relation.table) if relation else None)


def kind_of(type_: GraphQLNamedType) -> str:
    """The type's keyword in the schema language."""
    if isinstance(type_, GraphQLObjectType):
        return "type"
    return "union" if isinstance(type_, GraphQLUnionType) else "interface"
