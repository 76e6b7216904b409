"""graphql-core's collection of fields, signatures of variables, and what it passes to resolvers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLField,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLSchema,
    OperationDefinitionNode,
    VariableDefinitionNode,
    VariableValues,
)
from graphql.execution.collect_fields import (
    FieldDetails,
    FragmentDetails,
    GroupedFieldSet,
    collect_fields,
    collect_subfields,
)
from graphql.execution.get_variable_signature import (
    GraphQLVariableSignature,
    get_variable_signature,
)
from graphql.execution.values import VariableValueSource
from graphql.pyutils import Path, is_awaitable
from graphql.type.definition import GraphQLResolveInfoHelpers
from graphql.validation.rules import overlapping_fields_can_be_merged

__all__ = [
    "FieldCollector",
    "GraphQLVariableSignature",
    "VariableValueSource",
    "limit_field_comparisons",
    "make_resolve_info",
    "variable_signature",
]

_NO_HELPERS = cast("GraphQLResolveInfoHelpers", None)


class FieldCollector:
    """Collects the fields of one operation's selections: spreads fragments, obeys `@skip` and `@include`, and
    groups field nodes by the key of the answer."""

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

    def roots(self, root: GraphQLObjectType) -> Iterator[tuple[str, list[FieldNode]]]:
        """The operation's own fields."""
        collected = collect_fields(
            self.schema, self._fragments, self._variables, root, self._operation
        )
        return _nodes(collected.grouped_field_set)

    def fields(
        self, object_type: GraphQLObjectType, nodes: list[FieldNode]
    ) -> Iterator[tuple[str, list[FieldNode]]]:
        """The fields below `nodes` that apply to a type."""
        collected = collect_subfields(
            self.schema,
            self._fragments,
            self._variables,
            self._operation,
            object_type,
            [FieldDetails(node, None) for node in nodes],
        )
        return _nodes(collected.grouped_field_set)


def _nodes(groups: GroupedFieldSet) -> Iterator[tuple[str, list[FieldNode]]]:
    return ((key, [details.node for details in group]) for key, group in groups.items())


def variable_signature(
    schema: GraphQLSchema, node: VariableDefinitionNode
) -> GraphQLVariableSignature:
    """Raises GraphQLError for a variable whose type the schema does not know."""
    signature = get_variable_signature(schema, node)
    if isinstance(signature, GraphQLError):
        raise signature
    return signature


def make_resolve_info(
    schema: GraphQLSchema,
    operation: OperationDefinitionNode,
    fragments: Mapping[str, FragmentDefinitionNode],
    variables: VariableValues,
    context: Any,
    parent: GraphQLObjectType,
    key: str,
    nodes: list[FieldNode],
    definition: GraphQLField,
) -> GraphQLResolveInfo[Any]:
    """What graphql-core passes to the resolver of a root field."""
    return GraphQLResolveInfo(
        field_name=nodes[0].name.value,
        field_nodes=nodes,
        return_type=definition.type,
        parent_type=parent,
        path=Path(None, key, parent.name),
        schema=schema,
        fragments=dict(fragments),
        root_value=None,
        operation=operation,
        variable_values=variables,
        context=context,
        is_awaitable=is_awaitable,
        abort_signal=None,
        async_helpers=_NO_HELPERS,
    )


def limit_field_comparisons(budget: int) -> None:
    """Bound, for the whole process, how many pairs of equally named fields validation compares."""
    overlapping_fields_can_be_merged.MAX_COMPLEXITY_BUDGET = budget
