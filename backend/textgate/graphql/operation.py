"""Which operation of a document is meant: one that cannot be told is refused, never guessed."""

from __future__ import annotations

from collections.abc import Iterator

from graphql import GraphQLError, OperationDefinitionNode
from strawberry.extensions import SchemaExtension


class OperationIsNamed(SchemaExtension):
    """As the specification has it (GetOperation): a document of several operations needs the name of
    one, and a name must be one of the document's."""

    def on_parse(self) -> Iterator[None]:
        yield
        document = self.execution_context.graphql_document
        if document is None:
            return
        names = [
            node.name.value if node.name else None
            for node in document.definitions
            if isinstance(node, OperationDefinitionNode)
        ]
        wanted = self.execution_context._provided_operation_name
        if wanted is not None and wanted not in names:
            raise GraphQLError("There is no operation of the given operationName.")
        if not names:
            raise GraphQLError("The document has no operation.")
        if wanted is None and len(names) > 1:
            raise GraphQLError("The document has several operations: give an operationName.")
