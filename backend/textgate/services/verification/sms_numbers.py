"""Numbers and their verification as callers ask for them: requesting what is missing, once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.audit import AuditAction, Change, Event
from textgate.domain.clock import Clock
from textgate.domain.errors import SmsNotEnabled
from textgate.domain.ids import new_id
from textgate.domain.sms_gate import Verdict
from textgate.domain.sms_numbers import SEGMENTS_PER_SECOND, NumberType, SmsNumberStatus
from textgate.domain.verification import VerificationStatus
from textgate.domain.viewer import Viewer
from textgate.services.access.scope import Scope, scope_of, scope_values, within
from textgate.services.audit import audit_log
from textgate.services.listing.account_filters import lock_accounts
from textgate.services.senders.state import (
    IS_NEWEST,
    SenderRef,
    SenderState,
    insufficient,
    require_active,
    select_sender_states,
    sender_not_found,
    standings_of,
)
from textgate.services.worker_signals import WorkerSignals
from textgate.storage.compiled_query import ids, raw_key
from textgate.storage.database import Database
from textgate.storage.statements import insert_unless_exists
from textgate.storage.tables import account, sender, sms_number, verification
from textgate.storage.transactions import transact

_STANDINGS = {is_limited: standings_of(is_limited=is_limited) for is_limited in (False, True)}


@dataclass(frozen=True, slots=True)
class Requested:
    """The newest verification's id by the sender's, and what to record of those that are new."""

    newest: dict[UUID, UUID]
    events: list[Event]


class SmsNumbers:
    def __init__(
        self, database: Database, clock: Clock, wake: WorkerSignals, number_type: NumberType
    ) -> None:
        self._database = database
        self._clock = clock
        self._wake = wake
        self._number_type = number_type

    async def load_sender_states(
        self, connection: AsyncConnection, scope: Scope, refs: Collection[SenderRef]
    ) -> dict[SenderRef, SenderState]:
        """How senders stand, in one statement; those that are out of the scope are absent."""
        if not refs:
            return {}
        found = {}
        dialect = connection.dialect
        rows = await _STANDINGS[scope.account_id is not None].rows(
            connection,
            accounts=ids((ref.id for ref in refs if ref.is_account), dialect),
            senders=ids((ref.id for ref in refs if not ref.is_account), dialect),
            **scope_values(scope, raw_key(dialect)),
        )
        for row in rows:
            each = SenderState(row)
            found[SenderRef(each.sender_id)] = each
            if each.is_default:
                found[SenderRef(each.account_id, is_account=True)] = each
        return {ref: found[ref] for ref in refs if ref in found}

    async def request_number(self, viewer: Viewer, ref: SenderRef) -> UUID:
        """The picker's Add Number: the sender's number, asked for if it has none or may ask again.

        Raises SmsNotEnabled, AccountInactive, BusinessDetailsInsufficient, InvalidInput. Repeating it
        is harmless.
        """
        if not viewer.sms_enabled:
            raise SmsNotEnabled

        async def work(connection: AsyncConnection) -> tuple[UUID, bool]:
            return await self._request_number(connection, viewer, ref)

        number_id, requested = await transact(self._database, work)
        self.wake(requested=requested)
        return number_id

    async def _request_number(
        self, connection: AsyncConnection, viewer: Viewer, ref: SenderRef
    ) -> tuple[UUID, bool]:
        """The number's id, and whether its verification has been requested."""
        found = (await self.load_sender_states(connection, scope_of(viewer), [ref])).get(ref)
        if found is None:
            raise sender_not_found()
        if not found.sms_enabled:
            raise SmsNotEnabled
        require_active(found)
        verdict = found.verdict
        if verdict is Verdict.INSUFFICIENT:
            raise insufficient(found)
        if verdict is Verdict.REQUEST:
            done = await self.request(connection, viewer, [found])
            await audit_log.record(connection, viewer, self._clock(), *done.events)
        number = select(sms_number.c.id).where(
            sms_number.c.sender_id == found.sender_id,
            within(viewer, sms_number),
        )
        number_id: UUID = (await connection.execute(number)).scalar_one()
        return number_id, verdict is Verdict.REQUEST

    async def request_again(
        self, connection: AsyncConnection, viewer: Viewer, account_id: UUID
    ) -> list[Event]:
        """After details were mended: ask again for every number that may, or for a first one for the
        default location where the account has none. Returns what to record of it."""
        if not viewer.sms_enabled:
            return []
        of_account = sender.c.account_id == account_id
        result = await connection.execute(select_sender_states(viewer, of_account))
        of_each = [SenderState(row) for row in result.mappings()]
        has_numbers = any(found.number_id for found in of_each)
        ready = [
            found
            for found in of_each
            if found.is_active
            and found.sms_enabled
            and found.account_is_active
            and found.verdict is Verdict.REQUEST
            and (found.number_id or (found.is_default and not has_numbers))
        ]
        return (await self.request(connection, viewer, ready)).events

    async def request(
        self, connection: AsyncConnection, viewer: Viewer, senders: Sequence[SenderState]
    ) -> Requested:
        """Request verification once for each sender, whatever else is going on at the same time:
        unique constraints decide the race, and the loser finds the winner's request.

        The caller's transaction records and commits it.
        """
        if not senders:
            return Requested({}, [])
        account_ids = {found.account_id for found in senders}
        await lock_accounts(connection, account_ids, within(viewer, account))
        now = self._clock()
        missing = [found for found in senders if found.number_id is None]
        if missing:
            await connection.execute(
                insert_unless_exists(connection.dialect, sms_number),
                [self._new_number(found, now) for found in missing],
            )
        sender_ids = [found.sender_id for found in senders]
        of_senders = sms_number.c.sender_id.in_(sender_ids) & within(viewer, sms_number)
        numbers = select(sms_number.c.sender_id, sms_number.c.id).where(of_senders)
        number_ids = {row[0]: row[1] for row in await connection.execute(numbers)}
        attempts = [_new_attempt(found, number_ids[found.sender_id], now) for found in senders]
        await connection.execute(insert_unless_exists(connection.dialect, verification), attempts)
        won = select(verification.c.number_id).where(
            verification.c.id.in_([attempt["id"] for attempt in attempts])
        )
        await connection.execute(
            update(sms_number)
            .where(sms_number.c.id.in_(won), of_senders)
            .values(status=SmsNumberStatus.PENDING, updated_at=now)
        )
        newest = (
            select(sms_number.c.sender_id, verification.c.id)
            .join_from(sms_number, verification, verification.c.number_id == sms_number.c.id)
            .where(of_senders, IS_NEWEST)
        )
        found_newest = {row[0]: row[1] for row in await connection.execute(newest)}
        mine = [each for each in attempts if each["id"] in found_newest.values()]
        return Requested(found_newest, [_requested(attempt) for attempt in mine])

    def wake(self, *, requested: bool = True) -> None:
        """Call after the commit, so that the worker sees what it is woken for."""
        if requested:
            self._wake.verifications.set()

    def _new_number(self, found: SenderState, now: Any) -> dict[str, Any]:
        return {
            "id": new_id(),
            "partner_id": found.partner_id,
            "account_id": found.account_id,
            "sender_id": found.sender_id,
            "number_type": self._number_type,
            "status": SmsNumberStatus.PENDING,
            "segments_per_second": SEGMENTS_PER_SECOND[self._number_type],
            "created_at": now,
            "updated_at": now,
        }


def _new_attempt(found: SenderState, number_id: UUID, now: Any) -> dict[str, Any]:
    is_editable = found.editable_until is not None and found.editable_until > now
    return {
        "id": new_id(),
        "partner_id": found.partner_id,
        "account_id": found.account_id,
        "number_id": number_id,
        "attempt": found.attempt + 1,
        "status": VerificationStatus.REQUESTED,
        "details": found.details.as_json(),
        "reasons": [],
        "replaces": found.carrier_id if is_editable else None,
        "requested_at": now,
        "tries": 0,
        "due_at": now,
    }


def _requested(attempt: dict[str, Any]) -> Event:
    changes = (Change("attempt", None, str(attempt["attempt"])),)
    return Event(
        AuditAction.VERIFICATION_REQUESTED,
        "verification",
        attempt["id"],
        attempt["account_id"],
        changes,
    )
