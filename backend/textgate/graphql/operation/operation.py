"""One operation of a valid document: which one to execute, and the values of its variables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLBoolean,
    GraphQLError,
    GraphQLID,
    GraphQLInputType,
    GraphQLInt,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLSchema,
    GraphQLString,
    OperationDefinitionNode,
    VariableValues,
    get_variable_values,
)

from textgate.compat.graphql_core import (
    GraphQLVariableSignature,
    VariableValueSource,
    variable_signature,
)

NO_VARIABLES = VariableValues({}, {})


class Operation:
    """Hashed by identity: a key of caches while `is_remembered`, as long as its document is cached.

    `conditions` are the variables in `@skip` and `@include`, on which the selection depends.
    """

    def __init__(
        self,
        schema: GraphQLSchema,
        document: DocumentNode,
        node: OperationDefinitionNode,
        conditions: tuple[str, ...],
        *,
        is_remembered: bool = True,
    ) -> None:
        self.is_remembered = is_remembered
        self.schema = schema
        self.document = document
        self.node = node
        self.conditions = conditions
        self.fragments = {
            definition.name.value: definition
            for definition in document.definitions
            if isinstance(definition, FragmentDefinitionNode)
        }

    @property
    def name(self) -> str | None:
        return self.node.name.value if self.node.name else None

    @cached_property
    def variables(self) -> tuple[str, ...]:
        definitions = self.node.variable_definitions or ()
        return tuple(definition.variable.name.value for definition in definitions)

    def coerce(self, inputs: Mapping[str, Any]) -> VariableValues:
        """The values of the variables for execution. Raises GraphQLError for an invalid value.

        Skips graphql-core, which is slower, if every input is its own coerced value: a str for a String.
        """
        definitions = self.node.variable_definitions
        if not definitions:
            return NO_VARIABLES
        sources, coerced = {}, {}
        for signature, is_coerced in self._signatures:
            name = signature.name
            if name not in inputs and _is_optional(signature):
                sources[name] = VariableValueSource(signature)
                continue
            value = inputs.get(name)
            if not is_coerced(value):
                break
            sources[name] = VariableValueSource(signature, value)
            coerced[name] = value
        else:
            return VariableValues(sources, coerced)
        values = get_variable_values(self.schema, definitions, dict(inputs))
        if isinstance(values, list):
            raise values[0]
        return values

    @cached_property
    def _signatures(self) -> list[tuple[GraphQLVariableSignature, Callable[[Any], bool]]]:
        """Each variable, with a test whether an input is its own coerced value."""
        signatures = []
        for node in self.node.variable_definitions or ():
            signature = variable_signature(self.schema, node)
            test = _IS_ITSELF.get(_without_non_null(signature.type), _is_unknown)
            signatures.append((signature, test))
        return signatures


def _is_optional(signature: GraphQLVariableSignature) -> bool:
    return signature.default is None and not isinstance(signature.type, GraphQLNonNull)


def _is_unknown(_: Any) -> bool:
    return False


def _without_non_null(type_: GraphQLInputType) -> GraphQLNamedType | GraphQLInputType:
    return type_.of_type if isinstance(type_, GraphQLNonNull) else type_


# Null and variables with a default are left to graphql-core.
_IS_ITSELF: dict[Any, Callable[[Any], bool]] = {
    GraphQLBoolean: lambda value: value is True or value is False,
    GraphQLID: lambda value: type(value) is str,
    GraphQLInt: lambda value: type(value) is int and -(2**31) <= value < 2**31,
    GraphQLString: lambda value: type(value) is str,
}


def choose_operation(document: DocumentNode, name: str | None) -> OperationDefinitionNode:
    """GetOperation of the specification: raises GraphQLError if the name is unknown, or missing and needed."""
    operations = [
        node for node in document.definitions if isinstance(node, OperationDefinitionNode)
    ]
    named = [node for node in operations if node.name and node.name.value == name]
    if name is not None and not named:
        raise GraphQLError("The document has no operation of this operationName.")
    if not operations:
        raise GraphQLError("The document has no operation.")
    if name is None and len(operations) > 1:
        raise GraphQLError("The document has several operations; operationName is required.")
    return named[0] if named else operations[0]
