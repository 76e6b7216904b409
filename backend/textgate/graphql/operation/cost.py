"""Admits an operation before it runs: its cost in points, and the permissions that it needs.

One walk multiplies each field by the sizes of the pages above it. This may return 50 + 250 objects, and costs
31 points:

    { accounts(first: 50) { nodes { senders(first: 5) { nodes { id } } } } }

document_limits.py has bounded the size of the document with its fragments expanded.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    VariableNode,
    get_named_type,
)

from textgate.compat.strawberry import declaration
from textgate.domain.permissions import Permission
from textgate.domain.points import MAX_COST
from textgate.graphql.declare.context import Context
from textgate.graphql.declare.entity import permission_of
from textgate.graphql.declare.errors import FORBIDDEN, RATE_LIMITED, TOO_LARGE
from textgate.graphql.declare.relation import (
    COSTS,
    FINDS,
    MAX_PAGE,
    NEEDS,
    RELATION,
    Finder,
    Relation,
    Shape,
)
from textgate.graphql.operation.operation import Operation
from textgate.storage.lru_cache import LruCache

# Points: one per request (endpoint.py), one per ten objects that it may return, and these.
READING = 1
OBJECTS_A_POINT = 10
MUTATION = 1
INTROSPECTION = 50
COUNTING = 20
"""For each field that counts rows, such as an overview."""
SEARCHING = 5
"""For each search: a few thousand rows of an index at most."""

REMEMBERED = 1_000

_INTROSPECTION = ("__schema", "__type")

_Composite = GraphQLObjectType | GraphQLInterfaceType


@dataclass(frozen=True, slots=True)
class Weight:
    """The cost of an operation, and the permissions that it needs, each with a field that needs it."""

    cost: int
    needs: Mapping[Permission, str]


_weights: LruCache[Weight] = LruCache(REMEMBERED)


def admit(operation: Operation, variables: Mapping[str, Any], context: Context) -> None:
    """Charges the operation. Raises GraphQLError without the permissions or the points for it."""
    weight = _weight(operation, variables)
    for permission, name in weight.needs.items():
        if not context.viewer.may(permission):
            message = f"{name} requires the permission {permission}."
            raise GraphQLError(message, extensions={"code": FORBIDDEN})
    context.cost = cost = weight.cost
    if cost > MAX_COST:
        message = f"The operation costs {cost} points; {MAX_COST} are allowed."
        raise GraphQLError(message, extensions={"code": TOO_LARGE})
    balance = context.services.rate_limiter.consume(context.viewer, cost - READING)
    context.balance = balance
    if balance.wait is not None:
        message = (
            f"Rate limit exceeded: the operation costs {cost} points; {balance.remaining} remain."
        )
        raise GraphQLError(message, extensions={"code": RATE_LIMITED})
    context.is_admitted = True


def _weight(operation: Operation, variables: Mapping[str, Any]) -> Weight:
    # Only numbers, conditions and lengths of lists change the cost.
    key = (operation, *(_weighty(variables.get(name)) for name in operation.variables))
    weight = _weights.get(key)
    if weight is None:
        walk = _Walk(operation.schema, operation.fragments, operation.node, variables)
        walk.operation()
        weight = _weights[key] = Weight(walk.cost, walk.needs)
    return weight


def _weighty(value: Any) -> Any:
    if isinstance(value, list):
        return "list", len(value)
    return value if isinstance(value, int | float) else value is None


class _Walk:
    """Sums up the cost, and collects the permissions.

    It reads the variables before they are coerced, so that an operation with invalid ones is charged too. It
    counts every field of the document: two equal fields cost twice, although a plan merges them.
    """

    def __init__(
        self,
        schema: GraphQLSchema,
        fragments: Mapping[str, FragmentDefinitionNode],
        operation: OperationDefinitionNode,
        variables: Mapping[str, Any],
    ) -> None:
        self._schema = schema
        self._fragments = fragments
        self._operation = operation
        defaults = {
            definition.variable.name.value: _literal(definition.default_value, {})
            for definition in operation.variable_definitions or ()
        }
        self._variables = {**defaults, **variables}
        self._objects = 0
        self._extra = 0
        self.needs: dict[Permission, str] = {}
        """Permissions, each with a field that needs it."""

    def operation(self) -> None:
        root = self._schema.get_root_type(self._operation.operation)
        assert root is not None
        self._selections(self._operation.selection_set, root, 1)

    @property
    def cost(self) -> int:
        return READING + self._extra + math.ceil(self._objects / OBJECTS_A_POINT)

    def _selections(
        self, selected: SelectionSetNode | None, parent: GraphQLNamedType, times: int
    ) -> None:
        for node in selected.selections if selected else ():
            if not self._is_included(node):
                continue
            if isinstance(node, FieldNode):
                self._field(node, parent, times)
            elif isinstance(node, InlineFragmentNode):
                condition = node.type_condition
                self._fragment(
                    node.selection_set, condition.name.value if condition else None, parent, times
                )
            elif isinstance(node, FragmentSpreadNode):
                fragment = self._fragments[node.name.value]
                name = fragment.type_condition.name.value
                self._fragment(fragment.selection_set, name, parent, times)

    def _fragment(
        self, selected: SelectionSetNode, name: str | None, parent: GraphQLNamedType, times: int
    ) -> None:
        condition = self._schema.get_type(name) if name else parent
        assert condition is not None
        self._selections(selected, condition, times)

    def _field(self, node: FieldNode, parent: GraphQLNamedType, times: int) -> None:
        fields = parent.fields if isinstance(parent, _Composite) else {}
        definition = fields.get(node.name.value)
        if definition is None:
            # Introspection returns no rows, but takes time.
            self._extra += INTROSPECTION if node.name.value in _INTROSPECTION else 0
            return
        if parent is self._schema.mutation_type:
            self._extra += MUTATION
        declared = declaration(definition)
        metadata = declared.metadata if declared is not None else {}
        self._extra += metadata.get(COSTS, 0)
        relation: Relation | None = metadata.get(RELATION)
        needed = metadata.get(NEEDS) or (permission_of(relation.table) if relation else None)
        if needed is not None:
            self.needs.setdefault(needed, node.name.value)
        if relation is not None and relation.shape is Shape.PAGE:
            times *= self._page(node, definition.args["first"].default_value)
        if relation is not None:
            self._objects += times
        elif FINDS in metadata:
            times *= self._results(node, metadata[FINDS], definition.args["first"].default_value)
            self._objects += times
        elif "ids" in definition.args:
            times *= self._many(node)
            self._objects += times
        self._selections(node.selection_set, get_named_type(definition.type), times)

    def _page(self, node: FieldNode, usual: int) -> int:
        first = self._argument(node, "first", usual)
        # The planner refuses invalid page sizes. JSON's 100.0 is valid: GraphQL accepts a number without a
        # fractional part as an Int.
        return min(max(int(first), 1), MAX_PAGE) if isinstance(first, int | float) else usual

    def _results(self, node: FieldNode, finder: Finder, usual: int) -> int:
        first = self._argument(node, "first", usual)
        is_number = isinstance(first, int | float)
        return min(max(int(first), 1), finder.max_results) if is_number else usual

    def _many(self, node: FieldNode) -> int:
        ids = self._argument(node, "ids", ())
        return max(len(ids), 1) if isinstance(ids, list) else 1

    def _argument(self, node: FieldNode, name: str, usual: Any) -> Any:
        arguments = node.arguments or ()
        literal = next(
            (argument.value for argument in arguments if argument.name.value == name), None
        )
        value = _literal(literal, self._variables)
        return usual if value is None else value

    def _is_included(self, node: SelectionNode) -> bool:
        for directive in node.directives or ():
            condition = next((argument.value for argument in directive.arguments or ()), None)
            value = getattr(condition, "value", None)
            if isinstance(condition, VariableNode):
                value = self._variables.get(condition.name.value)
            if (directive.name.value, value) in (("skip", True), ("include", False)):
                return False
        return True


def _literal(node: Any, variables: Mapping[str, Any]) -> Any:
    """The value of an integer or a list, literal or in a variable; None for anything else."""
    if isinstance(node, VariableNode):
        return variables.get(node.name.value)
    if isinstance(node, IntValueNode):
        # Longer ones are no 32-bit integers, and int() would take long.
        return int(node.value) if len(node.value) <= 11 else None
    if isinstance(node, ListValueNode):
        return list(node.values)
    return None
