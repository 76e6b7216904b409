"""A selection as it applies to a type: fragments spread out, directives obeyed, fields grouped by key."""

from __future__ import annotations

from typing import Any

from graphql import (
    FieldNode,
    GraphQLField,
    GraphQLInputType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSchema,
    ListValueNode,
    ObjectValueNode,
    ValueNode,
    VariableNode,
    VariableValues,
    get_argument_values,
    get_named_type,
    is_abstract_type,
    is_leaf_type,
)
from strawberry.types.field import StrawberryField

from textgate.compat.graphql_core import FieldCollector
from textgate.compat.strawberry import argument_name, declaration, python_arguments
from textgate.graphql.declare.relation import RELATION, Relation

MOST_FIXED = 8

Nodes = list[FieldNode]


class Selection(FieldCollector):
    """One operation's, with its variables."""

    def possible(self, output: GraphQLOutputType) -> tuple[GraphQLObjectType, ...]:
        """The types of the objects that a field may return."""
        named = get_named_type(output)
        if is_abstract_type(named):
            return tuple(self.schema.get_possible_types(named))
        return (named,) if isinstance(named, GraphQLObjectType) else ()


def declared(definition: GraphQLField) -> StrawberryField:
    """How a field of the schema is declared."""
    field = declaration(definition)
    assert field is not None
    return field


def relation_of(definition: GraphQLField) -> Relation | None:
    """The rows that a field leads to."""
    field = declaration(definition)
    return None if field is None else field.metadata.get(RELATION)


def arguments(
    schema: GraphQLSchema, definition: GraphQLField, node: FieldNode, variables: VariableValues
) -> dict[str, Any]:
    """A field's arguments as its resolver would be given them; raises GraphQLError."""
    values = get_argument_values(definition, node, variables)
    return python_arguments(schema, declared(definition), values)


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
            if isinstance(value := values.get(argument_name(schema, argument)), VariableNode)
            and _is_leaf(definition.args[argument_name(schema, argument)].type)
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
