"""Accepts a batch of sends in one transaction; each gets the answer that it would get alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.audit import Event
from textgate.domain.clock import Clock
from textgate.domain.errors import AuthorityLost, DomainError, IdempotencyConflict
from textgate.domain.sms_gate import NumberNotVerified, Verdict
from textgate.domain.viewer import Viewer
from textgate.services.access.scope import Scope, scope_of
from textgate.services.audit import audit_log
from textgate.services.messaging.authors import Authors, author_of
from textgate.services.messaging.gate import GateResults, SendCommand, evaluate, sendable
from textgate.services.messaging.limits import LimitReservation, SendLimits
from textgate.services.messaging.message_rows import (
    KeyedMessage,
    KeySlot,
    insert_messages,
    message_row,
    select_keyed_messages,
    sent_event,
)
from textgate.services.messaging.tally import SendTally
from textgate.services.options import Options
from textgate.services.senders.state import SenderState
from textgate.services.verification.sms_numbers import SmsNumbers
from textgate.storage.transactions import RetryTransaction


class Acceptance:
    def __init__(
        self, clock: Clock, options: Options, sms_numbers: SmsNumbers, tally: SendTally
    ) -> None:
        self._clock = clock
        self._limits = SendLimits(options)
        self._sms_numbers = sms_numbers
        self._tally = tally
        self._authors = Authors()

    def note_committed(self, command: SendCommand) -> None:
        """Call after the commit of a batch, for each of its messages."""
        if command.author is not None:
            self._authors.remember(command.author)

    async def accept_batch(
        self, connection: AsyncConnection, commands: Sequence[SendCommand]
    ) -> list[UUID | DomainError]:
        """Returns for each command, in order, the id of its message or why there is none.

        Refusals are returned, not raised. An exception would roll back the transaction: the other callers'
        messages, and the verification that a 4035 has just announced. The number of statements depends on the
        number of partners and accounts, not on that of commands.

        Raises RetryTransaction if a caller has lost its authority. The next try refuses that caller's
        commands only.
        """
        try:
            return await self._accept_batch(connection, commands)
        except AuthorityLost as lost:
            for command in commands:
                if command.viewer.id == lost.caller_id:
                    command.refusal = type(lost)(lost.caller_id)
            raise RetryTransaction from None

    async def _accept_batch(
        self, connection: AsyncConnection, commands: Sequence[SendCommand]
    ) -> list[UUID | DomainError]:
        now = self._clock()
        allowed = [command for command in commands if command.refusal is None]
        keyed = await select_keyed_messages(connection, [_slot(command) for command in allowed])
        new = [command for command in allowed if _slot(command) not in keyed]
        results = await evaluate(connection, new)
        recipients = [
            (state.account_id, command.message.recipient) for command, state in sendable(results)
        ]
        reservation = await self._limits.reserve(connection, recipients, now)
        batch = _Batch(keyed, results, reservation, now)
        outcomes = [batch.settle(command) for command in commands]
        await reservation.release(connection)
        newest = await self._start_verifications(connection, batch)
        if batch.rows:
            await insert_messages(connection, batch.rows, now)
            await self._authors.insert(connection, batch.rows)
            accounts = [(row["partner_id"], row["account_id"]) for row in batch.rows]
            await self._tally.count_accepted(connection, accounts, now)
        viewers = [viewer for viewer, _ in batch.events]
        await audit_log.record(connection, viewers, now, *(event for _, event in batch.events))
        return [
            NumberNotVerified(newest[outcome.sender_id], is_new=True)
            if isinstance(outcome, SenderState)
            else outcome
            for outcome in outcomes
        ]

    async def _start_verifications(
        self, connection: AsyncConnection, batch: _Batch
    ) -> dict[UUID, UUID]:
        """Returns the newest verification's id by the sender's id."""
        by_scope: dict[Scope, list[tuple[Viewer, SenderState]]] = {}
        for viewer, state in batch.unverified.values():
            by_scope.setdefault(scope_of(viewer), []).append((viewer, state))
        newest: dict[UUID, UUID] = {}
        for members in by_scope.values():
            states = [state for _, state in members]
            started = await self._sms_numbers.start_verifications(connection, members[0][0], states)
            newest |= started.newest
            callers = {newest[state.sender_id]: viewer for viewer, state in members}
            batch.events += [(callers[event.subject_id], event) for event in started.events]
        return newest


class _Batch:
    """Settles command by command, each in view of the earlier ones.

    `rows` are messages to insert. `unverified` maps the ids of senders that need a verification to the
    first caller and the state. `events` are audit events, each with its caller.
    """

    def __init__(
        self,
        keyed: dict[KeySlot, KeyedMessage],
        results: GateResults,
        reservation: LimitReservation,
        now: datetime,
    ) -> None:
        self._keyed = keyed
        self._results = results
        self._reservation = reservation
        self._now = now
        self.rows: list[dict[str, Any]] = []
        self.unverified: dict[UUID, tuple[Viewer, SenderState]] = {}
        self.events: list[tuple[Viewer, Event]] = []

    def settle(self, command: SendCommand) -> UUID | DomainError | SenderState:
        """Returns the message's id, a refusal, or a sender whose verification must start."""
        if command.refusal is not None:
            return command.refusal
        keyed = self._keyed.get(_slot(command))
        if keyed is not None:
            is_same = keyed.fingerprint == command.message.fingerprint
            return keyed.id if is_same else IdempotencyConflict()
        state = self._results[command]
        if isinstance(state, DomainError):
            return state
        if state.verdict is Verdict.REQUEST:
            self.unverified.setdefault(state.sender_id, (command.viewer, state))
            return state
        limit_reached = self._reservation.consume(state.account_id, command.message.recipient)
        return limit_reached or self._accept(command, state)

    def _accept(self, command: SendCommand, state: SenderState) -> UUID:
        row = message_row(state, command.message, command.viewer.name, self._now)
        self.rows.append(row)
        command.author = author_of(row)
        self.events.append((command.viewer, sent_event(row)))
        message_id: UUID = row["id"]
        if command.message.key is not None:
            self._keyed[_slot(command)] = KeyedMessage(message_id, row["request_hash"])
        return message_id


def _slot(command: SendCommand) -> KeySlot:
    return command.viewer.partner_id, command.message.key
