"""Numbers and their verification as callers ask for them: how senders stand, and requesting what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.audit import AuditAction, Change, Event
from textgate.domain.business_details import EffectiveDetails, effective
from textgate.domain.clock import Clock
from textgate.domain.errors import InvalidInput, SmsNotEnabled, UserErrorCode, invalid
from textgate.domain.ids import new_id
from textgate.domain.sms_gate import (
    BusinessDetailsInsufficient,
    Standing,
    Verdict,
    decide,
)
from textgate.domain.sms_numbers import SEGMENTS_PER_SECOND, NumberType, SmsNumberStatus
from textgate.domain.verification import RejectionReason, VerificationStatus
from textgate.domain.viewer import Viewer
from textgate.services import audit, profile
from textgate.services.scope import within
from textgate.services.wake import Wake
from textgate.storage.database import Database
from textgate.storage.statements import insert_unless_exists, labelled, part
from textgate.storage.tables import account, partner, sender, sms_number, verification

# The newest attempt is derived, never stored: attempts of one number are counted from 1.
_newer = verification.alias()
IS_NEWEST: ColumnElement[bool] = verification.c.attempt == (
    select(func.max(_newer.c.attempt))
    .where(_newer.c.number_id == verification.c.number_id)
    .scalar_subquery()
)


@dataclass(frozen=True, slots=True)
class SenderRef:
    """A sender by its own id, or an account by its id, which means the account's default."""

    id: UUID
    is_account: bool = False

    def condition(self) -> ColumnElement[bool]:
        if self.is_account:
            return (sender.c.account_id == self.id) & sender.c.is_default
        return sender.c.id == self.id


@dataclass(frozen=True, slots=True)
class SenderStanding:
    """A sender with all that the gate decides by, read in one statement."""

    sender_id: UUID
    account_id: UUID
    partner_id: UUID
    is_default: bool
    number_id: UUID | None
    phone: str | None
    attempt: int
    verification_id: UUID | None
    carrier_id: str | None
    editable_until: Any
    details: EffectiveDetails
    standing: Standing

    @property
    def verdict(self) -> Verdict:
        return decide(self.standing)


def _standings_query(viewer: Viewer, condition: ColumnElement[bool]) -> Select[Any]:
    return (
        select(
            sender.c.id,
            sender.c.is_default,
            sms_number.c.id.label("number_id"),
            sms_number.c.phone.label("number_phone"),
            sms_number.c.status.label("number_status"),
            *labelled(verification, "verification_"),
            *labelled(account, "account_"),
            *labelled(partner, "partner_"),
        )
        .join_from(sender, account, account.c.id == sender.c.account_id)
        .join(partner, partner.c.id == sender.c.partner_id)
        .outerjoin(sms_number, sms_number.c.sender_id == sender.c.id)
        .outerjoin(verification, (verification.c.number_id == sms_number.c.id) & IS_NEWEST)
        .where(within(viewer, sender), condition)
    )


def _read_standing(row: Any) -> SenderStanding:
    owner = part(row, account, "account_")
    vendor = part(row, partner, "partner_")
    attempt = part(row, verification, "verification_")
    details = effective(profile.account_details(owner), profile.partner_details(vendor))
    return SenderStanding(
        sender_id=row["id"],
        account_id=owner["id"],
        partner_id=vendor["id"],
        is_default=row["is_default"],
        number_id=row["number_id"],
        phone=row["number_phone"],
        attempt=attempt["attempt"] or 0,
        verification_id=attempt["id"],
        carrier_id=attempt["carrier_id"],
        editable_until=attempt["editable_until"],
        details=details,
        standing=Standing(
            number_status=row["number_status"],
            verification_status=attempt["status"],
            reasons=tuple(RejectionReason.from_json(reason) for reason in attempt["reasons"] or ()),
            details_changed=details.as_json() != attempt["details"],
            missing=details.missing,
        ),
    )


@dataclass(frozen=True, slots=True)
class Requested:
    """The newest verification's id by the sender's, and what to record of those that are new."""

    newest: dict[UUID, UUID]
    events: list[Event]


class SmsNumbers:
    def __init__(
        self, database: Database, clock: Clock, wake: Wake, number_type: NumberType
    ) -> None:
        self._database = database
        self._clock = clock
        self._wake = wake
        self._number_type = number_type

    async def standing(
        self, connection: AsyncConnection, viewer: Viewer, ref: SenderRef
    ) -> SenderStanding | None:
        """How one sender stands; None when this partner has no such sender."""
        result = await connection.execute(_standings_query(viewer, ref.condition()))
        row = result.mappings().one_or_none()
        return None if row is None else _read_standing(row)

    async def request_number(self, viewer: Viewer, ref: SenderRef) -> UUID:
        """The picker's Add Number: the sender's number, asked for if it has none or may ask again.

        Raises SmsNotEnabled, BusinessDetailsInsufficient, InvalidInput. Repeating it is harmless.
        """
        if not viewer.sms_enabled:
            raise SmsNotEnabled
        requested = False
        async with self._database.write() as connection:
            found = await self.standing(connection, viewer, ref)
            if found is None:
                raise sender_not_found()
            verdict = found.verdict
            if verdict is Verdict.INSUFFICIENT:
                raise insufficient(found)
            if verdict is Verdict.REQUEST:
                done = await self.request(connection, viewer, [found])
                await audit.record(connection, viewer, self._clock(), *done.events)
                requested = True
            number = select(sms_number.c.id).where(
                sms_number.c.sender_id == found.sender_id,
                within(viewer, sms_number),
            )
            number_id: UUID = (await connection.execute(number)).scalar_one()
        self.wake(requested=requested)
        return number_id

    async def request_again(
        self, connection: AsyncConnection, viewer: Viewer, account_id: UUID
    ) -> list[Event]:
        """After details were mended: ask again for every number that may, or for a first one for the
        default location where the account has none. Returns what to record of it."""
        if not viewer.sms_enabled:
            return []
        of_account = sender.c.account_id == account_id
        result = await connection.execute(_standings_query(viewer, of_account))
        standings = [_read_standing(row) for row in result.mappings()]
        has_numbers = any(found.number_id for found in standings)
        ready = [
            found
            for found in standings
            if found.verdict is Verdict.REQUEST
            and (found.number_id or (found.is_default and not has_numbers))
        ]
        return (await self.request(connection, viewer, ready)).events

    async def request(
        self, connection: AsyncConnection, viewer: Viewer, senders: Sequence[SenderStanding]
    ) -> Requested:
        """Request verification once for each sender, whatever else is going on at the same time:
        unique constraints decide the race, and the loser finds the winner's request.

        The caller's transaction records and commits it.
        """
        if not senders:
            return Requested({}, [])
        now = self._clock()
        missing = [found for found in senders if found.number_id is None]
        if missing:
            await connection.execute(
                insert_unless_exists(connection, sms_number),
                [self._new_number(found, now) for found in missing],
            )
        ids = [found.sender_id for found in senders]
        of_senders = sms_number.c.sender_id.in_(ids) & within(viewer, sms_number)
        numbers = select(sms_number.c.sender_id, sms_number.c.id).where(of_senders)
        number_ids = {row[0]: row[1] for row in await connection.execute(numbers)}
        attempts = [_new_attempt(found, number_ids[found.sender_id], now) for found in senders]
        await connection.execute(insert_unless_exists(connection, verification), attempts)
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

    def _new_number(self, found: SenderStanding, now: Any) -> dict[str, Any]:
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


def _new_attempt(found: SenderStanding, number_id: UUID, now: Any) -> dict[str, Any]:
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


def insufficient(found: SenderStanding) -> BusinessDetailsInsufficient:
    return BusinessDetailsInsufficient(
        found.account_id, found.standing.missing, found.standing.reasons
    )


def sender_not_found() -> InvalidInput:
    """What a caller learns of a sender that is unknown or another partner's: the same."""
    return invalid(
        ("senderId",),
        UserErrorCode.NOT_FOUND,
        "there is no such account, location or queue",
    )
