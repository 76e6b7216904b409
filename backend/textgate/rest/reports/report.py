"""Shared by reports: their parameters, price and response."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import TypeVar
from uuid import UUID

from starlette.requests import Request
from starlette.responses import StreamingResponse

from textgate.domain.errors import InvalidValue
from textgate.domain.field_labels import sentence
from textgate.domain.ids import parse_global_id
from textgate.domain.permissions import Permission
from textgate.domain.points import Balance
from textgate.domain.viewer import Viewer
from textgate.services.services import Services
from textgate.web import rate_limits
from textgate.web.http_error import HttpError
from textgate.web.rate_limits import rate_headers

T = TypeVar("T")

POINTS = 100
"""Cost of a report, whatever its length (see domain/points.py)."""

# No object has this id.
_UNKNOWN = UUID(int=0)


def require(viewer: Viewer, permission: Permission) -> None:
    if not viewer.may(permission):
        raise HttpError(403, "FORBIDDEN", f"This report requires the permission {permission}.")


def check_names(request: Request, names: frozenset[str]) -> None:
    """Reject unknown and repeated parameters: ignoring a misspelled filter would return all rows."""
    parameters = request.query_params
    for name in parameters:
        if name not in names:
            raise HttpError(400, "INVALID_ARGUMENT", "The query has an unknown parameter.")
        if len(parameters.getlist(name)) > 1:
            raise invalid(name, "must not be repeated")


def parsed(request: Request, name: str, parse: Callable[[str], T]) -> T | None:
    """The parameter's value, or None if it is absent. Raises HttpError for an invalid one."""
    text = request.query_params.get(name)
    try:
        return None if text is None else parse(text)
    except InvalidValue as error:
        raise invalid(name, error.problem) from None


def parse_id(*prefixes: str) -> Callable[[str], UUID]:
    """The parser of global ids with one of these prefixes. A malformed id is like an unknown one."""

    def parse(text: str) -> UUID:
        ids = (parse_global_id(prefix, text) for prefix in prefixes)
        return next(filter(None, ids), _UNKNOWN)

    return parse


def invalid(name: str, problem: str) -> HttpError:
    return HttpError(400, "INVALID_ARGUMENT", sentence(f"Parameter {name}", problem))


async def charge(services: Services, viewer: Viewer) -> Balance:
    return await rate_limits.charge(services.rate_limiter, viewer, POINTS, "report")


def csv_response(lines: AsyncIterator[str], file_name: str, balance: Balance) -> StreamingResponse:
    return StreamingResponse(
        lines,
        headers={
            "Content-Disposition": f'attachment; filename="{file_name}"',
            **rate_headers(balance),
        },
        media_type="text/csv; charset=utf-8; header=present",
    )
