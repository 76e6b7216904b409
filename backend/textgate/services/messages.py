"""Texts as callers ask for them: accept one through the send gate, take back one that has not left."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.audit import AuditAction, Change, Event
from textgate.domain.clock import Clock
from textgate.domain.errors import (
    IdempotencyConflict,
    RecipientOptedOut,
    Refusal,
    SmsNotEnabled,
    UserErrorCode,
    invalid,
)
from textgate.domain.ids import new_id
from textgate.domain.messages import CANCELABLE, MessageStatus
from textgate.domain.phone import last_four
from textgate.domain.sms_gate import NumberNotVerified, Verdict
from textgate.domain.sms_text import measure
from textgate.domain.viewer import Viewer
from textgate.services import audit, send_request
from textgate.services.options import Options
from textgate.services.scope import within
from textgate.services.send_limits import SendLimits
from textgate.services.send_request import SendRequest, Text
from textgate.services.send_tally import SendTally
from textgate.services.sender_standing import (
    SenderStanding,
    insufficient,
    require_active,
    sender_not_found,
)
from textgate.services.sms_numbers import SmsNumbers
from textgate.services.wake import Wake
from textgate.services.webhook_events import tell_canceled
from textgate.storage.database import Database
from textgate.storage.statements import insert_unless_exists
from textgate.storage.tables import message, message_event, opt_out


class Messages:
    def __init__(
        self,
        database: Database,
        clock: Clock,
        wake: Wake,
        options: Options,
        sms_numbers: SmsNumbers,
        tally: SendTally,
    ) -> None:
        self._database = database
        self._limits = SendLimits(options)
        self._clock = clock
        self._wake = wake
        self._sms_numbers = sms_numbers
        self._tally = tally

    async def send(self, viewer: Viewer, request: SendRequest) -> UUID:
        """Accept a text for delivery; when this returns, it is on disk.

        Raises SmsNotEnabled (4015), InvalidInput (4060; 4070 for a recipient that cannot be),
        IdempotencyConflict (4060), AccountInactive (4011), RecipientOptedOut (4080), SendLimitReached
        (4060), NumberNotVerified (4035; the request for verification is committed by then) or
        BusinessDetailsInsufficient (4039). A repeated key returns the first message.
        """
        try:
            return await self._send(viewer, request)
        except Refusal as refusal:
            await self._tally.refused(viewer, request.sender, refusal.code)
            raise

    async def count_refusal(self, viewer: Viewer, code: int) -> None:
        """For a text that never came here, because its account is none, or none that may send."""
        await self._tally.refused(viewer, None, code)

    async def _send(self, viewer: Viewer, request: SendRequest) -> UUID:
        if not viewer.sms_enabled:
            raise SmsNotEnabled
        text = send_request.read(viewer, request)
        refusal: Refusal | None = None
        async with self._database.write() as connection:
            known = await self._find_by_key(connection, viewer, text)
            if known is not None:
                return known
            found = await self._sms_numbers.standing(connection, viewer, text.sender)
            if found is None:
                raise sender_not_found()
            require_active(found)
            match found.verdict:
                case Verdict.OPEN:
                    message_id = await self._accept(connection, viewer, found, text)
                case Verdict.REQUEST:
                    requested = await self._sms_numbers.request(connection, viewer, [found])
                    await audit.record(connection, viewer, self._clock(), *requested.events)
                    refusal = NumberNotVerified(requested.newest[found.sender_id])
                case Verdict.PENDING:
                    assert found.verification_id is not None
                    raise NumberNotVerified(found.verification_id)
                case Verdict.INSUFFICIENT:
                    raise insufficient(found)
        if refusal is not None:
            # Raised only now: inside the transaction it would have rolled the request back.
            self._sms_numbers.wake()
            raise refusal
        self._wake.messages.set()
        return message_id

    async def _find_by_key(
        self, connection: AsyncConnection, viewer: Viewer, text: Text
    ) -> UUID | None:
        if text.key is None:
            return None
        statement = select(message.c.id, message.c.request_hash).where(
            message.c.partner_id == viewer.partner_id,
            message.c.idempotency_key == text.key,
        )
        row = (await connection.execute(statement)).one_or_none()
        if row is None:
            return None
        if row.request_hash != text.fingerprint:
            raise IdempotencyConflict
        known: UUID = row.id
        return known

    async def _accept(
        self,
        connection: AsyncConnection,
        viewer: Viewer,
        found: SenderStanding,
        text: Text,
    ) -> UUID:
        stopped = select(opt_out.c.id).where(
            opt_out.c.partner_id == viewer.partner_id,
            opt_out.c.number_id == found.number_id,
            opt_out.c.recipient == text.recipient,
        )
        if (await connection.execute(stopped)).first() is not None:
            raise RecipientOptedOut
        now = self._clock()
        size = measure(text.body)
        row: dict[str, Any] = {
            "id": new_id(),
            "partner_id": viewer.partner_id,
            "account_id": found.account_id,
            "sender_id": found.sender_id,
            "number_id": found.number_id,
            "sender_phone": found.phone,
            "recipient": text.recipient,
            "body": text.body,
            "kind": text.kind,
            "encoding": size.encoding,
            "segments": size.segments,
            "status": MessageStatus.QUEUED,
            "idempotency_key": text.key,
            "request_hash": text.fingerprint,
            "tries": 0,
            "due_at": now,
            "created_at": now,
            "updated_at": now,
        }
        inserted = await connection.execute(insert_unless_exists(connection, message), row)
        if inserted.rowcount == 0:
            # Another transaction used the key between our look and our insert.
            winner = await self._find_by_key(connection, viewer, text)
            assert winner is not None
            return winner
        await connection.execute(insert(message_event), _event(row, MessageStatus.QUEUED, now))
        # Repetitions of an accepted text never come here, so that each text is counted once.
        await self._limits.keep(connection, found.account_id, text.recipient, now)
        await self._tally.accepted(connection, viewer, found.account_id, now)
        await audit.record(connection, viewer, now, _sent(row))
        message_id: UUID = row["id"]
        return message_id

    async def cancel(self, viewer: Viewer, message_id: UUID) -> None:
        """Take back a text that has not left; raises InvalidInput at `id` once it has."""
        now = self._clock()
        mine = (message.c.id == message_id) & within(viewer, message)
        async with self._database.write() as connection:
            # One conditional UPDATE, so that it cannot cross with the worker's claim.
            canceled = await connection.execute(
                update(message)
                .where(mine, message.c.status.in_(CANCELABLE))
                .values(status=MessageStatus.CANCELED, due_at=None, updated_at=now)
            )
            row = (await connection.execute(select(message).where(mine))).mappings().one_or_none()
            if row is None:
                raise invalid(("id",), UserErrorCode.NOT_FOUND, "there is no such message")
            if canceled.rowcount == 1:
                event = _event(row, MessageStatus.CANCELED, now)
                await connection.execute(insert(message_event), event)
                await tell_canceled(connection, row, now)
                canceled_event = Event(
                    AuditAction.SMS_CANCELED, "message", message_id, row["account_id"]
                )
                await audit.record(connection, viewer, now, canceled_event)
            elif row["status"] is not MessageStatus.CANCELED:
                raise invalid(("id",), UserErrorCode.CONFLICT, "the message has already left")


def _sent(row: dict[str, Any]) -> Event:
    # Whom and what is the patient's business: who may know finds it in the message.
    changes = (
        Change("to", None, last_four(row["recipient"])),
        Change("segments", None, str(row["segments"])),
    )
    return Event(AuditAction.SMS_SENT, "message", row["id"], row["account_id"], changes)


def _event(row: RowMapping | dict[str, Any], status: MessageStatus, at: datetime) -> dict[str, Any]:
    return {
        "id": new_id(),
        "partner_id": row["partner_id"],
        "message_id": row["id"],
        "status": status,
        "at": at,
    }
