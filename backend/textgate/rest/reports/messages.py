"""The export of messages, with GraphQL's SmsMessageFilter as parameters and the newest message first."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response

from textgate.domain.csv_cells import csv_line
from textgate.domain.errors import InvalidValue
from textgate.domain.message_filter import (
    MessageSelection,
    TooManyMessages,
    parse_name_words,
    parse_recipient,
)
from textgate.domain.messages import MessageStatus
from textgate.domain.moments import parse_moment
from textgate.domain.permissions import Permission
from textgate.domain.viewer import Viewer
from textgate.rest.reports.report import (
    charge,
    check_names,
    csv_response,
    parse_id,
    parsed,
    require,
)
from textgate.services.services import Services
from textgate.web.http_error import HttpError

_COLUMNS = (
    *("sentAt", "recipient", "sender", "account", "from", "sentBy"),
    *("status", "failureCode", "segments", "message"),
)
_PARAMETERS = frozenset(
    ("accountId", "recipient", "since", "until", "statuses", "senderId", "sentBy")
)


async def respond(services: Services, viewer: Viewer, request: Request) -> Response:
    require(viewer, Permission.READ_MESSAGES)
    selection = _parse_selection(request)
    balance = await charge(services, viewer)
    try:
        selection = await services.message_exports.begin(viewer, selection)
    except TooManyMessages as error:
        raise HttpError(400, "TOO_LARGE", str(error)) from None
    file_name = f"messages-{services.clock():%Y-%m-%d}.csv"
    return csv_response(_lines(services, viewer, selection), file_name, balance)


def _parse_selection(request: Request) -> MessageSelection:
    check_names(request, _PARAMETERS)
    return MessageSelection(
        account_id=parsed(request, "accountId", parse_id("account")),
        recipient=parsed(request, "recipient", parse_recipient),
        since=parsed(request, "since", parse_moment),
        until=parsed(request, "until", parse_moment),
        statuses=parsed(request, "statuses", _parse_statuses),
        sender_id=parsed(request, "senderId", parse_id("location", "queue")),
        sent_by=parsed(request, "sentBy", parse_name_words) or (),
    )


def _parse_statuses(text: str) -> frozenset[MessageStatus]:
    try:
        return frozenset(MessageStatus(name) for name in text.split(","))
    except ValueError:
        raise InvalidValue("must be a list of statuses such as FAILED,UNDELIVERED") from None


async def _lines(
    services: Services, viewer: Viewer, selection: MessageSelection
) -> AsyncIterator[str]:
    yield csv_line(_COLUMNS)
    async for rows in services.message_exports.batches(viewer, selection):
        yield "".join(
            csv_line(
                (
                    _written(row["created_at"]),
                    row["recipient"],
                    row["sender_name"],
                    row["account_name"],
                    row["sender_phone"],
                    row["sent_by_name"] or "",
                    row["status"],
                    "" if row["failure_code"] is None else row["failure_code"],
                    row["segments"],
                    row["body"],
                )
            )
            for row in rows
        )


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
