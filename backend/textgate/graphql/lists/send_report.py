"""The send report: its filter, and the relation to its rows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

import strawberry

from textgate.domain.send_report import InvalidPeriod, SendSelection, select_sends
from textgate.graphql.declare.errors import invalid_argument
from textgate.graphql.declare.ids import decode_as
from textgate.graphql.declare.relation import Conditions, Order, ReadContext, Relation, Shape
from textgate.services.reporting.sends import selected
from textgate.storage.tables import send_tally

# No account has this key.
_UNKNOWN = UUID(int=0)


@strawberry.input(
    description="Filter for a send report. A send must match every field that is set."
)
class SendReportFilter:
    since: date | None = strawberry.field(
        default=None,
        description="First day, included. Defaults to 29 days before `until`, which makes 30 days.",
    )
    until: date | None = strawberry.field(
        default=None,
        description="Last day, included. Defaults to today (UTC). A report covers 366 days at most.",
    )
    account_id: strawberry.ID | None = strawberry.field(
        default=None, description="Sends of this account."
    )
    code: int | None = strawberry.field(
        default=None,
        description="Sends with this result: 2000 if accepted, otherwise the error code of the refusal.",
    )


def selection_of(filter_: SendReportFilter | None, today: date) -> SendSelection:
    filter_ = filter_ or SendReportFilter()
    account_id = None
    if filter_.account_id is not None:
        account_id = decode_as(filter_.account_id, "account") or _UNKNOWN
    try:
        return select_sends(today, filter_.since, filter_.until, account_id, filter_.code)
    except InvalidPeriod as error:
        raise invalid_argument(error.name, error.problem) from None


def _selected(arguments: Mapping[str, Any], _: ReadContext) -> Conditions:
    # An argument of the report, the parent field of its rows.
    return selected(arguments["selection"])


SEND_ROWS = Relation(
    send_tally,
    Shape.PAGE,
    order=Order((send_tally.c.day, send_tally.c.id), is_descending=True),
    extra_filters=_selected,
)
