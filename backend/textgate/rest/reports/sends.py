"""The report of sends: the rows of GraphQL's `sendReport`, with the same filter and the newest day first."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import date

from starlette.requests import Request
from starlette.responses import Response

from textgate.domain.csv_cells import csv_line
from textgate.domain.errors import InvalidValue
from textgate.domain.permissions import Permission
from textgate.domain.send_report import InvalidPeriod, SendSelection, parse_day, select_sends
from textgate.domain.viewer import Viewer
from textgate.rest.reports.report import (
    charge,
    check_names,
    csv_response,
    invalid,
    parse_id,
    parsed,
    require,
)
from textgate.services.services import Services

_COLUMNS = ("day", "accountId", "externalId", "account", "code", "count")
_PARAMETERS = frozenset(("since", "until", "accountId", "code"))
_CODE = re.compile(r"\d{4}", re.ASCII)


async def respond(services: Services, viewer: Viewer, request: Request) -> Response:
    require(viewer, Permission.READ_REPORTS)
    selection = _parse_selection(request, services.clock().date())
    balance = await charge(services, viewer)
    file_name = f"sends-{selection.since}-to-{selection.until}.csv"
    return csv_response(_lines(services, viewer, selection), file_name, balance)


def _parse_selection(request: Request, today: date) -> SendSelection:
    check_names(request, _PARAMETERS)
    try:
        return select_sends(
            today,
            parsed(request, "since", _parse_day),
            parsed(request, "until", _parse_day),
            parsed(request, "accountId", parse_id("account")),
            parsed(request, "code", _parse_code),
        )
    except InvalidPeriod as error:
        raise invalid(error.name, error.problem) from None


def _parse_day(text: str) -> date:
    try:
        return parse_day(text)
    except ValueError:
        raise InvalidValue("must be a date such as 2026-11-23") from None


def _parse_code(text: str) -> int:
    if not _CODE.fullmatch(text):
        raise InvalidValue("must be a number of four digits")
    return int(text)


async def _lines(
    services: Services, viewer: Viewer, selection: SendSelection
) -> AsyncIterator[str]:
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
