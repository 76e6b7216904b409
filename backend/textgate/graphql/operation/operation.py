"""Which operation of a document is meant: one that cannot be told is refused, never guessed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
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
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
    VariableValues,
    get_variable_values,
)

from textgate.compat.graphql_core import (
    GraphQLVariableSignature,
    VariableValueSource,
    variable_signature,
)

NO_VARIABLES = VariableValues({}, {})


class Unplannable(Exception):
    """Raised for what graphql-core has to execute."""


class Operation:
    """One operation of a valid document; the same object as long as the document is remembered, if it is."""

    def __init__(
        self,
        schema: GraphQLSchema,
        document: DocumentNode,
        node: OperationDefinitionNode,
        *,
        is_remembered: bool = True,
    ) -> None:
        self.is_remembered = is_remembered
        self.schema = schema
        self.document = document
        self.node = node
        self.fragments = {
            each.name.value: each
            for each in document.definitions
            if isinstance(each, FragmentDefinitionNode)
        }

    @property
    def name(self) -> str | None:
        return self.node.name.value if self.node.name else None

    @cached_property
    def variables(self) -> tuple[str, ...]:
        return tuple(each.variable.name.value for each in self.node.variable_definitions or ())

    def coerce(self, inputs: Mapping[str, Any]) -> VariableValues:
        """The variables' values for execution; raises GraphQLError for those that they cannot have."""
        definitions = self.node.variable_definitions
        if not definitions:
            return NO_VARIABLES
        sources, coerced = {}, {}
        for signature, is_itself in self._signatures:
            name = signature.name
            if name not in inputs and _may_be_left_out(signature):
                sources[name] = VariableValueSource(signature)
                continue
            value = inputs.get(name)
            if not is_itself(value):
                break
            sources[name] = VariableValueSource(signature, value)
            coerced[name] = value
        else:
            return VariableValues(sources, coerced)
        found = get_variable_values(self.schema, definitions, dict(inputs))
        if isinstance(found, list):
            raise found[0]
        return found

    @cached_property
    def _signatures(self) -> list[tuple[GraphQLVariableSignature, Callable[[Any], bool]]]:
        """Each variable, with what tells of a value that was given whether it is coerced to itself."""
        found = []
        for node in self.node.variable_definitions or ():
            signature = variable_signature(self.schema, node)
            found.append((signature, _IS_ITSELF.get(_required(signature.type), _is_unknown)))
        return found

    @cached_property
    def decisive_variables(self) -> tuple[str, ...]:
        """The variables that decide what is selected: those of `@skip` and `@include`."""
        names: dict[str, None] = {}
        waiting: list[SelectionSetNode] = [
            self.node.selection_set,
            *(fragment.selection_set for fragment in self.fragments.values()),
        ]
        while waiting:
            for each in waiting.pop().selections:
                for directive in each.directives or ():
                    for argument in directive.arguments or ():
                        if isinstance(argument.value, VariableNode):
                            names[argument.value.name.value] = None
                if isinstance(each, FieldNode | InlineFragmentNode) and each.selection_set:
                    waiting.append(each.selection_set)
        return tuple(names)


def _may_be_left_out(signature: GraphQLVariableSignature) -> bool:
    return signature.default is None and not isinstance(signature.type, GraphQLNonNull)


def _is_unknown(_: Any) -> bool:
    return False


def _required(kind: GraphQLInputType) -> GraphQLNamedType | GraphQLInputType:
    return kind.of_type if isinstance(kind, GraphQLNonNull) else kind


_IS_ITSELF: dict[Any, Callable[[Any], bool]] = {
    GraphQLBoolean: lambda value: value is True or value is False,
    GraphQLID: lambda value: type(value) is str,
    GraphQLInt: lambda value: type(value) is int and -(2**31) <= value < 2**31,
    GraphQLString: lambda value: type(value) is str,
}
"""By type, required or not: null, and what has a default, is left to the library."""


def choose(document: DocumentNode, wanted: str | None) -> OperationDefinitionNode:
    """As the specification has it (GetOperation): a document of several operations needs the name of one,
    and a name must be one of the document's. Raises GraphQLError."""
    operations = [
        node for node in document.definitions if isinstance(node, OperationDefinitionNode)
    ]
    named = [node for node in operations if node.name and node.name.value == wanted]
    if wanted is not None and not named:
        raise GraphQLError("There is no operation of the given operationName.")
    if not operations:
        raise GraphQLError("The document has no operation.")
    if wanted is None and len(operations) > 1:
        raise GraphQLError("The document has several operations: give an operationName.")
    return named[0] if named else operations[0]
