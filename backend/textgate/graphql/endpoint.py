"""GraphQL over HTTP: parses requests strictly, and gives every error a code."""

from __future__ import annotations

from typing import Any

import orjson
from graphql import ExecutionResult, GraphQLError
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from textgate.domain.points import Balance
from textgate.domain.viewer import Viewer
from textgate.graphql.declare.context import Context
from textgate.graphql.declare.errors import (
    FORBIDDEN,
    INTERNAL,
    INVALID_DOCUMENT,
    RATE_LIMITED,
    presentable,
)
from textgate.graphql.execution import Executor
from textgate.graphql.media_types import GRAPHQL, media_type_for
from textgate.graphql.mutations.sms_errors import SmsError
from textgate.graphql.operation.cost import READING
from textgate.graphql.planner.plans import Plans
from textgate.services.services import Services
from textgate.web import cross_origin
from textgate.web.body import JSON, read_json_object
from textgate.web.caller import Callers
from textgate.web.http_error import HttpError, outage_to_http_error
from textgate.web.metrics import count_refusal
from textgate.web.rate_limits import delay_refusal, rate_headers

# GET would put variables, and with them patients' names and numbers, into URLs and logs.
_POST_ONLY = (
    "GraphQL requests must be sent with POST. In urql, set preferGetMethod to false. In Apollo Client, remove "
    "useGETForQueries and useGETForHashedQueries."
)
# Points for a refused request. Validating one can take as long as answering with a thousand objects.
REFUSAL = 100
_STATUS = {FORBIDDEN: 403, RATE_LIMITED: 429}


class GraphQLEndpoint:
    """POST /graphql, for authenticated callers."""

    def __init__(self, services: Services, callers: Callers, *, uses_plans: bool = True) -> None:
        self._services = services
        self._executor = Executor(Plans(services.database), uses_plans=uses_plans)
        self._callers = callers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = await self.respond(Request(scope, receive))
        await response(scope, receive, send)

    async def respond(self, request: Request) -> Response:
        if cross_origin.is_preflight(request):
            return cross_origin.preflight_response()
        response = await self._execute(request)
        if response.status_code == _STATUS[RATE_LIMITED]:
            await delay_refusal()
        return cross_origin.add_cors_headers(request, response)

    async def _execute(self, request: Request) -> Response:
        media_type = JSON
        try:
            media_type = media_type_for(request)
            if request.method != "POST":
                raise HttpError(405, "METHOD_NOT_ALLOWED", _POST_ONLY, {"Allow": "POST"})
            caller = await self._callers.authenticate(request)
            balance = self._pay_for_reading(caller.viewer)
            try:
                query, variables, operation_name = _parse(
                    await read_json_object(request), media_type
                )
            except HttpError as error:
                # A caller does not pay for our outage.
                if error.status < 500:
                    self._charge_refusal(caller.viewer, REFUSAL)
                raise
        except HttpError as error:
            return _error_response(request, error, media_type)
        except Exception as error:
            # Authentication reads the database.
            outage = outage_to_http_error(error)
            if outage is None:
                raise
            return _error_response(request, outage, media_type)
        request_id = caller.viewer.origin.request_id or ""
        context = Context(
            self._services,
            caller.viewer,
            caller.partner,
            request_id,
            balance,
        )
        result = await self._executor.execute(query, variables, operation_name, context)
        if context.is_rate_limited:
            self._charge_refusal(caller.viewer, READING)
        elif not context.is_admitted:
            context.balance = self._charge_refusal(caller.viewer, REFUSAL)
        return _render(result, media_type, context)

    def _pay_for_reading(self, viewer: Viewer) -> Balance:
        """Refuse a caller without points before parsing its request."""
        balance = self._services.rate_limiter.consume(viewer, READING)
        if balance.wait is not None:
            raise HttpError(429, RATE_LIMITED, "Rate limit exceeded.", rate_headers(balance))
        return balance

    def _charge_refusal(self, viewer: Viewer, points: int) -> Balance:
        """Charge a request that was parsed and not admitted to the caller, not to its partner."""
        return self._services.rate_limiter.charge_refusal(viewer, points, taken=READING)


def _parse(request: dict[str, Any], media_type: str) -> tuple[str, dict[str, Any], str | None]:
    """(query, variables, operation name) of a request. Raises HttpError."""
    query, variables = request.get("query"), request.get("variables")
    operation_name, extensions = request.get("operationName"), request.get("extensions")
    if not query and _is_hash_only(extensions):
        # Clients know this code and message, and send the document next. Some ignore the body of an
        # application/json response whose status is an error.
        status = 400 if media_type == GRAPHQL else 200
        raise HttpError(status, "PERSISTED_QUERY_NOT_SUPPORTED", "PersistedQueryNotSupported")
    if not isinstance(query, str) or not query.strip():
        raise HttpError(400, "INVALID_REQUEST", "Parameter query must be a GraphQL document.")
    if variables is not None and not isinstance(variables, dict):
        raise HttpError(400, "INVALID_REQUEST", "Parameter variables must be an object.")
    if extensions is not None and not isinstance(extensions, dict):
        raise HttpError(400, "INVALID_REQUEST", "Parameter extensions must be an object.")
    if operation_name is not None and not isinstance(operation_name, str):
        raise HttpError(400, "INVALID_REQUEST", "Parameter operationName must be a string.")
    return query, variables or {}, operation_name


def _is_hash_only(extensions: object) -> bool:
    """True for the extensions of a persisted query, which Apollo and urql send without the document."""
    persisted = extensions.get("persistedQuery") if isinstance(extensions, dict) else None
    return isinstance(persisted, dict) and isinstance(persisted.get("sha256Hash"), str)


def _error_response(request: Request, error: HttpError, media_type: str) -> Response:
    request_id = request.state.origin.request_id
    extensions = {"code": error.code, "requestId": request_id}
    formatted = GraphQLError(error.message, extensions=extensions).formatted
    count_refusal(error.code)
    return _json_response(error.status, {"errors": [formatted]}, media_type, error.headers)


def _render(result: ExecutionResult, media_type: str, context: Context) -> Response:
    # An error without a path is a request error: nothing was executed.
    is_request_error = result.data is None and all(e.path is None for e in result.errors or ())
    content: dict[str, Any] = {}
    status = 200
    if result.errors:
        code = INVALID_DOCUMENT if is_request_error else INTERNAL
        errors = [
            presentable(error, context.request_id, default_code=code) for error in result.errors
        ]
        codes = [str((error.extensions or {})["code"]) for error in errors]
        for error_code in codes:
            count_refusal(error_code)
        content["errors"] = [error.formatted for error in errors]
        if is_request_error:
            status = _STATUS.get(codes[0], 400 if media_type == GRAPHQL else 200)
    if not is_request_error or not result.errors:
        content["data"] = result.data
    if result.data is not None:
        # Without data the response has errors instead of what the mutations returned.
        for value, _ in context.planner.completed_mutations.values():
            if isinstance(value, SmsError):
                count_refusal(str(value.code))
    if context.cost:
        content["extensions"] = {"cost": {"points": context.cost}}
    return _json_response(status, content, media_type, rate_headers(context.balance))


def _json_response(
    status: int, content: dict[str, Any], media_type: str, headers: dict[str, str]
) -> Response:
    return Response(orjson.dumps(content), status, headers, f"{media_type}; charset=utf-8")
