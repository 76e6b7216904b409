"""Numbers of senders: callers add one, or a blocked send does, and its verification starts once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.audit import AuditAction, Change, Event
from textgate.domain.clock import Clock
from textgate.domain.errors import DomainError, SmsNotEnabled, UserErrorCode, invalid
from textgate.domain.ids import new_id
from textgate.domain.sms_gate import Verdict
from textgate.domain.sms_numbers import SEGMENTS_PER_SECOND, NumberType, SmsNumberStatus
from textgate.domain.verification import VerificationStatus
from textgate.domain.viewer import Viewer
from textgate.services.access.scope import scope_of, within
from textgate.services.audit import audit_log
from textgate.services.listing.account_filters import lock_accounts
from textgate.services.senders.state import (
    IS_NEWEST,
    SenderRef,
    SenderState,
    insufficient,
    load_sender_states,
    require_active,
    select_sender_states,
    sender_not_found,
)
from textgate.services.worker_signals import WorkerSignals
from textgate.storage.database import Database
from textgate.storage.statements import insert_unless_exists
from textgate.storage.tables import sender, sms_number, verification
from textgate.storage.transactions import transact


@dataclass(frozen=True, slots=True)
class StartedVerifications:
    """`newest` maps a sender's id to its newest verification's id, whether that one is new or not.
    `events` has an audit event for each verification that is new."""

    newest: dict[UUID, UUID]
    events: list[Event]


@dataclass(frozen=True, slots=True)
class AddedNumber:
    """A sender's number; `is_requested` if this call requested its verification."""

    number_id: UUID
    is_requested: bool


class SmsNumbers:
    def __init__(
        self, database: Database, clock: Clock, signals: WorkerSignals, number_type: NumberType
    ) -> None:
        self._database = database
        self._clock = clock
        self._signals = signals
        self._number_type = number_type

    async def add_number(self, viewer: Viewer, ref: SenderRef) -> UUID:
        """Return the id of the sender's number; start its verification if the gate says so.

        Idempotent. Raises SmsNotEnabled, AccountInactive, BusinessDetailsInsufficient, InvalidInput.
        """
        (outcome,) = await self.add_numbers(viewer, [ref])
        if isinstance(outcome, DomainError):
            raise outcome
        return outcome.number_id

    async def add_numbers(
        self, viewer: Viewer, refs: Sequence[SenderRef | None]
    ) -> list[AddedNumber | DomainError]:
        """The outcome for each sender, in one transaction: its number, or the refusal that `add_number` raises.

        A refusal of one sender does not affect the others. None refers to no sender. Raises InvalidInput if
        the senders belong to several accounts.
        """
        if not viewer.sms_enabled:
            return [SmsNotEnabled() for _ in refs]

        async def work(connection: AsyncConnection) -> list[AddedNumber | DomainError]:
            return await self._add_numbers(connection, viewer, refs)

        outcomes = await transact(self._database, work)
        if any(isinstance(outcome, AddedNumber) and outcome.is_requested for outcome in outcomes):
            self.notify_worker()
        return outcomes

    async def _add_numbers(
        self, connection: AsyncConnection, viewer: Viewer, refs: Sequence[SenderRef | None]
    ) -> list[AddedNumber | DomainError]:
        known = {ref for ref in refs if ref is not None}
        states = await load_sender_states(connection, scope_of(viewer), known)
        if len({state.account_id for state in states.values()}) > 1:
            raise invalid(("senderIds",), UserErrorCode.INVALID, "must belong to one account")
        refusals = {state.sender_id: _refusal(state) for state in states.values()}
        # Two refs can name one sender: an account's id means its default location.
        ready = {
            state.sender_id: state
            for state in states.values()
            if refusals[state.sender_id] is None and state.verdict is Verdict.REQUEST
        }
        started = await self.start_verifications(connection, viewer, list(ready.values()))
        await audit_log.record(connection, viewer, self._clock(), *started.events)
        new_ids = {event.subject_id for event in started.events}
        requested = {key for key, newest_id in started.newest.items() if newest_id in new_ids}
        has_sender = sms_number.c.sender_id.in_(list(refusals)) & within(viewer, sms_number)
        numbers = select(sms_number.c.sender_id, sms_number.c.id).where(has_sender)
        number_ids = {row[0]: row[1] for row in await connection.execute(numbers)}

        def outcome(ref: SenderRef | None) -> AddedNumber | DomainError:
            state = None if ref is None else states.get(ref)
            if state is None:
                return sender_not_found()
            key = state.sender_id
            return refusals[key] or AddedNumber(number_ids[key], is_requested=key in requested)

        return [outcome(ref) for ref in refs]

    async def verify_corrected_account(
        self, connection: AsyncConnection, viewer: Viewer, account_id: UUID
    ) -> StartedVerifications:
        """After a change of business details, start every verification that they now allow.

        These are rejected numbers, or the default location if the account has no number yet. The caller
        records the events, commits, and then calls `notify_worker`.
        """
        if not viewer.sms_enabled:
            return StartedVerifications({}, [])
        of_account = sender.c.account_id == account_id
        rows = await connection.execute(select_sender_states(viewer, of_account))
        states = [SenderState(row) for row in rows.mappings()]
        has_numbers = any(state.number_id for state in states)
        ready = [
            state
            for state in states
            if state.is_active
            and state.sms_enabled
            and state.account_is_active
            and state.verdict is Verdict.REQUEST
            and (state.number_id or (state.is_default and not has_numbers))
        ]
        return await self.start_verifications(connection, viewer, ready)

    async def start_verifications(
        self, connection: AsyncConnection, viewer: Viewer, states: Sequence[SenderState]
    ) -> StartedVerifications:
        """Start one verification for each sender, in the caller's transaction.

        Unique constraints decide a race. The loser returns the winner's verification.
        """
        if not states:
            return StartedVerifications({}, [])
        account_ids = {state.account_id for state in states}
        await lock_accounts(connection, viewer.partner_id, account_ids)
        now = self._clock()
        without_number = [state for state in states if state.number_id is None]
        if without_number:
            await connection.execute(
                insert_unless_exists(connection.dialect, sms_number),
                [self._number_row(state, now) for state in without_number],
            )
        sender_ids = [state.sender_id for state in states]
        of_senders = sms_number.c.sender_id.in_(sender_ids) & within(viewer, sms_number)
        numbers = select(sms_number.c.sender_id, sms_number.c.id).where(of_senders)
        number_ids = {row[0]: row[1] for row in await connection.execute(numbers)}
        attempts = [_attempt_row(state, number_ids[state.sender_id], now) for state in states]
        await connection.execute(insert_unless_exists(connection.dialect, verification), attempts)
        inserted = select(verification.c.number_id).where(
            within(viewer, verification),
            verification.c.id.in_([attempt["id"] for attempt in attempts]),
        )
        await connection.execute(
            update(sms_number)
            .where(sms_number.c.id.in_(inserted), of_senders)
            .values(status=SmsNumberStatus.PENDING, updated_at=now)
        )
        newest = (
            select(sms_number.c.sender_id, verification.c.id)
            .join_from(sms_number, verification)
            .where(of_senders, IS_NEWEST)
        )
        newest_ids = {row[0]: row[1] for row in await connection.execute(newest)}
        won = [attempt for attempt in attempts if attempt["id"] in newest_ids.values()]
        return StartedVerifications(newest_ids, [_start_event(attempt) for attempt in won])

    def notify_worker(self) -> None:
        """Wake the worker of this process. Call it after the commit, or the worker finds nothing."""
        self._signals.verifications.set()

    def _number_row(self, state: SenderState, now: datetime) -> dict[str, Any]:
        return {
            "id": new_id(),
            "partner_id": state.partner_id,
            "account_id": state.account_id,
            "sender_id": state.sender_id,
            "number_type": self._number_type,
            "status": SmsNumberStatus.PENDING,
            "segments_per_second": SEGMENTS_PER_SECOND[self._number_type],
            "created_at": now,
            "updated_at": now,
        }


def _refusal(state: SenderState) -> DomainError | None:
    """The reason why the sender cannot request a number and has no usable one, if there is one."""
    if not state.sms_enabled:
        return SmsNotEnabled()
    try:
        require_active(state)
    except DomainError as refusal:
        return refusal
    return insufficient(state) if state.verdict is Verdict.INSUFFICIENT else None


def _attempt_row(state: SenderState, number_id: UUID, now: datetime) -> dict[str, Any]:
    is_editable = state.editable_until is not None and state.editable_until > now
    return {
        "id": new_id(),
        "partner_id": state.partner_id,
        "account_id": state.account_id,
        "number_id": number_id,
        "attempt": state.attempt + 1,
        "status": VerificationStatus.REQUESTED,
        "details": state.details.as_json(),
        "reasons": [],
        "replaces": state.carrier_id if is_editable else None,
        "requested_at": now,
        "tries": 0,
        "due_at": now,
    }


def _start_event(attempt: dict[str, Any]) -> Event:
    changes = (Change("attempt", None, str(attempt["attempt"])),)
    return Event(
        AuditAction.VERIFICATION_REQUESTED,
        "verification",
        attempt["id"],
        attempt["account_id"],
        changes,
    )
