"""Texts as callers ask for them: accept one through the send gate, take back one that has not left."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import insert, select, update

from textgate.domain.audit import AuditAction, Event
from textgate.domain.clock import Clock
from textgate.domain.errors import AuthorityLost, DomainError, SmsNotEnabled, UserErrorCode, invalid
from textgate.domain.messages import CANCELABLE, MessageStatus
from textgate.domain.sms_gate import NumberNotVerified
from textgate.domain.viewer import Viewer
from textgate.services.access.scope import within
from textgate.services.audit import audit_log
from textgate.services.messaging import send_request
from textgate.services.messaging.acceptance import Acceptance, SendCommand
from textgate.services.messaging.message_rows import step
from textgate.services.messaging.send_request import SendRequest
from textgate.services.messaging.tally import SendTally
from textgate.services.options import Options
from textgate.services.verification.sms_numbers import SmsNumbers
from textgate.services.webhooks.events import tell_canceled
from textgate.services.worker_signals import WorkerSignals
from textgate.storage.database import Database
from textgate.storage.group import Group
from textgate.storage.tables import message, message_event


class Messages:
    def __init__(
        self,
        database: Database,
        clock: Clock,
        wake: WorkerSignals,
        options: Options,
        sms_numbers: SmsNumbers,
        tally: SendTally,
    ) -> None:
        self._database = database
        acceptance = Acceptance(clock, options, sms_numbers, tally)
        self._group = Group(database, acceptance.decide)
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
        except AuthorityLost:
            # As for a caller who is refused at the door, no send is counted.
            raise
        except DomainError as refusal:
            await self._tally.refused(viewer, request.sender, refusal.code)
            raise

    async def count_refusal(self, viewer: Viewer, code: int) -> None:
        """For a text that never came here, because its account is none, or none that may send."""
        await self._tally.refused(viewer, None, code)

    async def _send(self, viewer: Viewer, request: SendRequest) -> UUID:
        if not viewer.sms_enabled:
            raise SmsNotEnabled
        text = send_request.read(viewer, request)
        try:
            message_id = await self._group.submit(SendCommand(viewer, text))
        except NumberNotVerified as refusal:
            if refusal.is_new:
                self._sms_numbers.notify_worker()
            raise
        self._wake.messages.set()
        return message_id

    async def cancel(self, viewer: Viewer, message_id: UUID) -> None:
        """Take back a text that has not left; raises InvalidInput at `id` once it has."""
        now = self._clock()
        mine = (message.c.id == message_id) & within(viewer, message)
        async with self._database.write() as connection:
            # One conditional UPDATE, so that it cannot cross with the worker's claim.
            taken_back = await connection.execute(
                update(message)
                .where(mine, message.c.status.in_(CANCELABLE))
                .values(status=MessageStatus.CANCELED, due_at=None, updated_at=now)
            )
            row = (await connection.execute(select(message).where(mine))).mappings().one_or_none()
            if row is None:
                raise invalid(("id",), UserErrorCode.NOT_FOUND, "there is no such message")
            if taken_back.rowcount == 1:
                canceled = step(row, MessageStatus.CANCELED, now)
                await connection.execute(insert(message_event), canceled)
                await tell_canceled(connection, row, now)
                canceled_event = Event(
                    AuditAction.SMS_CANCELED, "message", message_id, row["account_id"]
                )
                await audit_log.record(connection, viewer, now, canceled_event)
            elif row["status"] is not MessageStatus.CANCELED:
                raise invalid(("id",), UserErrorCode.CONFLICT, "the message has already left")
