"""The partner API over HTTP: one way for every method from a body to an answer in the known envelope.

HTTP's status is 200 whatever a method decides, because the programs that speak this API take any other
for a broken line. It is another only where there is no call: no such method, and 429 and 503, which are
for whatever stands between and should wait.
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
from textgate.domain.viewer import Viewer
from textgate.logs import frame_locations
from textgate.rest.partner_api import openapi, registry
from textgate.rest.partner_api.authentication import (
    Auth,
    authenticate,
    check_user,
    find_account,
    limited,
)
from textgate.rest.partner_api.codes import (
    BAD_REQUEST,
    OK,
    RATE_LIMITED,
    TOO_LARGE,
    UNAUTHORIZED,
    UNAVAILABLE,
    UNEXPECTED,
    ApiError,
    envelope,
)
from textgate.rest.partner_api.fields import read
from textgate.rest.partner_api.method import Answer, Call, Level, Method
from textgate.rest.partner_api.refusals import invalid, wrong
from textgate.services.access.identity import Authenticated
from textgate.services.services import Services
from textgate.web.body import BODY_TOO_LARGE, parse_object, read_body
from textgate.web.http_error import HttpError, json_response, unavailable
from textgate.web.metrics import count_refusal
from textgate.web.rate_limits import hold_back, rate_headers

log = structlog.get_logger(__name__)

MOUNTS = ("/api/io", "/io")
DOCUMENT = "/api/io/openapi.json"
POINT = 1
ROWS_A_POINT = 10
"""What a call costs, and what each so many objects cost that it reads or writes."""
_STATUS = {RATE_LIMITED: 429, UNAVAILABLE: 503}
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def partner_api_routes(services: Services) -> list[Route]:
    answer = PartnerApi(services).answer
    ends = ("/{method}", "/{method}/{version}")
    calls = [Route(mount + end, answer, methods=["POST"]) for mount in MOUNTS for end in ends]
    return [Route(DOCUMENT, _document, methods=["GET"]), *calls]


async def _document(_: Request) -> Response:
    """The API described, for anybody: it says nothing of anybody."""
    return Response(openapi.as_json(), media_type="application/json; charset=utf-8")


class PartnerApi:
    def __init__(self, services: Services) -> None:
        self._services = services
        # Metrics and logs tell calls apart by these, and by nothing that a client wrote.
        self._told = {
            method.name: Route(f"{MOUNTS[0]}/{method.name}", self.answer)
            for method in registry.METHODS
        }

    async def answer(self, request: Request) -> Response:
        name, version = request.path_params["method"], request.path_params.get("version", "")
        method = registry.find(name, version)
        if method is None:
            raise HttpError(404, "NOT_FOUND", "The method does not exist in this version.")
        request.scope["route"] = self._told[method.name]
        caller, headers = _Caller(), dict[str, str]()
        try:
            answer = envelope(OK, **await self._answer(request, method, version, caller))
        except ApiError as refused:
            answer = envelope(refused.code, refused.message, **refused.more)
        except Exception as error:  # whatever it is, its text may hold anything
            outage = unavailable(error)
            if outage is not None:
                headers = outage.headers
                answer = envelope(UNAVAILABLE)
            else:
                log.error(  # noqa: TRY400
                    "unexpected_error", error=type(error).__name__, frames=frame_locations(error)
                )
                answer = envelope(UNEXPECTED)
        code = answer["responseCode"]
        if code != OK:
            count_refusal(str(code))
        if code == RATE_LIMITED:
            await hold_back()
        return json_response(_STATUS.get(code, 200), answer, caller.headers | headers)

    async def _answer(
        self, request: Request, method: Method, version: str, caller: _Caller
    ) -> Answer:
        body = await _body(request, method)
        if method.level is Level.NONE:
            return {}
        auth = Auth.of(body)
        who = await authenticate(self._services, auth, request.state.origin)
        request.state.viewer = who.viewer
        self._pay(who.viewer, caller, POINT)
        call = None
        try:
            call = await self._call(method, version, auth, body, who)
            answer = await method.run(call)
        except DomainError as refusal:
            raise wrong(refusal, method.names) from None
        finally:
            if call is None:
                self._charge_refusal(who.viewer, caller)
        self._owe(who.viewer, caller, [*call.given.values(), *answer.values()])
        return answer

    async def _call(
        self,
        method: Method,
        version: str,
        auth: Auth,
        body: Mapping[str, Any],
        who: Authenticated,
    ) -> Call:
        """The call as the method takes it; raises Wrong and SmsNotEnabled, in the order of the codes."""
        if not who.viewer.may(method.needs):
            raise ApiError(UNAUTHORIZED)
        call = Call(self._services, who.viewer, {}, partner=who.partner)
        if method.level in (Level.ACCOUNT, Level.FULL):
            try:
                call.account = await find_account(self._services, who.viewer, auth)
                call.viewer = limited(who.viewer, call.account)
                await check_user(self._services, call.viewer, auth, method)
            except ApiError as refused:
                if method.sends:
                    await self._services.messages.count_refusal(call.viewer, refused.code)
                raise
        # What sends refuses, and counts, this by itself.
        if method.is_of_sms and not method.sends and not who.viewer.sms_enabled:
            raise SmsNotEnabled
        call.given, call.problems = read(body, method.fields(version))
        if call.problems and not method.sends:
            raise invalid(call.problems, method.names)
        return call

    def _pay(self, viewer: Viewer, caller: _Caller, points: int) -> None:
        balance = self._services.rate_limiter.consume(viewer, points)
        caller.balance = balance
        if balance.wait is not None:
            raise ApiError(RATE_LIMITED)

    def _charge_refusal(self, viewer: Viewer, caller: _Caller) -> None:
        """Charge the caller alone for a call that its method never saw."""
        rate_limiter = self._services.rate_limiter
        caller.balance = rate_limiter.charge_refusal(viewer, POINT, taken=POINT)

    def _owe(self, viewer: Viewer, caller: _Caller, values: list[Any]) -> None:
        rows = max((len(value) for value in values if isinstance(value, list)), default=0)
        points = math.ceil(rows / ROWS_A_POINT)
        caller.balance = self._services.rate_limiter.owe(viewer, points)


class _Caller:
    """What is left of the caller's points, once it is known who calls."""

    balance: Balance | None = None

    @property
    def headers(self) -> dict[str, str]:
        return rate_headers(self.balance)


async def _body(request: Request, method: Method) -> dict[str, Any]:
    """The body's object, of whatever type it says to be; of nothing, where nothing is asked."""
    try:
        content = (await read_body(request, method.longest)).removeprefix(_BYTE_ORDER_MARK)
        if method.level is Level.NONE and not content.strip():
            return {}
        return parse_object(content)
    except HttpError as refused:
        if refused.status == HTTPStatus.SERVICE_UNAVAILABLE:
            raise ApiError(UNAVAILABLE) from None
        raise ApiError(TOO_LARGE if refused.code == BODY_TOO_LARGE else BAD_REQUEST) from None
