"""Leases texts to a worker: of each number whose throughput is free the first that waits, and whatever is due
for news of an attempt already made.

Numbers are looked at one after the other, by an index of the texts that wait, and the next look goes on
where the last one ended: what it costs depends on how many texts it finds and never on how many wait.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    FromClause,
    RowMapping,
    Select,
    Uuid,
    bindparam,
    literal,
    literal_column,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.carriers.base import CarrierMessage
from textgate.domain.messages import IN_HAND, MessageStatus
from textgate.services.messaging.message_rows import step
from textgate.storage import leases
from textgate.storage.prepared_write import PreparedWrite
from textgate.storage.statements import insert_unless_exists
from textgate.storage.tables import message, message_event, sms_number

BATCH = 250
# Numbers in one look, and looks in one claim: with so many numbers all busy, others must wait their turn.
LOOK = 250
LOOKS = 20

_BEGINNING = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A text leased to this worker; `attempted_at` is when it was last handed to the carrier.

    `tries` and `failed_lookups` are as stored: what this worker does next is not counted yet.
    """

    claimed_at: datetime
    id: UUID
    text: CarrierMessage
    is_new_attempt: bool
    carrier_id: str | None
    tries: int
    failed_lookups: int
    attempted_at: datetime
    created_at: datetime


class _First(NamedTuple):
    """A number with texts that wait, and the first of them."""

    number_id: UUID
    id: UUID
    due_at: datetime
    next_free_at: datetime | None

    @property
    def may_go_at(self) -> datetime:
        return max(self.due_at, self.next_free_at or self.due_at)


_STEPS = PreparedWrite(lambda dialect: insert_unless_exists(dialect, message_event))


class MessageLeases:
    def __init__(self) -> None:
        self._place = _BEGINNING

    async def take(self, connection: AsyncConnection, now: datetime) -> list[Claimed]:
        """Lease up to a batch of each kind, and write that those that have waited are being sent."""
        in_hand = await _locked(connection, await _due_for_news(connection, now), now)
        waiting = await _locked(connection, await self._firsts(connection, now), now)
        to_send = await _take_throughput(connection, waiting, now)
        await leases.lease(connection, message, _ids(in_hand), now)
        if to_send:
            begun = {"status": MessageStatus.SENDING, "attempted_at": now, "updated_at": now}
            await leases.lease(connection, message, _ids(to_send), now, **begun)
            # The step is in the history already where a text is sent once more.
            steps = [step(row, MessageStatus.SENDING, now) for row in to_send]
            await _STEPS.execute(connection, steps)
        return [_claimed(row, now) for row in (*in_hand, *to_send)]

    async def next_due_at(self, connection: AsyncConnection, before: datetime) -> datetime | None:
        """When the next text may move, as far as that is before a moment and known by now."""
        firsts = await _look(connection, self._place)
        if len(firsts) < LOOK:
            firsts += await _look(connection, _BEGINNING)
        moments: list[datetime | None] = [each.may_go_at for each in firsts]
        in_hand = leases.next_due(connection.dialect.name, message)
        soon = in_hand.where(_IS_IN_HAND, message.c.due_at <= before)
        moments.append((await connection.execute(soon)).scalar_one())
        return min((moment for moment in moments if moment is not None), default=None)

    async def _firsts(self, connection: AsyncConnection, now: datetime) -> list[UUID]:
        """Texts that may go now, each of another number."""
        found: list[UUID] = []
        seen: set[UUID] = set()
        for _ in range(LOOKS):
            begin = self._place
            look = await _look(connection, begin)
            for each in look:
                if each.number_id in seen or len(found) == BATCH:
                    return found
                seen.add(each.number_id)
                self._place = each.number_id
                if each.may_go_at <= now:
                    found.append(each.id)
            if len(look) < LOOK:
                self._place = _BEGINNING
                if begin == _BEGINNING:
                    break
        return found


async def _look(connection: AsyncConnection, after: UUID) -> list[_First]:
    return [_First(*row) for row in await connection.execute(_LOOK, {"after": after})]


def _looking() -> Select[Any]:
    """Numbers with texts that wait, found one after the other by the index, each with its first text."""

    def next_after(number_id: ColumnElement[UUID]) -> ColumnElement[UUID]:
        waiting = select(message.c.number_id).where(_IS_QUEUED, message.c.number_id > number_id)
        return waiting.order_by(message.c.number_id).limit(1).scalar_subquery()

    first = next_after(bindparam("after", type_=Uuid()))
    look = select(first.label("number_id"), literal(1).label("place")).cte("look", recursive=True)
    look = look.union_all(
        select(next_after(look.c.number_id), look.c.place + 1).where(
            look.c.number_id.is_not(None), look.c.place < LOOK
        )
    )
    other = message.alias()
    first_of_number = (
        select(other.c.id)
        .where(_is_queued(other), other.c.number_id == look.c.number_id)
        .order_by(other.c.due_at, other.c.id)
        .limit(1)
        .scalar_subquery()
    )
    return (
        select(look.c.number_id, message.c.id, message.c.due_at, sms_number.c.next_free_at)
        .select_from(look)
        .join(message, message.c.id == first_of_number)
        .join(sms_number, sms_number.c.id == look.c.number_id)
        .order_by(look.c.place)
    )


def _is_queued(table: FromClause) -> ColumnElement[bool]:
    return (table.c.status == _word(MessageStatus.QUEUED)) & table.c.due_at.is_not(None)


def _word(status: MessageStatus) -> ColumnElement[Any]:
    """Written out: no database finds an index of some rows by a parameter."""
    return literal_column(f"'{status.value}'")


_IS_QUEUED = _is_queued(message)
_IS_IN_HAND = message.c.status.in_([_word(each) for each in IN_HAND]) & (
    message.c.due_at.is_not(None)
)
_LOOK = _looking()


async def _due_for_news(connection: AsyncConnection, now: datetime) -> list[UUID]:
    statement = (
        select(message.c.id)
        .where(_IS_IN_HAND, leases.is_due(message, now))
        .order_by(message.c.due_at)
        .limit(BATCH)
    )
    return list((await connection.execute(statement)).scalars())


_NEEDED = (
    *("id", "partner_id", "number_id", "sender_phone", "recipient", "body", "segments"),
    *("status", "carrier_id", "tries", "failed_lookups", "attempted_at", "created_at"),
)


async def _locked(
    connection: AsyncConnection, ids: Sequence[UUID], now: datetime
) -> Sequence[RowMapping]:
    """Those of the texts that are still due, and that nobody else is about to lease."""
    if not ids:
        return ()
    statement = (
        select(*(message.c[name] for name in _NEEDED))
        .where(message.c.id.in_(ids), leases.is_due(message, now))
        .order_by(message.c.due_at)
        .with_for_update(skip_locked=True)
    )
    return (await connection.execute(statement)).mappings().all()


async def _take_throughput(
    connection: AsyncConnection, rows: Sequence[RowMapping], now: datetime
) -> list[RowMapping]:
    """Those of the texts that may go now; what they use up is written to their numbers."""
    if not rows:
        return []
    # Not so firmly that texts of these numbers could not be accepted meanwhile.
    statement = (
        select(sms_number.c.id, sms_number.c.next_free_at, sms_number.c.segments_per_second)
        .where(sms_number.c.id.in_({row["number_id"] for row in rows}))
        .order_by(sms_number.c.id)
        .with_for_update(key_share=True)
    )
    numbers = {number.id: number for number in await connection.execute(statement)}
    granted = []
    taken = {}
    for row in rows:
        number = numbers[row["number_id"]]
        is_free = number.next_free_at is None or number.next_free_at <= now
        if row["status"] is MessageStatus.QUEUED and is_free and number.id not in taken:
            seconds = row["segments"] / number.segments_per_second
            taken[number.id] = now + timedelta(seconds=seconds)
            granted.append(row)
    if taken:
        free = [{"of": number_id, "at": free_at} for number_id, free_at in taken.items()]
        await connection.execute(_SET_FREE, free)
    return granted


_SET_FREE = (
    update(sms_number)
    .where(sms_number.c.id == bindparam("of"))
    .values(next_free_at=bindparam("at"))
)


def _ids(rows: Sequence[RowMapping]) -> list[UUID]:
    return [row["id"] for row in rows]


def _claimed(row: RowMapping, now: datetime) -> Claimed:
    is_new_attempt = row["status"] is MessageStatus.QUEUED
    return Claimed(
        claimed_at=now,
        id=row["id"],
        text=CarrierMessage(str(row["id"]), row["sender_phone"], row["recipient"], row["body"]),
        is_new_attempt=is_new_attempt,
        carrier_id=row["carrier_id"],
        tries=row["tries"],
        failed_lookups=row["failed_lookups"],
        attempted_at=now if is_new_attempt else row["attempted_at"],
        created_at=row["created_at"],
    )
