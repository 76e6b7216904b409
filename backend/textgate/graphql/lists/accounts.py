"""How accounts are found: by id, by the partner's own id, by search, filter and order."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import Enum
from functools import partial
from typing import Any

import strawberry
from sqlalchemy import ColumnElement, FromClause, Select

from textgate.domain.sms_numbers import SmsNumberStatus
from textgate.domain.text import search_key
from textgate.graphql.declare.errors import invalid_argument
from textgate.graphql.declare.ids import read_account_id
from textgate.graphql.declare.relation import EqualityFilter, Order, ReadContext, Relation, Shape
from textgate.graphql.lists.page_hints import seek_kinds, seek_words
from textgate.services.listing.account_filters import AccountSelection, total
from textgate.storage.tables import account

MAX_SEARCH_LENGTH = 200
_PHONE_LIKE = re.compile(r"[\d\s().+\-/]{4,}")


@strawberry.enum(description="Accounts by the status of their numbers.")
class AccountNumberStatus(Enum):
    APPROVED = strawberry.enum_value("APPROVED", description="With an approved number.")
    PENDING = strawberry.enum_value("PENDING", description="With a number that is being verified.")
    REJECTED = strawberry.enum_value("REJECTED", description="With a rejected number.")
    NO_NUMBER = strawberry.enum_value("NO_NUMBER", description="Without any number yet.")


@strawberry.input(description="Which accounts to list; all that is given must hold.")
class AccountFilter:
    search: str | None = strawberry.field(
        default=None,
        description="Words to be found in name, external id, city or phone number, in any order.",
    )
    is_complete: bool | None = strawberry.field(
        default=None,
        description="Whether the business details suffice to request verification.",
    )
    number_status: AccountNumberStatus | None = strawberry.field(
        default=None, description="The status that at least one of the account's numbers has."
    )


@strawberry.enum(description="What accounts can be ordered by.")
class AccountOrderField(Enum):
    NAME = strawberry.enum_value("NAME", description="By name, without regard to case.")
    CREATED_AT = strawberry.enum_value("CREATED_AT", description="By when they were created.")
    UPDATED_AT = strawberry.enum_value("UPDATED_AT", description="By when they last changed.")


@strawberry.enum(description="Which way a list runs.")
class OrderDirection(Enum):
    ASC = strawberry.enum_value("ASC", description="Smallest, or oldest, first.")
    DESC = strawberry.enum_value("DESC", description="Biggest, or newest, first.")


@strawberry.input(description="How to order accounts.")
class AccountOrder:
    field: AccountOrderField = strawberry.field(description="By what.")
    direction: OrderDirection = strawberry.field(
        default=OrderDirection.ASC, description="Which way."
    )


_COLUMNS = {
    AccountOrderField.NAME: (account.c.name_key, account.c.id),
    # Ids are made in the order of creation.
    AccountOrderField.CREATED_AT: (account.c.id,),
    AccountOrderField.UPDATED_AT: (account.c.updated_at, account.c.id),
}


def _order(arguments: Mapping[str, Any]) -> Order:
    wanted: AccountOrder | None = arguments.get("order_by")
    if wanted is None:
        return Order(_COLUMNS[AccountOrderField.NAME])
    is_descending = wanted.direction is OrderDirection.DESC
    return Order(_COLUMNS[wanted.field], is_descending=is_descending)


def _filter(arguments: Mapping[str, Any], context: ReadContext) -> Sequence[ColumnElement[bool]]:
    wanted: AccountFilter | None = arguments.get("filter")
    return () if wanted is None else _conditions(account, wanted, context)


def _conditions(
    table: FromClause, wanted: AccountFilter, context: ReadContext
) -> list[ColumnElement[bool]]:
    conditions = _kinds(wanted, context).conditions(table)
    if wanted.search:
        conditions.extend(matches(table, wanted.search))
    return conditions


def _kinds(wanted: AccountFilter | None, context: ReadContext) -> AccountSelection:
    if wanted is None:
        return AccountSelection(context.partner_supplies)
    status: AccountNumberStatus | None = wanted.number_status
    is_without_number = status is AccountNumberStatus.NO_NUMBER
    return AccountSelection(
        context.partner_supplies,
        wanted.is_complete,
        SmsNumberStatus(status.name) if status and not is_without_number else None,
        is_without_number=is_without_number,
    )


def _total(arguments: Mapping[str, Any], context: ReadContext) -> Select[int] | None:
    wanted: AccountFilter | None = arguments.get("filter")
    if wanted is not None and wanted.search:
        return None
    return total(context.viewer, _kinds(wanted, context))


def _page_hint(arguments: Mapping[str, Any], context: ReadContext) -> Sequence[ColumnElement[bool]]:
    wanted: AccountFilter | None = arguments.get("filter")
    if wanted is None:
        return ()
    order, kinds = _order(arguments), _kinds(wanted, context)
    if wanted.search:
        holds = partial(_conditions, wanted=wanted, context=context)
        reads = ("search_key", "gaps", "number_statuses")
        return seek_words(arguments, context, account, order, holds, reads)
    if not kinds.conditions(account):
        return ()
    return seek_kinds(arguments, context, account, order, kinds.conditions)


def matches(table: FromClause, text: str) -> list[ColumnElement[bool]]:
    """The conditions for accounts in which all these words are found."""
    if len(text) > MAX_SEARCH_LENGTH:
        raise invalid_argument("search", f"is longer than {MAX_SEARCH_LENGTH} characters")
    words = search_key(text).split(" ")
    if _PHONE_LIKE.fullmatch(text.strip()):
        # However a number is written, it is stored as E.164: look for its digits alone.
        words = [re.sub(r"\D", "", search_key(text))]
    return [table.c.search_key.contains(word, autoescape=True) for word in words if word]


def _storable(text: str) -> str | None:
    # A NUL cannot be stored, and PostgreSQL would not even compare with it.
    return None if "\0" in text else text


ACCOUNTS = Relation(
    account,
    Shape.PAGE,
    order_by=_order,
    extra_filters=_filter,
    precomputed_count=_total,
    page_hint=_page_hint,
)
ACCOUNT_BY_ID = Relation(
    account, Shape.ONE, filters=(EqualityFilter("id", account.c.id, read_account_id),)
)
ACCOUNT_BY_EXTERNAL_ID = Relation(
    account, Shape.ONE, filters=(EqualityFilter("external_id", account.c.external_id, _storable),)
)
