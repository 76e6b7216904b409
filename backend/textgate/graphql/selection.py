"""A selection as it applies to a type: fragments spread out, directives obeyed, fields grouped by key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    GraphQLField,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSchema,
    ListValueNode,
    ObjectValueNode,
    OperationDefinitionNode,
    VariableNode,
    get_named_type,
    is_abstract_type,
)
from graphql.execution.collect_fields import (
    FieldDetails,
    FragmentDetails,
    collect_fields,
    collect_subfields,
)
from graphql.execution.values import VariableValues, get_argument_values
from strawberry.types.arguments import convert_arguments
from strawberry.types.field import StrawberryField

from textgate.graphql.entity import RELATION, Relation

_DEFINITION = "strawberry-definition"

Nodes = list[FieldNode]


class Selection:
    """One operation's, with its variables."""

    def __init__(
        self,
        schema: GraphQLSchema,
        operation: OperationDefinitionNode,
        fragments: Mapping[str, FragmentDefinitionNode],
        variables: VariableValues,
    ) -> None:
        self.schema = schema
        self._operation = operation
        self._fragments = {name: FragmentDetails(node) for name, node in fragments.items()}
        self._variables = variables

    def roots(self, root: GraphQLObjectType) -> Iterator[tuple[str, Nodes]]:
        """The operation's own fields, as `fields`."""
        collected = collect_fields(
            self.schema, self._fragments, self._variables, root, self._operation
        )
        for key, group in collected.grouped_field_set.items():
            yield key, [details.node for details in group]

    def fields(self, object_type: GraphQLObjectType, nodes: Nodes) -> Iterator[tuple[str, Nodes]]:
        """The selections below `nodes` that apply to a type: keys of the answer, in its order."""
        collected = collect_subfields(
            self.schema,
            self._fragments,
            self._variables,
            self._operation,
            object_type,
            [FieldDetails(node, None) for node in nodes],
        )
        for key, group in collected.grouped_field_set.items():
            yield key, [details.node for details in group]

    def possible(self, output: GraphQLOutputType) -> tuple[GraphQLObjectType, ...]:
        """The types of the objects that a field may return."""
        named = get_named_type(output)
        if is_abstract_type(named):
            return tuple(self.schema.get_possible_types(named))
        return (named,) if isinstance(named, GraphQLObjectType) else ()


def declared(definition: GraphQLField) -> StrawberryField:
    """How a field of the schema is declared."""
    return cast(StrawberryField, definition.extensions[_DEFINITION])


def class_of(object_type: GraphQLObjectType) -> type[Any]:
    """The class that a type of the schema is declared by."""
    origin: type[Any] = object_type.extensions[_DEFINITION].origin
    return origin


def relation_of(definition: GraphQLField) -> Relation | None:
    """The rows that a field leads to."""
    field = definition.extensions.get(_DEFINITION)
    return None if field is None else field.metadata.get(RELATION)


def arguments(
    schema: GraphQLSchema, definition: GraphQLField, node: FieldNode, variables: VariableValues
) -> dict[str, Any]:
    """A field's arguments as its resolver would be given them; raises GraphQLError."""
    converter = schema.extensions[_DEFINITION].schema_converter
    values = get_argument_values(definition, node, variables)
    return convert_arguments(
        values, declared(definition).arguments, converter.scalar_registry, converter.config
    )


def has_variables(node: FieldNode) -> bool:
    """Whether any of a field's arguments depend on the request."""
    waiting = [each.value for each in node.arguments or ()]
    while waiting:
        value = waiting.pop()
        if isinstance(value, VariableNode):
            return True
        if isinstance(value, ListValueNode):
            waiting.extend(value.values)
        elif isinstance(value, ObjectValueNode):
            waiting.extend(each.value for each in value.fields)
    return False
