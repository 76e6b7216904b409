"""GraphQL over HTTP: one strict reader in front of the schema, and answers whose errors all have codes."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import orjson
from graphql import GraphQLError
from starlette.requests import Request
from starlette.responses import Response
from strawberry.types import ExecutionResult

from textgate.graphql.context import Context
from textgate.graphql.errors import INTERNAL, INVALID_DOCUMENT, presentable
from textgate.graphql.schema import schema
from textgate.services.identity import Authenticated
from textgate.services.services import Services

MAX_BODY = 64 * 1024
MAX_NESTING = 64
_JSON = "application/json"
_GRAPHQL = "application/graphql-response+json"
_STATUS_HEADERS = {401: {"WWW-Authenticate": "Bearer"}, 405: {"Allow": "POST"}}
_OPENING = frozenset(b"[{")
_CLOSING = frozenset(b"]}")


class BadRequest(Exception):
    """The HTTP request is not one that GraphQL can answer; `code` and message are for the client."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message


class GraphQLEndpoint:
    """POST /graphql, for callers with a credential."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def answer(self, request: Request) -> Response:
        request_id = uuid4().hex
        media_type = _GRAPHQL if _GRAPHQL in request.headers.get("accept", "") else _JSON
        try:
            if request.method != "POST":
                raise BadRequest(405, "METHOD_NOT_ALLOWED", "Send GraphQL requests with POST")
            who = await self._authenticate(request)
            query, variables, operation_name = _read(await _body(request))
            context = Context(self._services, who.viewer, who.partner, request_id)
            result = await schema.execute(
                query,
                variable_values=variables,
                context_value=context,
                operation_name=operation_name,
            )
        except BadRequest as refused:
            error = GraphQLError(
                refused.message, extensions={"code": refused.code, "requestId": request_id}
            )
            return _answer(refused.status, {"errors": [error.formatted]}, media_type, request_id)
        return _render(result, media_type, request_id)

    async def _authenticate(self, request: Request) -> Authenticated:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and token.strip():
            who = await self._services.credentials.authenticate(token.strip())
            if who is not None:
                return who
        raise BadRequest(
            401,
            "UNAUTHENTICATED",
            "Give a valid credential: the header Authorization: Bearer <token>",
        )


async def _body(request: Request) -> bytes:
    content_type = request.headers.get("content-type", "")
    essence, _, parameters = content_type.partition(";")
    charset = parameters.strip().lower().removeprefix("charset=").strip('"')
    if essence.strip().lower() != _JSON or charset not in ("", "utf-8"):
        raise BadRequest(415, "UNSUPPORTED_MEDIA_TYPE", f"Send {_JSON} in UTF-8")
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise BadRequest(415, "UNSUPPORTED_MEDIA_TYPE", "Send the body without compression")
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY:
            raise BadRequest(413, "BODY_TOO_LARGE", f"A request is at most {MAX_BODY} bytes")
    return bytes(body)


def _read(body: bytes) -> tuple[str, dict[str, Any], str | None]:
    """Query, variables and operation name of a request's body."""
    if _nesting(body) > MAX_NESTING:
        raise BadRequest(400, "INVALID_JSON", f"The body is nested deeper than {MAX_NESTING}")
    try:
        # Strict where the standard library is not: no NaN, no lone surrogates, UTF-8 only.
        request = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise BadRequest(400, "INVALID_JSON", "The body is not valid JSON in UTF-8") from None
    if not isinstance(request, dict):
        raise BadRequest(400, "INVALID_REQUEST", "The body must be one JSON object")
    query, variables = request.get("query"), request.get("variables")
    operation_name, extensions = request.get("operationName"), request.get("extensions")
    if not isinstance(query, str) or not query.strip():
        raise BadRequest(400, "INVALID_REQUEST", "query must be a GraphQL document")
    if variables is not None and not isinstance(variables, dict):
        raise BadRequest(400, "INVALID_REQUEST", "variables must be an object")
    if extensions is not None and not isinstance(extensions, dict):
        raise BadRequest(400, "INVALID_REQUEST", "extensions must be an object")
    if operation_name is not None and not isinstance(operation_name, str):
        raise BadRequest(400, "INVALID_REQUEST", "operationName must be a string")
    return query, variables or {}, operation_name


def _nesting(body: bytes) -> int:
    """How deep brackets are nested, strings aside: told before any recursive parser runs."""
    deepest = depth = 0
    in_string = is_escaped = False
    for byte in body:
        if in_string:
            if is_escaped:
                is_escaped = False
            elif byte == 0x5C:
                is_escaped = True
            elif byte == 0x22:
                in_string = False
        elif byte == 0x22:
            in_string = True
        elif byte in _OPENING:
            depth += 1
            deepest = max(deepest, depth)
        elif byte in _CLOSING:
            depth -= 1
    return deepest


def _render(result: ExecutionResult, media_type: str, request_id: str) -> Response:
    # An error without a path was found before anything was executed.
    is_request_error = result.data is None and all(e.path is None for e in result.errors or ())
    answer: dict[str, Any] = {}
    status = 200
    if result.errors:
        code = INVALID_DOCUMENT if is_request_error else INTERNAL
        errors = [presentable(error, request_id, default_code=code) for error in result.errors]
        answer["errors"] = [error.formatted for error in errors]
        if is_request_error and media_type == _GRAPHQL:
            status = 400
    if not is_request_error or not result.errors:
        answer["data"] = result.data
    return _answer(status, answer, media_type, request_id)


def _answer(status: int, answer: dict[str, Any], media_type: str, request_id: str) -> Response:
    headers = {"Cache-Control": "no-store", "X-Request-Id": request_id}
    headers |= _STATUS_HEADERS.get(status, {})
    return Response(orjson.dumps(answer), status, headers, f"{media_type}; charset=utf-8")
