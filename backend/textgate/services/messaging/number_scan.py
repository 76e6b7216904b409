"""Finds numbers with queued messages by a loose index scan: one index probe for each partner and number.

SQL has no skip scan, so a statement steps from one partner to the next, and a recursive CTE from one of its
numbers to the next. A scan therefore costs as much as what it visits, however many messages are queued.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Integer,
    Select,
    Uuid,
    bindparam,
    literal,
    literal_column,
    select,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.messages import MessageStatus
from textgate.storage.tables import message, sms_number

SCAN_SIZE = 250
"""Numbers in one scan."""

_BEFORE_ALL = UUID(int=0)


class NumberKey(NamedTuple):
    """Numbers are visited in the order of their keys."""

    partner_id: UUID
    number_id: UUID


BEFORE_ALL_NUMBERS = NumberKey(_BEFORE_ALL, _BEFORE_ALL)


class QueuedNumber(NamedTuple):
    """A number with queued messages; `message_id` and `due_at` are those of the first one."""

    partner_id: UUID
    number_id: UUID
    message_id: UUID
    due_at: datetime
    next_free_at: datetime | None

    @property
    def key(self) -> NumberKey:
        return NumberKey(self.partner_id, self.number_id)

    @property
    def ready_at(self) -> datetime:
        """When the message may leave: it is due, and the number has throughput again."""
        return max(self.due_at, self.next_free_at or self.due_at)


async def scan_numbers(connection: AsyncConnection, after: NumberKey) -> list[QueuedNumber]:
    """The next SCAN_SIZE numbers after a key, in the order of their keys. Two statements for each partner."""
    numbers: list[QueuedNumber] = []
    partner_id: UUID | None = after.partner_id
    while partner_id is not None and len(numbers) < SCAN_SIZE:
        if partner_id != _BEFORE_ALL:
            values = {
                "partner": partner_id,
                "after": after.number_id if partner_id == after.partner_id else _BEFORE_ALL,
                "size": SCAN_SIZE - len(numbers),
            }
            rows = await connection.execute(_SCAN, values)
            numbers += [QueuedNumber(partner_id, *row) for row in rows]
        if len(numbers) < SCAN_SIZE:
            partner_id = await connection.scalar(_NEXT_PARTNER, {"after": partner_id})
    return numbers


def status_literal(status: MessageStatus) -> ColumnElement[Any]:
    """The status as an SQL literal: neither database matches a partial index against a parameter."""
    return literal_column(f"'{status.value}'")


def _is_queued(messages: FromClause) -> ColumnElement[bool]:
    is_queued = messages.c.status == status_literal(MessageStatus.QUEUED)
    return is_queued & messages.c.due_at.is_not(None)


_NEXT_PARTNER = (
    select(message.c.partner_id)
    .where(_is_queued(message), message.c.partner_id > bindparam("after", type_=Uuid()))
    .order_by(message.c.partner_id)
    .limit(1)
)


def _select_scan() -> Select[Any]:
    partner = bindparam("partner", type_=Uuid())

    def next_number(after: ColumnElement[UUID]) -> ColumnElement[UUID]:
        of_partner = (message.c.partner_id == partner) & _is_queued(message)
        later = select(message.c.number_id).where(of_partner, message.c.number_id > after)
        return later.order_by(message.c.number_id).limit(1).scalar_subquery()

    first_number = next_number(bindparam("after", type_=Uuid()))
    scan = select(first_number.label("number_id"), literal(1).label("position")).cte(
        "scan", recursive=True
    )
    scan = scan.union_all(
        select(next_number(scan.c.number_id), scan.c.position + 1).where(
            scan.c.number_id.is_not(None), scan.c.position < bindparam("size", type_=Integer())
        )
    )
    queued = message.alias()
    first_message = (
        select(queued.c.id)
        .where(
            queued.c.partner_id == partner,
            queued.c.number_id == scan.c.number_id,
            _is_queued(queued),
        )
        .order_by(queued.c.due_at, queued.c.id)
        .limit(1)
        .scalar_subquery()
    )
    return (
        select(scan.c.number_id, message.c.id, message.c.due_at, sms_number.c.next_free_at)
        .select_from(scan)
        .join(message, (message.c.partner_id == partner) & (message.c.id == first_message))
        .join(
            sms_number,
            (sms_number.c.partner_id == partner) & (sms_number.c.id == scan.c.number_id),
        )
        .order_by(scan.c.position)
    )


_SCAN = _select_scan()
