"""CSV reports: the sends of a period."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import date
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from textgate.domain.csv_cells import csv_line
from textgate.domain.field_labels import sentence
from textgate.domain.permissions import Permission
from textgate.domain.points import Balance
from textgate.domain.send_report import InvalidPeriod, SendSelection, parse_day, select_sends
from textgate.domain.viewer import Viewer
from textgate.services.services import Services
from textgate.web.caller import Callers
from textgate.web.http_error import HttpError
from textgate.web.rate_limits import delay_refusal, rate_headers

_COLUMNS = ("day", "accountId", "externalId", "account", "code", "count")
_PARAMETERS = frozenset(("since", "until", "accountId", "code"))
_CODE = re.compile(r"\d{4}", re.ASCII)
_ACCOUNT = re.compile(r"account_([0-9a-f]{32})", re.ASCII)
# No account has this id.
_NO_ACCOUNT = UUID(int=0)
POINTS = 100
"""Cost of a report, whatever its length (see domain/points.py)."""


def report_routes(services: Services, callers: Callers) -> list[Route]:
    async def sends(request: Request) -> Response:
        """The rows of GraphQL's `sendReport`, with the same filter and the newest day first."""
        viewer = (await callers.authenticate(request)).viewer
        if not viewer.may(Permission.READ_REPORTS):
            message = f"Reports require the permission {Permission.READ_REPORTS}."
            raise HttpError(403, "FORBIDDEN", message)
        selection = _parse_selection(request, services.clock().date())
        balance = await _charge(services, viewer)
        file_name = f"sends-{selection.since}-to-{selection.until}.csv"
        return StreamingResponse(
            _csv(services, viewer, selection),
            headers={
                "Content-Disposition": f'attachment; filename="{file_name}"',
                **rate_headers(balance),
            },
            media_type="text/csv; charset=utf-8; header=present",
        )

    return [Route("/reports/sends.csv", sends, methods=["GET"])]


def _parse_selection(request: Request, today: date) -> SendSelection:
    parameters = request.query_params
    for name in parameters:
        # Reject unknown names: ignoring a misspelled filter would return all rows.
        if name not in _PARAMETERS or len(parameters.getlist(name)) > 1:
            if name in _PARAMETERS:
                raise _invalid(name, "must not be repeated")
            raise HttpError(400, "INVALID_ARGUMENT", "The query has an unknown parameter.")
    account_id = None
    if "accountId" in parameters:
        match = _ACCOUNT.fullmatch(parameters["accountId"])
        account_id = UUID(match[1]) if match else _NO_ACCOUNT
    code = parameters.get("code")
    if code is not None and not _CODE.fullmatch(code):
        raise _invalid("code", "must be a number of four digits")
    try:
        return select_sends(
            today,
            _parse_day(parameters.get("since"), "since"),
            _parse_day(parameters.get("until"), "until"),
            account_id,
            None if code is None else int(code),
        )
    except InvalidPeriod as error:
        raise _invalid(error.name, error.problem) from None


def _parse_day(text: str | None, name: str) -> date | None:
    try:
        return None if text is None else parse_day(text)
    except ValueError:
        raise _invalid(name, "must be a date such as 2026-11-23") from None


def _invalid(name: str, problem: str) -> HttpError:
    return HttpError(400, "INVALID_ARGUMENT", sentence(f"Parameter {name}", problem))


async def _charge(services: Services, viewer: Viewer) -> Balance:
    balance = services.rate_limiter.consume(viewer, POINTS)
    if balance.wait is not None:
        message = (
            f"Rate limit exceeded: a report costs {POINTS} points; {balance.remaining} remain."
        )
        await delay_refusal()
        raise HttpError(429, "RATE_LIMITED", message, rate_headers(balance))
    return balance


async def _csv(services: Services, viewer: Viewer, selection: SendSelection) -> AsyncIterator[str]:
    yield csv_line(_COLUMNS)
    async for rows in services.send_reports.batches(viewer, selection):
        yield "".join(
            csv_line(
                (
                    row["day"].isoformat(),
                    f"account_{row['account_id'].hex}" if row["account_id"] else "",
                    row["external_id"] or "",
                    row["name"] or "",
                    row["code"],
                    row["count"],
                )
            )
            for row in rows
        )
