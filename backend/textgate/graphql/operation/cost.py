"""What an operation costs and whether its viewer may ask for it: told before anything is executed.

A selection is walked once, with the multiplicities that its pages ask for. The limits on documents
(limits.py) have been kept by then, so that spreading the fragments out is cheap.
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
from textgate.graphql.declare.relation import COSTS, MAX_PAGE, NEEDS, RELATION, Relation, Shape
from textgate.graphql.operation.operation import Operation
from textgate.storage.lru_cache import LruCache

READING = 1
OBJECTS_A_POINT = 10
MUTATION = 1
INTROSPECTION = 50
COUNTING = 20
"""Reading an operation costs a point (endpoint.py), and doing it beside that: each so many objects that it
may return one more, each mutation, each look into the schema, and each field that counts what there is, so
many."""

REMEMBERED = 1_000

_INTROSPECTION = ("__schema", "__type")

_Composite = GraphQLObjectType | GraphQLInterfaceType


@dataclass(frozen=True, slots=True)
class Weight:
    """What an operation costs, and the permissions that it needs, each with a field that needs it."""

    cost: int
    needs: Mapping[Permission, str]


_weights: LruCache[Weight] = LruCache(REMEMBERED)


def admit(operation: Operation, variables: Mapping[str, Any], context: Context) -> None:
    """Raises GraphQLError for what the viewer may not ask for, and what there are no points left for."""
    weight = _weight(operation, variables)
    for permission, name in weight.needs.items():
        if not context.viewer.may(permission):
            message = f"{name} needs the permission {permission}."
            raise GraphQLError(message, extensions={"code": FORBIDDEN})
    context.cost = cost = weight.cost
    if cost > MAX_COST:
        message = f"The operation costs {cost} points; {MAX_COST} are allowed."
        raise GraphQLError(message, extensions={"code": TOO_LARGE})
    balance = context.services.rate_limiter.consume(context.viewer, cost - READING)
    context.balance = balance
    if balance.wait is not None:
        message = f"The operation costs {cost} points; {balance.remaining} are left."
        raise GraphQLError(message, extensions={"code": RATE_LIMITED})
    context.is_admitted = True


def _weight(operation: Operation, variables: Mapping[str, Any]) -> Weight:
    # Only numbers, conditions and the lengths of lists weigh anything.
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
            each.variable.name.value: _literal(each.default_value, {})
            for each in operation.variable_definitions or ()
        }
        self._variables = {**defaults, **variables}
        self._objects = 0
        self._extra = 0
        self.needs: dict[Permission, str] = {}
        """The permissions that are needed, each with a field that needs it."""

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
            # What is below costs no objects, but time.
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
        elif "ids" in definition.args:
            times *= self._many(node)
            self._objects += times
        self._selections(node.selection_set, get_named_type(definition.type), times)

    def _page(self, node: FieldNode, usual: int) -> int:
        first = self._argument(node, "first", usual)
        # What is no page size is refused where the page is planned. JSON's 100.0 is one: GraphQL
        # takes a fraction without a rest as a whole number.
        return min(max(int(first), 1), MAX_PAGE) if isinstance(first, int | float) else usual

    def _many(self, node: FieldNode) -> int:
        ids = self._argument(node, "ids", ())
        return max(len(ids), 1) if isinstance(ids, list) else 1

    def _argument(self, node: FieldNode, name: str, usual: Any) -> Any:
        given = next((each.value for each in node.arguments or () if each.name.value == name), None)
        value = _literal(given, self._variables)
        return usual if value is None else value

    def _is_included(self, node: SelectionNode) -> bool:
        for directive in node.directives or ():
            condition = next((each.value for each in directive.arguments or ()), None)
            value = getattr(condition, "value", None)
            if isinstance(condition, VariableNode):
                value = self._variables.get(condition.name.value)
            if (directive.name.value, value) in (("skip", True), ("include", False)):
                return False
        return True


def _literal(node: Any, variables: Mapping[str, Any]) -> Any:
    """The value of a whole number or a list, written out or in a variable; None for anything else."""
    if isinstance(node, VariableNode):
        return variables.get(node.name.value)
    if isinstance(node, IntValueNode):
        # Longer ones are no 32-bit integers, and cost time to read.
        return int(node.value) if len(node.value) <= 11 else None
    if isinstance(node, ListValueNode):
        return list(node.values)
    return None
