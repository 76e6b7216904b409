"""An account's locations and queues: their filter, and their order, which is the number picker's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import strawberry
from sqlalchemy import ColumnElement, exists, false, func, or_, select

from textgate.domain.search import MAX_QUERY_LENGTH, is_phone_part, words_of
from textgate.domain.sms_numbers import SmsNumberStatus
from textgate.domain.text import search_key
from textgate.graphql.declare.errors import invalid_argument
from textgate.graphql.declare.relation import Conditions, Order, ReadContext, Relation, Shape
from textgate.graphql.lists.accounts import AccountNumberStatus
from textgate.services.access.scope import within
from textgate.services.search.candidates import matches
from textgate.services.search.ranking import as_typed
from textgate.storage.tables import SenderKind, picker_rank, sender, sms_number


@strawberry.input(
    description="Filter for locations and queues. A sender must match every field that is set."
)
class SenderFilter:
    search: str | None = strawberry.field(
        default=None,
        description="Words to find in the name or external ID, in any order, or digits of the number; 200 "
        "characters at most.",
    )
    number_status: AccountNumberStatus | None = strawberry.field(
        default=None, description="Status of the sender's number."
    )


def _filter(arguments: Mapping[str, Any], context: ReadContext) -> Conditions:
    filter_: SenderFilter | None = arguments.get("filter")
    if filter_ is None:
        return ()
    conditions = _matches(filter_.search, context) if filter_.search else []
    if filter_.number_status is AccountNumberStatus.NO_NUMBER:
        conditions.append(~_has_number(context))
    elif filter_.number_status is not None:
        status = SmsNumberStatus(filter_.number_status.name)
        conditions.append(_has_number(context, sms_number.c.status == status))
    return conditions


def _has_number(context: ReadContext, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists(
        select(sms_number.c.id).where(
            sms_number.c.sender_id == sender.c.id, within(context.viewer, sms_number), *conditions
        )
    )


def _matches(text: str, context: ReadContext) -> list[ColumnElement[bool]]:
    """Conditions for senders that contain all words of the text. Raises GraphQLError for a long text.

    They match words as `search` does, but forgive no typo. A list forgives one only if no row matches as typed,
    which takes further statements for each account of a page; these lists are short enough to look through.
    `search_key` lacks the external ID, so that `search` does not find messages by it.
    """
    if len(text) > MAX_QUERY_LENGTH:
        raise invalid_argument("search", f"must have at most {MAX_QUERY_LENGTH} characters")
    if not text.strip():
        return []
    words = words_of(text)
    by_words = [
        or_(
            matches(sender.c.search_key, alternatives),
            func.lower(sender.c.external_id).contains(word),
        )
        for word, alternatives in zip(words, as_typed(words), strict=True)
    ]
    if not all(map(str.isdigit, words)):
        return by_words
    digits = re.sub(r"\D", "", search_key(text))
    if not is_phone_part(digits):
        return by_words or [false()]
    has_digits = sms_number.c.phone.contains(digits)
    return [or_(_has_number(context, has_digits), *([] if len(words) > 1 else by_words))]


SENDERS = Relation(
    sender,
    Shape.PAGE,
    sender.c.account_id,
    # The default, locations by name, queues by name.
    order=Order((picker_rank, sender.c.name_key, sender.c.id)),
    extra_filters=_filter,
)
LOCATIONS = Relation(
    sender,
    Shape.PAGE,
    sender.c.account_id,
    order=SENDERS.order,
    where=(sender.c.kind == SenderKind.LOCATION,),
)
QUEUES = Relation(
    sender,
    Shape.PAGE,
    sender.c.account_id,
    order=SENDERS.order,
    where=(sender.c.kind == SenderKind.QUEUE,),
)
