"""Which operation of a document is meant: one that cannot be told is refused, never guessed."""

from __future__ import annotations

from functools import cached_property

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
)


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
