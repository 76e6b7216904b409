"""Strawberry's links from graphql-core's schema back to our declarations, and its conversion of arguments."""

from __future__ import annotations

from typing import Any

import strawberry
from graphql import GraphQLField, GraphQLObjectType, GraphQLResolveInfo, GraphQLSchema
from strawberry.types.arguments import StrawberryArgument, convert_arguments
from strawberry.types.field import StrawberryField

_DECLARATION = "strawberry-definition"


class Schema(strawberry.Schema):
    """A schema whose introspection answers `isOneOf` for every type."""

    def _extend_introspection(self) -> None:
        """Strawberry's resolver fails on lists and required types, which have no extensions."""
        super()._extend_introspection()
        field = self._schema.type_map["__Type"].fields["isOneOf"]  # type: ignore[attr-defined]
        resolve = field.resolve
        field.resolve = lambda type_, info: hasattr(type_, "extensions") and resolve(type_, info)


def core_schema(schema: strawberry.Schema) -> GraphQLSchema:
    """The schema as graphql-core executes it."""
    return schema._schema


def resolve_info(info: strawberry.Info[Any, Any]) -> GraphQLResolveInfo[Any]:
    """What graphql-core passed to the field's resolver."""
    return info._raw_info


def declaration(definition: GraphQLField) -> StrawberryField | None:
    """How a field is declared. None for fields of introspection."""
    declared: StrawberryField | None = definition.extensions.get(_DECLARATION)
    return declared


def class_of(object_type: GraphQLObjectType) -> type[Any]:
    """The class that declares a type."""
    origin: type[Any] = object_type.extensions[_DECLARATION].origin
    return origin


def argument_name(schema: GraphQLSchema, argument: StrawberryArgument) -> str:
    """An argument's name in the schema."""
    converter = schema.extensions[_DECLARATION].config.name_converter
    name: str = converter.from_argument(argument)
    return name


def python_arguments(
    schema: GraphQLSchema, field: StrawberryField, values: dict[str, Any]
) -> dict[str, Any]:
    """Coerced arguments as the field's resolver takes them: by Python name, inputs as objects."""
    converter = schema.extensions[_DECLARATION].schema_converter
    return convert_arguments(values, field.arguments, converter.scalar_registry, converter.config)
