"""Which verifications are listed: by how far they are, how long they have waited, and whose they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any

import strawberry
from sqlalchemy import ColumnElement, and_, false, not_, select

from textgate.domain.verification import IN_FLIGHT, VerificationStatus
from textgate.graphql.account_list import OrderDirection, matches
from textgate.graphql.context import Context
from textgate.graphql.entity import Order, Relation, Shape
from textgate.graphql.ids import decode_as
from textgate.services.scope import within
from textgate.services.sender_standing import IS_NEWEST
from textgate.storage.tables import account, verification


@strawberry.input(description="Which verifications to list; all that is given must hold.")
class VerificationFilter:
    statuses: list[VerificationStatus] | None = strawberry.field(
        default=None, description="Those with one of these statuses."
    )
    is_overdue: bool | None = strawberry.field(
        default=None,
        description="Whether they are not decided yet though requested more than three business days ago.",
    )
    is_newest: bool | None = strawberry.field(
        default=None, description="Whether they are the newest request for their number."
    )
    account_id: strawberry.ID | None = strawberry.field(
        default=None, description="Those of this account."
    )
    search: str | None = strawberry.field(
        default=None,
        description="Words to be found in the account's name, external id, city or phone number, "
        "in any order.",
    )


@strawberry.enum(description="What verifications can be ordered by.")
class VerificationOrderField(Enum):
    REQUESTED_AT = strawberry.enum_value("REQUESTED_AT", description="By when they were requested.")


@strawberry.input(description="How to order verifications.")
class VerificationOrder:
    field: VerificationOrderField = strawberry.field(description="By what.")
    direction: OrderDirection = strawberry.field(
        default=OrderDirection.ASC, description="Which way."
    )


def _order(arguments: Mapping[str, Any]) -> Order:
    wanted: VerificationOrder | None = arguments.get("order_by")
    is_descending = wanted is None or wanted.direction is OrderDirection.DESC
    # Ids are made in the order of the requests.
    return Order((verification.c.id,), is_descending=is_descending)


def _filter(arguments: Mapping[str, Any], context: Context) -> Sequence[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if (status := arguments.get("status")) is not None:
        conditions.append(verification.c.status == status)
    wanted: VerificationFilter | None = arguments.get("filter")
    if wanted is None:
        return conditions
    if wanted.statuses is not None:
        conditions.append(verification.c.status.in_(set(wanted.statuses)))
    if wanted.is_overdue is not None:
        is_overdue = _is_overdue(context)
        conditions.append(is_overdue if wanted.is_overdue else not_(is_overdue))
    if wanted.is_newest is not None:
        conditions.append(IS_NEWEST if wanted.is_newest else not_(IS_NEWEST))
    if wanted.account_id is not None:
        account_id = decode_as(wanted.account_id, "account")
        conditions.append(
            false() if account_id is None else verification.c.account_id == account_id
        )
    if wanted.search:
        found = select(account.c.id).where(within(context.viewer, account), *matches(wanted.search))
        conditions.append(verification.c.account_id.in_(found))
    return conditions


def _is_overdue(context: Context) -> ColumnElement[bool]:
    return and_(
        verification.c.status.in_(IN_FLIGHT),
        verification.c.requested_at < context.overdue_since,
    )


ALL_VERIFICATIONS = Relation(verification, Shape.PAGE, order_by=_order, narrow=_filter)
