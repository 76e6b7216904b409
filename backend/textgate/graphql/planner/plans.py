"""Compiles and caches the plans for one database, and answers operations by them."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from graphql import GraphQLError, OperationType, VariableValues, located_error

from textgate.graphql.declare.context import Context
from textgate.graphql.operation.operation import Operation
from textgate.graphql.planner.load import Loader
from textgate.graphql.planner.mutation_plan import MutationPlan
from textgate.graphql.planner.plan import Plan
from textgate.graphql.planner.run import Run, Unplannable
from textgate.graphql.planner.selection import Nodes
from textgate.graphql.planner.statements import Statements
from textgate.storage.database import Database
from textgate.storage.lru_cache import LruCache
from textgate.storage.outages import is_outage

REMEMBERED = 500

_PLANS: dict[OperationType, type[Plan] | type[MutationPlan]] = {
    OperationType.QUERY: Plan,
    OperationType.MUTATION: MutationPlan,
}


class Interrupted(Exception):
    """Raised when an outage of the database ends an operation; `error` names the field that failed."""

    def __init__(self, key: str, nodes: Nodes, outage: Exception) -> None:
        super().__init__()
        self.error = located_error(outage, nodes, [key])


class Plans:
    """One plan for each operation and each value of the variables in its @skip and @include."""

    def __init__(self, database: Database) -> None:
        self.statements = Statements(database.sql)
        self._database = database
        self._plans: LruCache[Plan | MutationPlan | str] = LruCache(REMEMBERED)

    async def answer(
        self, operation: Operation, inputs: dict[str, Any], context: Context
    ) -> dict[str, Any]:
        """The `data` of the answer.

        Raises Interrupted in an outage. Any other exception means that graphql-core must execute the
        operation. Unplannable means the same, and is raised before anything is read.
        """
        if not operation.is_remembered:
            raise Unplannable("it would be compiled each time")
        variables = operation.coerce(inputs)
        plan, run = self._plan(operation, variables), Run(context)
        try:
            return await plan.answer(Loader(run, self.statements), variables, self._database)
        except Exception as error:
            if not is_outage(error):
                raise
            raise Interrupted(*(run.current or plan.first), error) from error

    def _plan(self, operation: Operation, variables: VariableValues) -> Plan | MutationPlan:
        key: Hashable = (
            operation,
            *(variables.coerced.get(name) for name in operation.conditions),
        )
        plan = self._plans.get(key)
        if plan is None:
            try:
                compile_plan = _PLANS[operation.node.operation]
                plan = compile_plan(operation, variables, self.statements)
            except (Unplannable, GraphQLError) as reason:
                plan = str(reason)
            self._plans[key] = plan
        if isinstance(plan, str):
            # A cached exception would keep its traceback, and with it a request's values.
            raise Unplannable(plan)
        return plan
