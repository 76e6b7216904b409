"""Sends and cancels messages for callers.

`send` top-down: parse (send_request.py), then join a group commit that decides about a batch of commands
(acceptance.py): load keyed messages (message_rows.py), evaluate gate and opt-outs (gate.py), reserve
limits (limits.py), insert rows, count (tally.py) and write the audit log.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import insert, select, update

from textgate.domain.audit import AuditAction, Event
from textgate.domain.clock import Clock
from textgate.domain.errors import (
    AuthorityLost,
    DomainError,
    SmsNotEnabled,
    UserErrorCode,
    invalid,
    not_found,
)
from textgate.domain.messages import CANCELABLE, MessageStatus
from textgate.domain.sms_gate import NumberNotVerified
from textgate.domain.viewer import Viewer
from textgate.services.access.scope import within
from textgate.services.audit import audit_log
from textgate.services.messaging.acceptance import Acceptance
from textgate.services.messaging.gate import SendCommand
from textgate.services.messaging.message_rows import message_event_row
from textgate.services.messaging.send_request import SendRequest, parse_send_request
from textgate.services.messaging.tally import SendTally
from textgate.services.options import Options
from textgate.services.verification.sms_numbers import SmsNumbers
from textgate.services.webhooks.events import enqueue_canceled
from textgate.services.worker_signals import WorkerSignals
from textgate.storage.database import Database
from textgate.storage.group_commit import GroupCommit
from textgate.storage.tables import message, message_event


class Messages:
    def __init__(
        self,
        database: Database,
        clock: Clock,
        signals: WorkerSignals,
        options: Options,
        sms_numbers: SmsNumbers,
        tally: SendTally,
    ) -> None:
        self._database = database
        self._acceptance = Acceptance(clock, options, sms_numbers, tally)
        self._group_commit = GroupCommit(
            database,
            self._acceptance.accept_batch,
            owner_of=lambda command: command.viewer.partner_id,
        )
        self._clock = clock
        self._signals = signals
        self._sms_numbers = sms_numbers
        self._tally = tally

    async def send(self, viewer: Viewer, request: SendRequest) -> UUID:
        """Accept a message for delivery; returns its id after the commit.

        A repeated idempotency key returns the first message. Raises SmsNotEnabled (4015), InvalidInput
        (4060), InvalidRecipient (4070), IdempotencyConflict (4060), AccountInactive (4011),
        RecipientOptedOut (4080), SendLimitReached (4060), NumberNotVerified (4035, after the commit of
        a new verification) or BusinessDetailsInsufficient (4039).
        """
        try:
            return await self._send(viewer, request)
        except AuthorityLost:
            # Not counted: authentication would have refused this caller before any send.
            raise
        except DomainError as refusal:
            await self._tally.count_refused(viewer, request.sender, refusal.code)
            raise

    async def count_refusal(self, viewer: Viewer, code: int) -> None:
        """Count a send that the API refused itself, because its account is unknown or inactive."""
        await self._tally.count_refused(viewer, None, code)

    async def _send(self, viewer: Viewer, request: SendRequest) -> UUID:
        if not viewer.sms_enabled:
            raise SmsNotEnabled
        command = SendCommand(viewer, parse_send_request(viewer, request))
        try:
            message_id = await self._group_commit.submit(command)
        except NumberNotVerified as refusal:
            if refusal.is_new:
                self._sms_numbers.notify_worker()
            raise
        self._acceptance.note_committed(command)
        self._signals.messages.set()
        return message_id

    async def cancel(self, viewer: Viewer, message_id: UUID) -> None:
        """Cancel a message that has not left. Idempotent. Raises InvalidInput at `id` if it has left."""
        now = self._clock()
        is_message = (message.c.id == message_id) & within(viewer, message)
        async with self._database.write() as connection:
            # One conditional UPDATE: it cannot race with a worker's lease.
            canceled = await connection.execute(
                update(message)
                .where(is_message, message.c.status.in_(CANCELABLE))
                .values(status=MessageStatus.CANCELED, due_at=None, updated_at=now)
            )
            statement = select(message).where(is_message)
            row = (await connection.execute(statement)).mappings().one_or_none()
            if row is None:
                raise not_found("Message")
            if canceled.rowcount == 1:
                history = message_event_row(row, MessageStatus.CANCELED, now)
                await connection.execute(insert(message_event), history)
                await enqueue_canceled(connection, row, now)
                event = Event(AuditAction.SMS_CANCELED, "message", message_id, row["account_id"])
                await audit_log.record(connection, viewer, now, event)
            elif row["status"] is not MessageStatus.CANCELED:
                problem = "was already sent to the carrier"
                raise invalid(("id",), UserErrorCode.CONFLICT, problem, subject="Message")
