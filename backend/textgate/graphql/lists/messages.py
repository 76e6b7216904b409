"""The lists of messages: their filter, and how their pages are found."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Annotated, Any, TypeVar
from uuid import UUID

import strawberry
from sqlalchemy import Uuid

from textgate.domain.errors import InvalidValue
from textgate.domain.message_filter import (
    MessageSelection,
    both,
    parse_name_words,
    parse_recipient,
)
from textgate.domain.messages import MessageStatus
from textgate.domain.moments import in_utc
from textgate.graphql.declare.errors import invalid_argument
from textgate.graphql.declare.ids import decode_as
from textgate.graphql.declare.relation import (
    Conditions,
    EqualityFilter,
    Order,
    ReadContext,
    Relation,
    Shape,
)
from textgate.graphql.lists.page_hints import page_request
from textgate.services.listing.message_filters import Account, matches, page_of_messages
from textgate.storage.parameters import open_parameter
from textgate.storage.tables import message

T = TypeVar("T")
U = TypeVar("U")

# No sender has this key.
_UNKNOWN = UUID(int=0)


@strawberry.input(description="Filter for messages. A message must match every field that is set.")
class SmsMessageFilter:
    recipient: str | None = strawberry.field(
        default=None,
        description="Messages to this number in any notation, or to numbers that end with these 4 to 9 digits.",
    )
    since: datetime | None = strawberry.field(
        default=None, description="Messages accepted at or after this time."
    )
    until: datetime | None = strawberry.field(
        default=None, description="Messages accepted before this time."
    )
    statuses: list[MessageStatus] | None = strawberry.field(
        default=None, description="Messages with one of these statuses."
    )
    sender_id: strawberry.ID | None = strawberry.field(
        default=None, description="Messages from this location or queue."
    )
    sent_by: str | None = strawberry.field(
        default=None,
        description="Messages whose `sentBy` contains all of these words, in any order and case.",
    )


MessageFilterArgument = Annotated[
    SmsMessageFilter | None, strawberry.argument(description="Filter; omit for all messages.")
]


def _selection(arguments: Mapping[str, Any]) -> MessageSelection:
    """Raises GraphQLError for an invalid value of the filter."""
    filter_: SmsMessageFilter = arguments.get("filter") or SmsMessageFilter()
    sender_id = None
    if filter_.sender_id is not None:
        sender_id = decode_as(filter_.sender_id, "location", "queue") or _UNKNOWN
    return MessageSelection(
        recipient=_parsed("recipient", parse_recipient, filter_.recipient),
        since=_parsed("since", in_utc, filter_.since),
        until=_parsed("until", in_utc, filter_.until),
        statuses=both(arguments.get("status"), filter_.statuses),
        sender_id=sender_id,
        sent_by=_parsed("sentBy", parse_name_words, filter_.sent_by) or (),
    )


def _parsed(name: str, parse: Callable[[T], U], value: T | None) -> U | None:
    try:
        return None if value is None else parse(value)
    except InvalidValue as error:
        raise invalid_argument(name, error.problem) from None


def _filter(arguments: Mapping[str, Any], context: ReadContext) -> Conditions:
    if arguments.get("filter") is None:
        return ()
    return matches(context.viewer, _selection(arguments), message)


def _hint(
    arguments: Mapping[str, Any], context: ReadContext, account: Account = None
) -> Conditions:
    request = page_request(arguments, message, _NEWEST_FIRST)
    ids = page_of_messages(context.dialect, context.viewer, _selection(arguments), request, account)
    return () if ids is None else (message.c.id.in_(ids),)


def _hint_of_account(arguments: Mapping[str, Any], context: ReadContext) -> Conditions:
    return _hint(arguments, context, open_parameter("parent", Uuid(), is_raw=True))


_NEWEST_FIRST = Order((message.c.id,), is_descending=True)
_STATUS = EqualityFilter("status", message.c.status)

MESSAGES_OF_ACCOUNT = Relation(
    message,
    Shape.PAGE,
    message.c.account_id,
    order=_NEWEST_FIRST,
    filters=(_STATUS,),
    extra_filters=_filter,
    page_hint=_hint_of_account,
)
ALL_MESSAGES = Relation(
    message,
    Shape.PAGE,
    order=_NEWEST_FIRST,
    filters=(_STATUS,),
    extra_filters=_filter,
    page_hint=_hint,
)
