"""The list of verifications: its filter by status, waiting time and account, and its order."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any

import strawberry
from sqlalchemy import Select, false, select

from textgate.domain.verification import VerificationStatus
from textgate.graphql.declare.ids import decode_as
from textgate.graphql.declare.relation import Conditions, Order, ReadContext, Relation, Shape
from textgate.graphql.lists.accounts import OrderDirection
from textgate.graphql.lists.page_hints import hint_by_kinds
from textgate.graphql.lists.search import TERMS, prepare_terms
from textgate.services.access.scope import within
from textgate.services.listing.verification_filters import VerificationSelection, total
from textgate.services.search.terms import SearchTerms
from textgate.storage.tables import account, verification


@strawberry.input(
    description="Filter for verifications. A verification must match every field that is set."
)
class VerificationFilter:
    statuses: list[VerificationStatus] | None = strawberry.field(
        default=None, description="Verifications with one of these statuses."
    )
    is_overdue: bool | None = strawberry.field(
        default=None,
        description="True for undecided verifications requested more than three business days ago, false "
        "for the others.",
    )
    is_newest: bool | None = strawberry.field(
        default=None,
        description="True for the newest request of each number, false for earlier ones.",
    )
    account_id: strawberry.ID | None = strawberry.field(
        default=None, description="Verifications of this account."
    )
    search: str | None = strawberry.field(
        default=None,
        description="Words to find in the account's name, external ID, city, state, ZIP code, phone number or "
        "short name, in any order; 200 characters at most. If no account has them, one typo per word is "
        "forgiven.",
    )


@strawberry.enum(description="Field to sort verifications by.")
class VerificationOrderField(Enum):
    REQUESTED_AT = strawberry.enum_value("REQUESTED_AT", description="Time of the request.")


@strawberry.input(description="Sort order of verifications.")
class VerificationOrder:
    field: VerificationOrderField = strawberry.field(description="Field to sort by.")
    direction: OrderDirection = strawberry.field(
        default=OrderDirection.ASC, description="Sort direction."
    )


def _order(arguments: Mapping[str, Any]) -> Order:
    order_by: VerificationOrder | None = arguments.get("order_by")
    is_descending = order_by is None or order_by.direction is OrderDirection.DESC
    # UUIDv7 keys sort by the time of the request.
    return Order((verification.c.id,), is_descending=is_descending)


def _kinds(arguments: Mapping[str, Any], context: ReadContext) -> VerificationSelection:
    status: VerificationStatus | None = arguments.get("status")
    filter_: VerificationFilter = arguments.get("filter") or VerificationFilter()
    statuses = None if status is None else {status}
    if filter_.statuses is not None:
        statuses = set(filter_.statuses) if statuses is None else statuses & set(filter_.statuses)
    return VerificationSelection(
        context.overdue_since, statuses, filter_.is_newest, filter_.is_overdue
    )


def _filter(arguments: Mapping[str, Any], context: ReadContext) -> Conditions:
    kinds = _kinds(arguments, context)
    conditions = [*kinds.conditions(verification), *kinds.waiting(verification)]
    filter_: VerificationFilter | None = arguments.get("filter")
    if filter_ is None:
        return conditions
    if filter_.account_id is not None:
        account_id = decode_as(filter_.account_id, "account")
        conditions.append(
            false() if account_id is None else verification.c.account_id == account_id
        )
    terms: SearchTerms | None = arguments.get(TERMS)
    if terms is not None:
        accounts = select(account.c.id).where(
            within(context.viewer, account),
            *terms.conditions(account),
            *terms.index_hint(context.dialect, context.viewer, account),
        )
        conditions.append(verification.c.account_id.in_(accounts))
    return conditions


def _total(arguments: Mapping[str, Any], context: ReadContext) -> Select[int] | None:
    return total(context.viewer, _kinds(arguments, context)) if _is_by_kind(arguments) else None


def _page_hint(arguments: Mapping[str, Any], context: ReadContext) -> Conditions:
    kinds = _kinds(arguments, context)
    if not _is_by_kind(arguments):
        return ()
    if kinds.is_overdue:
        # Overdue verifications are few: find them all first, before the order is applied.
        overdue = select(verification.c.id).where(*kinds.overdue(context.viewer)).cte("overdue")
        return (verification.c.id.in_(select(overdue.prefix_with("MATERIALIZED").c.id)),)
    if not kinds.conditions(verification):
        return ()
    order = _order(arguments)
    return hint_by_kinds(arguments, context, verification, order, kinds.conditions, kinds.waiting)


def _is_by_kind(arguments: Mapping[str, Any]) -> bool:
    filter_: VerificationFilter | None = arguments.get("filter")
    return filter_ is None or (filter_.account_id is None and not filter_.search)


ALL_VERIFICATIONS = Relation(
    verification,
    Shape.PAGE,
    order_by=_order,
    extra_filters=_filter,
    precomputed_count=_total,
    page_hint=_page_hint,
    prepare=prepare_terms,
)
