"""Relations between the types of the schema: which rows belong to which, in what order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, select

from textgate.graphql.declare.ids import read_account_id
from textgate.graphql.declare.relation import (
    Conditions,
    EqualityFilter,
    Order,
    ReadContext,
    Relation,
    Shape,
)
from textgate.services.access.scope import within
from textgate.services.access.user_status import UserStatus, has_status
from textgate.services.account_requests.closing import IS_OPEN
from textgate.services.listing.counters import row_counter
from textgate.services.senders.state import IS_NEWEST
from textgate.storage.tables import (
    account,
    account_request,
    credential,
    message_event,
    sender,
    sms_number,
    user,
    verification,
)


def _count_numbers(arguments: Mapping[str, Any], context: ReadContext) -> Select[int]:
    numbers, status = row_counter(context.viewer, sms_number), arguments.get("status")
    count = select(numbers.count()).where(within(context.viewer, numbers.table))
    return count if status is None else count.where(numbers.table.c.status == status)


def _user_status(arguments: Mapping[str, Any], _: ReadContext) -> Conditions:
    status: UserStatus | None = arguments.get("status")
    return () if status is None else (has_status(status),)


def _storable(text: str) -> str | None:
    # PostgreSQL cannot store a NUL, and refuses to compare with one.
    return None if "\0" in text else text


_OLDEST_FIRST_NUMBERS = Order((sms_number.c.id,))
_NEWEST_VERIFICATIONS = Order((verification.c.id,), is_descending=True)
_NUMBER_STATUS = EqualityFilter("status", sms_number.c.status)
_USERS_BY_EMAIL = Order((user.c.email, user.c.id))

ACCOUNT_BY_ID = Relation(
    account, Shape.ONE, filters=(EqualityFilter("id", account.c.id, read_account_id),)
)
ACCOUNT_BY_EXTERNAL_ID = Relation(
    account, Shape.ONE, filters=(EqualityFilter("external_id", account.c.external_id, _storable),)
)
ACCOUNT = Relation(account, Shape.ONE, account.c.id, key="account_id")
SENDER = Relation(sender, Shape.ONE, sender.c.id, key="sender_id")
NUMBER = Relation(sms_number, Shape.ONE, sms_number.c.id, key="number_id")
NUMBER_OF_SENDER = Relation(sms_number, Shape.ONE, sms_number.c.sender_id)
NEWEST_VERIFICATION = Relation(
    verification, Shape.ONE, verification.c.number_id, where=(IS_NEWEST,)
)
MESSAGE_EVENTS = Relation(
    message_event,
    Shape.ALL,
    message_event.c.message_id,
    order=Order((message_event.c.at, message_event.c.id)),
)

NUMBERS_OF_ACCOUNT = Relation(
    sms_number,
    Shape.PAGE,
    sms_number.c.account_id,
    order=_OLDEST_FIRST_NUMBERS,
    filters=(_NUMBER_STATUS,),
)
VERIFICATIONS_OF_ACCOUNT = Relation(
    verification,
    Shape.PAGE,
    verification.c.account_id,
    order=_NEWEST_VERIFICATIONS,
    filters=(EqualityFilter("status", verification.c.status),),
)
VERIFICATIONS_OF_NUMBER = Relation(
    verification, Shape.PAGE, verification.c.number_id, order=_NEWEST_VERIFICATIONS
)
USERS_OF_ACCOUNT = Relation(
    user, Shape.PAGE, user.c.account_id, order=_USERS_BY_EMAIL, extra_filters=_user_status
)

OPEN_REQUESTS = Relation(
    account_request, Shape.PAGE, order=Order((account_request.c.id,)), where=(IS_OPEN,)
)
OPEN_REQUEST_OF_ACCOUNT = Relation(
    account_request, Shape.ONE, account_request.c.account_id, where=(IS_OPEN,)
)
ALL_API_TOKENS = Relation(
    credential, Shape.PAGE, order=Order((credential.c.id,), is_descending=True)
)
ALL_NUMBERS = Relation(
    sms_number,
    Shape.PAGE,
    order=_OLDEST_FIRST_NUMBERS,
    filters=(_NUMBER_STATUS,),
    precomputed_count=_count_numbers,
)
ALL_USERS = Relation(user, Shape.PAGE, order=_USERS_BY_EMAIL, extra_filters=_user_status)
