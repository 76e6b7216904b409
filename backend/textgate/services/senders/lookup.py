"""Locations and queues as partners' programs name them: found by the partner's own keys, and listed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, Select, Uuid, select

from textgate.domain.errors import InvalidValue
from textgate.domain.phone import parse_phone
from textgate.domain.sms_numbers import SmsNumberStatus
from textgate.domain.viewer import Viewer
from textgate.services.access.scope import within
from textgate.services.access.scoped_query import ScopedQuery
from textgate.services.details import input_parsers
from textgate.services.senders.state import IS_NEWEST
from textgate.storage.compiled_query import LazyRow
from textgate.storage.database import Database
from textgate.storage.parameters import open_parameter
from textgate.storage.tables import SenderKind, message, sender, sms_number, verification


def key_of(row: input_parsers.RowLike) -> str:
    """What a location or a queue is called by: the partner's own key, ours where there is none."""
    return row["external_id"] or f"{SenderKind(row['kind']).lower()}_{row['id'].hex}"


def parse_own_key(kind: SenderKind, key: str) -> UUID | None:
    """The id in a key of ours, such as location_0193…; None for anything else."""
    prefix, _, digits = key.strip().rpartition("_")
    if prefix != kind.lower() or len(digits) != 32:
        return None
    try:
        return UUID(hex=digits)
    except ValueError:
        return None


class SenderReader:
    """For viewers who are limited to one account."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._message = ScopedQuery(
            database,
            lambda scope: select(message).where(
                message.c.id == open_parameter("id", Uuid()), within(scope, message)
            ),
        )

    async def find(self, viewer: Viewer, kind: SenderKind, key: str) -> UUID | None:
        """The location or queue that is called so; see `key_of`."""
        own = parse_own_key(kind, key)
        try:
            named = input_parsers.parse_external_id(key)
        except InvalidValue:
            return None
        mine = (sender.c.kind == kind) & within(viewer, sender)
        by_key = select(sender.c.id).where(mine, sender.c.external_id == named)
        async with self._database.read() as connection:
            found: UUID | None = await connection.scalar(by_key)
            if found is None and own is not None:
                unnamed = (sender.c.id == own) & sender.c.external_id.is_(None)
                found = await connection.scalar(select(sender.c.id).where(mine, unnamed))
        return found

    async def find_by_number(self, viewer: Viewer, number: str) -> UUID | None:
        """Whose number it is, however it is written."""
        try:
            phone = parse_phone(number)
        except InvalidValue:
            return None
        mine = (sms_number.c.phone == phone) & within(viewer, sms_number)
        async with self._database.read() as connection:
            found: UUID | None = await connection.scalar(select(sms_number.c.sender_id).where(mine))
        return found

    async def all(
        self, viewer: Viewer, kind: SenderKind, *, active_only: bool
    ) -> Sequence[RowMapping]:
        """Every location, or every queue, the default first."""
        mine = (sender.c.kind == kind) & within(viewer, sender)
        statement = select(sender).where(mine)
        if active_only:
            statement = statement.where(sender.c.is_active)
        order = (sender.c.is_default.desc(), sender.c.name_key, sender.c.id)
        return await self._rows(statement.order_by(*order))

    async def numbers(
        self, viewer: Viewer, *, sender_id: UUID | None = None, approved_only: bool = False
    ) -> Sequence[RowMapping]:
        """Every number that has been asked for, with its sender and its newest verification."""
        statement = (
            select(
                sender,
                sms_number.c.phone.label("number"),
                sms_number.c.number_type,
                sms_number.c.status,
                verification.c.reasons,
                verification.c.requested_at,
                verification.c.completed_at,
            )
            .join_from(sms_number, sender, sender.c.id == sms_number.c.sender_id)
            .outerjoin(verification, (verification.c.number_id == sms_number.c.id) & IS_NEWEST)
            .where(within(viewer, sms_number))
        )
        if sender_id is not None:
            statement = statement.where(sender.c.id == sender_id)
        if approved_only:
            statement = statement.where(sms_number.c.status == SmsNumberStatus.APPROVED)
        order = (sender.c.is_default.desc(), sender.c.kind, sender.c.name_key, sender.c.id)
        return await self._rows(statement.order_by(*order))

    async def message(self, viewer: Viewer, message_id: UUID) -> LazyRow:
        """A text that has just been accepted."""
        found = await self._message.one(viewer, id=message_id)
        assert found is not None
        return found

    async def _rows(self, statement: Select[Any]) -> Sequence[RowMapping]:
        async with self._database.read() as connection:
            rows: Sequence[RowMapping] = (await connection.execute(statement)).mappings().all()
        return rows
