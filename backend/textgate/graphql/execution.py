"""The way of an operation: its document is read, it is admitted, and a plan answers it, or graphql-core."""

from __future__ import annotations

from inspect import isawaitable
from typing import Any

import structlog
from graphql import ExecutionResult, GraphQLError, execute

from textgate.graphql import documents
from textgate.graphql.admission import admit
from textgate.graphql.context import Context
from textgate.graphql.operation import Operation, Unplannable
from textgate.graphql.plan import Plans
from textgate.graphql.schema import core
from textgate.logs import places
from textgate.web.metrics import count_operation

log = structlog.get_logger(__name__)


class Executor:
    """Executes operations; `planned` and `handed_back` count which way they went."""

    def __init__(self, plans: Plans, *, uses_plans: bool = True) -> None:
        self.plans = plans
        self.planned = 0
        self.handed_back = 0
        self._uses_plans = uses_plans

    async def execute(
        self,
        query: str,
        variables: dict[str, Any],
        operation_name: str | None,
        context: Context,
    ) -> ExecutionResult:
        """The answer; errors without a path were found before anything was executed."""
        try:
            operation = documents.read(core, query, operation_name)
            admit(operation, variables, context)
        except documents.Invalid as invalid:
            return ExecutionResult(None, invalid.errors)
        except GraphQLError as error:
            return ExecutionResult(None, [error])
        if self._uses_plans:
            try:
                data = await self.plans.answer(operation, variables, context)
            except Unplannable:
                pass
            except Exception as error:  # whatever it is, graphql-core will tell of it
                log.debug("handed_back", error=type(error).__name__, frames=places(error))
            else:
                self.planned += 1
                count_operation(is_planned=True)
                return ExecutionResult(data, None)
        self.handed_back += 1
        count_operation(is_planned=False)
        return await _by_core(operation, variables, context)


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
    found: ExecutionResult = await result if isawaitable(result) else result
    return found
