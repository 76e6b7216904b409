"""Contract of `compat/strawberry.py` with Strawberry. A failure means that the library has changed."""

from __future__ import annotations

from typing import Any

import pytest
import strawberry
from graphql import GraphQLObjectType, graphql_sync

from textgate.compat.strawberry import (
    Schema,
    argument_name,
    class_of,
    core_schema,
    declaration,
    python_arguments,
    resolve_info,
)


@strawberry.input
class Place:
    street_name: str


@strawberry.type
class Query:
    @strawberry.field(metadata={"costs": 3})  # type: ignore[untyped-decorator]
    def resolved(self, info: strawberry.Info[Any, Any]) -> str:
        raw = resolve_info(info)
        return f"{raw.parent_type.name}.{raw.field_name}, {len(raw.field_nodes)} node"

    @strawberry.field
    def find(self, near_to: Place, ids: list[strawberry.ID], first: int = 10) -> str:
        return f"{near_to} {ids} {first}"


SCHEMA = Schema(query=Query)
CORE = core_schema(SCHEMA)


def fields() -> dict[str, Any]:
    query = CORE.type_map["Query"]
    assert isinstance(query, GraphQLObjectType)
    by_name: dict[str, Any] = query.fields
    return by_name


def test_a_resolver_can_access_the_info_of_graphql_core() -> None:
    result = graphql_sync(CORE, "{ resolved }", root_value=Query())
    assert result.errors is None
    assert result.data == {"resolved": "Query.resolved, 1 node"}


def test_the_declaration_of_a_field_is_available() -> None:
    declared = declaration(fields()["resolved"])
    assert declared is not None
    assert declared.metadata == {"costs": 3}
    assert not declared.is_async


def test_a_field_of_introspection_has_no_declaration() -> None:
    introspected = CORE.type_map["__Type"]
    assert isinstance(introspected, GraphQLObjectType)
    assert declaration(introspected.fields["name"]) is None


def test_the_class_of_a_type_is_available() -> None:
    query = CORE.type_map["Query"]
    assert isinstance(query, GraphQLObjectType)
    assert class_of(query) is Query


def test_arguments_are_converted_for_resolvers() -> None:
    declared = declaration(fields()["find"])
    assert declared is not None
    names = {argument.python_name: argument for argument in declared.arguments}
    assert argument_name(CORE, names["near_to"]) == "nearTo"
    values = {"nearTo": {"streetName": "Elm"}, "ids": ["a"], "first": 3}
    assert python_arguments(CORE, declared, values) == {
        "near_to": Place(street_name="Elm"),
        "ids": ["a"],
        "first": 3,
    }


@pytest.mark.parametrize(
    ("type_name", "is_one_of"), [("Place", False), ("Query", False), ("String", False)]
)
def test_introspection_returns_is_one_of_for_types(type_name: str, is_one_of: bool) -> None:
    result = graphql_sync(CORE, f'{{ __type(name: "{type_name}") {{ isOneOf }} }}')
    assert result.errors is None
    assert result.data == {"__type": {"isOneOf": is_one_of}}


def test_introspection_returns_is_one_of_for_lists_and_required_types() -> None:
    query = (
        '{ __type(name: "Query") { fields { args { type { kind isOneOf ofType { isOneOf } } } } } }'
    )
    result = graphql_sync(CORE, query)
    assert result.errors is None
    assert "NON_NULL" in str(result.data)
