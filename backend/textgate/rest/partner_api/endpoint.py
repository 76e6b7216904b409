"""The partner API over HTTP: from a request's body to a response in the published envelope.

The HTTP status is 200 whatever a method decides, because existing programs treat any other status as a
network failure. Exceptions: unknown methods, and 429 and 503, which proxies and clients know how to handle.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from textgate.domain.errors import DomainError, SmsNotEnabled
from textgate.domain.points import Balance
from textgate.domain.response_codes import ResponseCode
from textgate.domain.viewer import Viewer
from textgate.logs import frame_locations
from textgate.rest.partner_api import openapi, registry
from textgate.rest.partner_api.api_error import ApiError, envelope
from textgate.rest.partner_api.authentication import (
    Auth,
    authenticate,
    check_user,
    find_account,
    limited_to,
)
from textgate.rest.partner_api.error_mapping import invalid_fields, to_api_error
from textgate.rest.partner_api.fields import parse_fields
from textgate.rest.partner_api.method import Call, Level, Method, ResponseFields
from textgate.services.access.identity import Authenticated
from textgate.services.services import Services
from textgate.web.body import BODY_TOO_LARGE, parse_object, read_body
from textgate.web.http_error import HttpError, json_response, outage_to_http_error
from textgate.web.metrics import count_refusal
from textgate.web.rate_limits import delay_refusal, rate_headers

log = structlog.get_logger(__name__)

MOUNTS = ("/api/io", "/io")
DOCUMENT = "/api/io/openapi.json"
POINTS_PER_CALL = 1
ROWS_PER_POINT = 10
"""Objects that a call reads or writes for one additional point."""
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def partner_api_routes(services: Services) -> list[Route]:
    respond = PartnerApi(services).respond
    ends = ("/{method}", "/{method}/{version}")
    calls = [Route(mount + end, respond, methods=["POST"]) for mount in MOUNTS for end in ends]
    return [Route(DOCUMENT, _document, methods=["GET"]), *calls]


async def _document(_: Request) -> Response:
    """Public: the document has no partner's data."""
    return Response(openapi.as_json(), media_type="application/json; charset=utf-8")


class PartnerApi:
    def __init__(self, services: Services) -> None:
        self._services = services
        # Labels of metrics and logs. Never use the path: clients choose its spelling.
        self._routes = {
            method.name: Route(f"{MOUNTS[0]}/{method.name}", self.respond)
            for method in registry.METHODS
        }

    async def respond(self, request: Request) -> Response:
        name, version = request.path_params["method"], request.path_params.get("version", "")
        method = registry.find(name, version)
        if method is None:
            raise HttpError(404, "NOT_FOUND", "The method does not exist in this version.")
        request.scope["route"] = self._routes[method.name]
        caller, headers = _Caller(), dict[str, str]()
        try:
            fields = await self._run(request, method, version, caller)
            content = envelope(ResponseCode.OK, **fields)
        except ApiError as error:
            content = envelope(error.code, error.message, **error.fields)
        except Exception as error:
            # Never log or return its text, which may contain PHI.
            outage = outage_to_http_error(error)
            if outage is not None:
                headers = outage.headers
                content = envelope(ResponseCode.UNAVAILABLE)
            else:
                log.error(  # noqa: TRY400
                    "unexpected_error", error=type(error).__name__, frames=frame_locations(error)
                )
                content = envelope(ResponseCode.UNEXPECTED)
        code: ResponseCode = content["responseCode"]
        if code != ResponseCode.OK:
            count_refusal(str(code))
        if code == ResponseCode.RATE_LIMITED:
            await delay_refusal()
        return json_response(code.http_status, content, caller.headers | headers)

    async def _run(
        self, request: Request, method: Method, version: str, caller: _Caller
    ) -> ResponseFields:
        body = await _body(request, method)
        if method.level is Level.NONE:
            return {}
        auth = Auth.of(body)
        program = await authenticate(self._services, auth, request.state.origin)
        viewer = program.viewer
        request.state.viewer = viewer
        self._charge_call(viewer, caller)
        call = None
        try:
            call = await self._build_call(method, version, auth, body, program)
            fields = await method.run(call)
        except DomainError as error:
            raise to_api_error(error, method.field_names) from None
        finally:
            if call is None:
                self._charge_refusal(viewer, caller)
        self._charge_rows(viewer, caller, [*call.values.values(), *fields.values()])
        return fields

    async def _build_call(
        self,
        method: Method,
        version: str,
        auth: Auth,
        body: Mapping[str, Any],
        program: Authenticated,
    ) -> Call:
        """Raises ApiError or SmsNotEnabled, in the documented order of the codes."""
        if not program.viewer.may(method.needs):
            raise ApiError(ResponseCode.UNAUTHORIZED)
        call = Call(self._services, program.viewer, {}, partner=program.partner)
        if method.level not in (Level.NONE, Level.APPLICATION):
            try:
                call.account = await find_account(self._services, program.viewer, auth)
                call.viewer = limited_to(program.viewer, call.account)
                await check_user(self._services, call.viewer, auth, method.level)
            except ApiError as error:
                if method.sends:
                    await self._services.messages.count_refusal(call.viewer, error.code)
                raise
        if method.requires_sms and not program.viewer.sms_enabled:
            raise SmsNotEnabled
        call.values, call.errors = parse_fields(body, method.fields(version))
        if call.errors and not method.sends:
            raise invalid_fields(call.errors, method.field_names)
        return call

    def _charge_call(self, viewer: Viewer, caller: _Caller) -> None:
        balance = self._services.rate_limiter.consume(viewer, POINTS_PER_CALL)
        caller.balance = balance
        if balance.wait is not None:
            raise ApiError(ResponseCode.RATE_LIMITED)

    def _charge_refusal(self, viewer: Viewer, caller: _Caller) -> None:
        """Charge only the caller, not its partner, for a call that never reached its method."""
        rate_limiter = self._services.rate_limiter
        caller.balance = rate_limiter.charge_refusal(viewer, POINTS_PER_CALL, taken=POINTS_PER_CALL)

    def _charge_rows(self, viewer: Viewer, caller: _Caller, values: list[Any]) -> None:
        rows = max((len(value) for value in values if isinstance(value, list)), default=0)
        points = math.ceil(rows / ROWS_PER_POINT)
        caller.balance = self._services.rate_limiter.owe(viewer, points)


class _Caller:
    """The caller's balance of points, once the caller is authenticated."""

    balance: Balance | None = None

    @property
    def headers(self) -> dict[str, str]:
        return rate_headers(self.balance)


async def _body(request: Request, method: Method) -> dict[str, Any]:
    """The body's JSON object, whatever its Content-Type; a method without `auth` accepts an empty body."""
    try:
        content = (await read_body(request, method.max_body)).removeprefix(_BYTE_ORDER_MARK)
        if method.level is Level.NONE and not content.strip():
            return {}
        return parse_object(content)
    except HttpError as error:
        if error.status == HTTPStatus.SERVICE_UNAVAILABLE:
            raise ApiError(ResponseCode.UNAVAILABLE) from None
        is_too_large = error.code == BODY_TOO_LARGE
        raise ApiError(
            ResponseCode.TOO_LARGE if is_too_large else ResponseCode.BAD_REQUEST
        ) from None
