"""The path of an operation: parse, admit, answer by a plan, or fall back to graphql-core."""

from __future__ import annotations

from inspect import isawaitable
from typing import Any

import structlog
from graphql import ExecutionResult, GraphQLError, execute

from textgate.domain.errors import AuthorityLost
from textgate.graphql.declare.context import Context
from textgate.graphql.operation import documents
from textgate.graphql.operation.cost import admit
from textgate.graphql.operation.operation import Operation
from textgate.graphql.planner.plans import Interrupted, Plans
from textgate.graphql.planner.run import NullFound, Unplannable
from textgate.graphql.planner.state import RequestState
from textgate.graphql.schema import core
from textgate.logs import frame_locations
from textgate.web.metrics import Fallback, count_fallback, count_operation

log = structlog.get_logger(__name__)


class Executor:
    """Answers operations by plans, and by graphql-core if a plan cannot. `uses_plans=False` is for tests."""

    def __init__(self, plans: Plans, *, uses_plans: bool = True) -> None:
        self.plans = plans
        self._uses_plans = uses_plans

    async def execute(
        self,
        query: str,
        variables: dict[str, Any],
        operation_name: str | None,
        context: Context,
    ) -> ExecutionResult:
        """The answer. Errors without a path are request errors: nothing was executed."""
        context.planner = RequestState(self.plans.statements)
        try:
            operation = documents.parse_operation(core, query, operation_name)
            admit(operation, variables, context)
        except documents.InvalidDocument as invalid:
            return ExecutionResult(None, invalid.errors)
        except GraphQLError as error:
            return ExecutionResult(None, [error])
        if self._uses_plans:
            try:
                data = await self.plans.answer(operation, variables, context)
            except Interrupted as interrupted:
                # graphql-core would only try the same database again.
                count_operation(is_planned=True)
                return ExecutionResult(None, [interrupted.error])
            except Exception as error:
                _fall_back(error)
            else:
                count_operation(is_planned=True)
                return ExecutionResult(data, None)
        count_operation(is_planned=False)
        return await _by_core(operation, variables, context)


def _fall_back(error: Exception) -> None:
    """Count why graphql-core must answer, and log an unexpected reason."""
    if isinstance(error, Unplannable):
        reason = Fallback.UNPLANNABLE
    elif isinstance(error, GraphQLError | NullFound | AuthorityLost):
        # An ordinary error of the request, its rows or its caller. graphql-core reports it as specified.
        reason = Fallback.ERROR
    else:
        reason = Fallback.UNEXPECTED
        log.warning("plan_fallback", error=type(error).__name__, frames=frame_locations(error))
    count_fallback(reason)


async def _by_core(
    operation: Operation, variables: dict[str, Any], context: Context
) -> ExecutionResult:
    result = execute(
        operation.schema,
        operation.document,
        context_value=context,
        variable_values=variables,
        operation_name=operation.name,
    )
    completed: ExecutionResult = await result if isawaitable(result) else result
    return completed
