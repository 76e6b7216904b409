"""Finds numbers with queued messages by a loose index scan: one index probe for each number.

SQL has no skip scan, so a recursive CTE steps from one number to the next. A scan therefore costs as much
as the numbers that it visits, however many messages are queued.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    FromClause,
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

BEFORE_ALL_NUMBERS = UUID(int=0)


class QueuedNumber(NamedTuple):
    """A number with queued messages; `message_id` and `due_at` are those of the first one."""

    number_id: UUID
    message_id: UUID
    due_at: datetime
    next_free_at: datetime | None

    @property
    def ready_at(self) -> datetime:
        """When the message may leave: it is due, and the number has throughput again."""
        return max(self.due_at, self.next_free_at or self.due_at)


async def scan_numbers(connection: AsyncConnection, after: UUID) -> list[QueuedNumber]:
    """The next SCAN_SIZE numbers after a number's id, in the order of their ids."""
    return [QueuedNumber(*row) for row in await connection.execute(_SCAN, {"after": after})]


def status_literal(status: MessageStatus) -> ColumnElement[Any]:
    """The status as an SQL literal: neither database matches a partial index against a parameter."""
    return literal_column(f"'{status.value}'")


def _is_queued(messages: FromClause) -> ColumnElement[bool]:
    is_queued = messages.c.status == status_literal(MessageStatus.QUEUED)
    return is_queued & messages.c.due_at.is_not(None)


def _select_scan() -> Select[Any]:
    def next_number(after: ColumnElement[UUID]) -> ColumnElement[UUID]:
        later = select(message.c.number_id).where(_is_queued(message), message.c.number_id > after)
        return later.order_by(message.c.number_id).limit(1).scalar_subquery()

    first_number = next_number(bindparam("after", type_=Uuid()))
    scan = select(first_number.label("number_id"), literal(1).label("position")).cte(
        "scan", recursive=True
    )
    scan = scan.union_all(
        select(next_number(scan.c.number_id), scan.c.position + 1).where(
            scan.c.number_id.is_not(None), scan.c.position < SCAN_SIZE
        )
    )
    queued = message.alias()
    first_message = (
        select(queued.c.id)
        .where(_is_queued(queued), queued.c.number_id == scan.c.number_id)
        .order_by(queued.c.due_at, queued.c.id)
        .limit(1)
        .scalar_subquery()
    )
    return (
        select(scan.c.number_id, message.c.id, message.c.due_at, sms_number.c.next_free_at)
        .select_from(scan)
        .join(message, message.c.id == first_message)
        .join(sms_number, sms_number.c.id == scan.c.number_id)
        .order_by(scan.c.position)
    )


_SCAN = _select_scan()
