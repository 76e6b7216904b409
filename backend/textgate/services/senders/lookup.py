"""Reads locations and queues for the partner API, by its own keys."""

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
from textgate.services.senders.state import is_newest_of
from textgate.storage.compiled_query import LazyRow
from textgate.storage.database import Database
from textgate.storage.parameters import open_parameter
from textgate.storage.tables import SenderKind, message, sender, sms_number, verification


def api_key_of(row: input_parsers.RowLike) -> str:
    """The key of a location or queue in the partner API: the partner's own, or else ours."""
    return row["external_id"] or f"{SenderKind(row['kind']).lower()}_{row['id'].hex}"


def parse_own_key(kind: SenderKind, key: str) -> UUID | None:
    """The id in a key of ours, such as location_0193…; None for any other text."""
    prefix, _, digits = key.strip().rpartition("_")
    if prefix != kind.lower() or len(digits) != 32:
        return None
    try:
        return UUID(hex=digits)
    except ValueError:
        return None


class SenderReader:
    """For viewers limited to one account."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._message = ScopedQuery(
            database,
            lambda scope: select(message).where(
                message.c.id == open_parameter("id", Uuid()), within(scope, message)
            ),
        )

    async def id_by_key(self, viewer: Viewer, kind: SenderKind, key: str) -> UUID | None:
        """The location or queue with a key; see `api_key_of`."""
        own = parse_own_key(kind, key)
        try:
            external_id = input_parsers.parse_external_id(key)
        except InvalidValue:
            return None
        of_kind = (sender.c.kind == kind) & within(viewer, sender)
        by_key = select(sender.c.id).where(of_kind, sender.c.external_id == external_id)
        async with self._database.read() as connection:
            sender_id: UUID | None = await connection.scalar(by_key)
            if sender_id is None and own is not None:
                has_no_key = (sender.c.id == own) & sender.c.external_id.is_(None)
                by_id = select(sender.c.id).where(of_kind, has_no_key)
                sender_id = await connection.scalar(by_id)
        return sender_id

    async def id_by_number(self, viewer: Viewer, number: str) -> UUID | None:
        """The sender with a number, in any notation."""
        try:
            phone = parse_phone(number)
        except InvalidValue:
            return None
        has_phone = (sms_number.c.phone == phone) & within(viewer, sms_number)
        statement = select(sms_number.c.sender_id).where(has_phone)
        async with self._database.read() as connection:
            sender_id: UUID | None = await connection.scalar(statement)
        return sender_id

    async def all(
        self, viewer: Viewer, kind: SenderKind, *, active_only: bool
    ) -> Sequence[RowMapping]:
        """All locations or all queues, the default one first."""
        of_kind = (sender.c.kind == kind) & within(viewer, sender)
        statement = select(sender).where(of_kind)
        if active_only:
            statement = statement.where(sender.c.is_active)
        order = (sender.c.is_default.desc(), sender.c.name_key, sender.c.id)
        return await self._rows(statement.order_by(*order))

    async def numbers(
        self, viewer: Viewer, *, sender_id: UUID | None = None, approved_only: bool = False
    ) -> Sequence[RowMapping]:
        """All numbers, each with its sender and its newest verification."""
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
            .join_from(sms_number, sender)
            .outerjoin(verification, is_newest_of(sms_number))
            .where(within(viewer, sms_number))
        )
        if sender_id is not None:
            statement = statement.where(sender.c.id == sender_id)
        if approved_only:
            statement = statement.where(sms_number.c.status == SmsNumberStatus.APPROVED)
        order = (sender.c.is_default.desc(), sender.c.kind, sender.c.name_key, sender.c.id)
        return await self._rows(statement.order_by(*order))

    async def message(self, viewer: Viewer, message_id: UUID) -> LazyRow:
        """A message that the viewer has just sent."""
        row = await self._message.one(viewer, id=message_id)
        assert row is not None
        return row

    async def _rows(self, statement: Select[Any]) -> Sequence[RowMapping]:
        async with self._database.read() as connection:
            rows: Sequence[RowMapping] = (await connection.execute(statement)).mappings().all()
        return rows
