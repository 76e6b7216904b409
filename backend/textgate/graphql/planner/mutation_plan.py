"""Plans of mutations: resolvers run one after another, and compiled functions write their payloads."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from graphql import GraphQLField, VariableValues, get_argument_values

from textgate.compat.graphql_core import make_resolve_info
from textgate.graphql.operation.operation import Operation
from textgate.graphql.planner.completion import ValueCompiler
from textgate.graphql.planner.load import Loader
from textgate.graphql.planner.run import Unplannable
from textgate.graphql.planner.selection import Nodes, Selection
from textgate.graphql.planner.state import LoadPlan, state_of
from textgate.graphql.planner.statements import Statements
from textgate.graphql.planner.values import Write
from textgate.storage.database import Database


class MutationPlan:
    """One operation of mutations, compiled.

    If a mutation raises, graphql-core executes the operation again and reports the error. It finds the
    outcome of each mutation in the request's state (`declare/field.py`), so none runs twice.
    """

    def __init__(self, operation: Operation, variables: VariableValues, _: Statements) -> None:
        self._operation = operation
        selection = Selection(operation.schema, operation.node, operation.fragments, variables)
        completion = ValueCompiler(selection)
        root = operation.schema.mutation_type
        assert root is not None
        self._root = root
        self._payload_plans: dict[Hashable, LoadPlan | None] = {}
        self._fields: list[tuple[str, GraphQLField, Nodes, Write]] = []
        for key, nodes in selection.roots(root):
            definition = root.fields.get(nodes[0].name.value)
            if definition is None:
                raise Unplannable(key)
            write = completion.value(definition.type, nodes)
            self._fields.append((key, definition, nodes, write))

    @property
    def first(self) -> tuple[str, Nodes]:
        """The first root field: its response key and its nodes."""
        key, _, nodes, _ = self._fields[0]
        return key, nodes

    async def answer(
        self, loader: Loader, variables: VariableValues, _: Database
    ) -> dict[str, Any]:
        run, answer = loader.run, {}
        state_of(run.context).payload_plans = self._payload_plans
        for key, definition, nodes, write in self._fields:
            run.current = key, nodes
            values = get_argument_values(definition, nodes[0], variables)
            resolve = definition.resolve
            assert resolve is not None
            operation = self._operation
            info = make_resolve_info(
                *(operation.schema, operation.node, operation.fragments, variables, run.context),
                *(self._root, key, nodes, definition),
            )
            answer[key] = write(await resolve(None, info, **values), run)
        return answer
