"""A selection as it applies to a type: fragments spread out, directives obeyed, fields grouped by key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    GraphQLField,
    GraphQLInputType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSchema,
    ListValueNode,
    ObjectValueNode,
    OperationDefinitionNode,
    ValueNode,
    VariableNode,
    get_named_type,
    is_abstract_type,
    is_leaf_type,
)
from graphql.execution.collect_fields import (
    FieldDetails,
    FragmentDetails,
    collect_fields,
    collect_subfields,
)
from graphql.execution.values import VariableValues, get_argument_values
from strawberry.types.arguments import StrawberryArgument, convert_arguments
from strawberry.types.field import StrawberryField

from textgate.graphql.declare.entity import RELATION, Relation

_DEFINITION = "strawberry-definition"
MOST_FIXED = 8

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


class Arguments:
    """The arguments of one field, whose variables are known with each request."""

    def __init__(self, schema: GraphQLSchema, definition: GraphQLField, node: FieldNode) -> None:
        self._schema = schema
        self._definition = definition
        self._node = node
        values = {each.name.value: each.value for each in node.arguments or ()}
        # A scalar or an enum is passed on as it is.
        self._plain = {
            argument.python_name: value.name.value
            for argument in declared(definition).arguments
            if isinstance(value := values.get(_name(schema, argument)), VariableNode)
            and _is_leaf(definition.args[_name(schema, argument)].type)
        }
        others = [value for value in values.values() if not isinstance(value, VariableNode)]
        self.has_variables = len(others) < len(values) or any(map(_has_variables, others))
        is_plain = len(self._plain) == len(values) - len(others)
        self._is_simple = is_plain and not any(map(_has_variables, others))
        self._fixed: dict[frozenset[str], dict[str, Any]] = {}

    def of(self, variables: VariableValues) -> dict[str, Any]:
        """As `arguments`; what does not depend on the variables' values is worked out once for those that are
        given."""
        coerced = variables.coerced
        given = {name: coerced[each] for name, each in self._plain.items() if each in coerced}
        fixed = self._fixed.get(frozenset(given))
        if fixed is not None and None not in given.values():
            return fixed | given
        found = arguments(self._schema, self._definition, self._node, variables)
        if self._is_simple and len(self._fixed) < MOST_FIXED:
            rest = {name: found[name] for name in found if name not in given}
            self._fixed[frozenset(given)] = rest
        return found


def _name(schema: GraphQLSchema, argument: StrawberryArgument) -> str:
    return schema.extensions[_DEFINITION].config.name_converter.from_argument(argument)  # type: ignore[no-any-return]


def _is_leaf(kind: GraphQLInputType) -> bool:
    return is_leaf_type(kind.of_type if isinstance(kind, GraphQLNonNull) else kind)


def _has_variables(value: ValueNode) -> bool:
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, VariableNode):
            return True
        if isinstance(each, ListValueNode):
            waiting.extend(each.values)
        elif isinstance(each, ObjectValueNode):
            waiting.extend(member.value for member in each.fields)
    return False
