"""The list of accounts: its search, filter and order."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from functools import partial
from typing import Any

import strawberry
from sqlalchemy import ColumnElement, FromClause, Select

from textgate.domain.sms_numbers import SmsNumberStatus
from textgate.graphql.declare.relation import Conditions, Order, ReadContext, Relation, Shape
from textgate.graphql.lists.page_hints import hint_by_kinds, hint_by_words
from textgate.graphql.lists.search import TERMS, prepare_terms
from textgate.services.listing.account_filters import AccountSelection, total
from textgate.services.search.terms import SearchTerms
from textgate.storage.tables import account


@strawberry.enum(description="Status of an account's numbers.")
class AccountNumberStatus(Enum):
    APPROVED = strawberry.enum_value("APPROVED", description="Has an approved number.")
    PENDING = strawberry.enum_value(
        "PENDING", description="Has a number whose verification is pending."
    )
    REJECTED = strawberry.enum_value("REJECTED", description="Has a rejected number.")
    NO_NUMBER = strawberry.enum_value("NO_NUMBER", description="Has no number yet.")


@strawberry.input(description="Filter for accounts. An account must match every field that is set.")
class AccountFilter:
    search: str | None = strawberry.field(
        default=None,
        description="Words to find in the name, external ID, city, state, ZIP code, phone number or short "
        "name, in any order; 200 characters at most. If no account has them, one typo per word is "
        "forgiven.",
    )
    is_complete: bool | None = strawberry.field(
        default=None,
        description="True for accounts whose business details suffice to request verification, false for "
        "the others.",
    )
    number_status: AccountNumberStatus | None = strawberry.field(
        default=None, description="Status that at least one of the account's numbers has."
    )


@strawberry.enum(description="Field to sort accounts by.")
class AccountOrderField(Enum):
    NAME = strawberry.enum_value("NAME", description="Name, ignoring case.")
    CREATED_AT = strawberry.enum_value("CREATED_AT", description="Time of creation.")
    UPDATED_AT = strawberry.enum_value("UPDATED_AT", description="Time of the last change.")


@strawberry.enum(description="Sort direction.")
class OrderDirection(Enum):
    ASC = strawberry.enum_value("ASC", description="Ascending: smallest or oldest first.")
    DESC = strawberry.enum_value("DESC", description="Descending: largest or newest first.")


@strawberry.input(description="Sort order of accounts.")
class AccountOrder:
    field: AccountOrderField = strawberry.field(description="Field to sort by.")
    direction: OrderDirection = strawberry.field(
        default=OrderDirection.ASC, description="Sort direction."
    )


_COLUMNS = {
    AccountOrderField.NAME: (account.c.name_key, account.c.id),
    # UUIDv7 keys sort by their time of creation.
    AccountOrderField.CREATED_AT: (account.c.id,),
    AccountOrderField.UPDATED_AT: (account.c.updated_at, account.c.id),
}


def _order(arguments: Mapping[str, Any]) -> Order:
    order_by: AccountOrder | None = arguments.get("order_by")
    if order_by is None:
        return Order(_COLUMNS[AccountOrderField.NAME])
    is_descending = order_by.direction is OrderDirection.DESC
    return Order(_COLUMNS[order_by.field], is_descending=is_descending)


def _filter(arguments: Mapping[str, Any], context: ReadContext) -> Conditions:
    filter_: AccountFilter | None = arguments.get("filter")
    return () if filter_ is None else _conditions(account, arguments, filter_, context)


def _conditions(
    table: FromClause,
    arguments: Mapping[str, Any],
    filter_: AccountFilter,
    context: ReadContext,
) -> list[ColumnElement[bool]]:
    conditions = _kinds(filter_, context).conditions(table)
    terms: SearchTerms | None = arguments.get(TERMS)
    return conditions if terms is None else [*conditions, *terms.conditions(table)]


def _kinds(filter_: AccountFilter | None, context: ReadContext) -> AccountSelection:
    if filter_ is None:
        return AccountSelection(context.partner_supplies)
    status: AccountNumberStatus | None = filter_.number_status
    is_without_number = status is AccountNumberStatus.NO_NUMBER
    return AccountSelection(
        context.partner_supplies,
        filter_.is_complete,
        SmsNumberStatus(status.name) if status and not is_without_number else None,
        is_without_number=is_without_number,
    )


def _total(arguments: Mapping[str, Any], context: ReadContext) -> Select[int] | None:
    filter_: AccountFilter | None = arguments.get("filter")
    if TERMS in arguments:
        return None
    return total(context.viewer, _kinds(filter_, context))


def _page_hint(arguments: Mapping[str, Any], context: ReadContext) -> Conditions:
    filter_: AccountFilter | None = arguments.get("filter")
    if filter_ is None:
        return ()
    order, kinds = _order(arguments), _kinds(filter_, context)
    terms: SearchTerms | None = arguments.get(TERMS)
    if terms is not None:
        holds = partial(_conditions, arguments=arguments, filter_=filter_, context=context)
        reads = ("search_key", "gaps", "number_statuses")
        narrow = partial(terms.index_hint, context.dialect, context.viewer)
        return hint_by_words(arguments, context, account, order, holds, narrow, reads)
    if not kinds.conditions(account):
        return ()
    return hint_by_kinds(arguments, context, account, order, kinds.conditions)


ACCOUNTS = Relation(
    account,
    Shape.PAGE,
    order_by=_order,
    extra_filters=_filter,
    precomputed_count=_total,
    page_hint=_page_hint,
    prepare=prepare_terms,
)
