"""How senders stand: all that the gate decides by, read in one statement, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select

from textgate.domain.business_details import EffectiveDetails, effective
from textgate.domain.errors import AccountInactive, InvalidInput, UserErrorCode, invalid
from textgate.domain.sms_gate import BusinessDetailsInsufficient, Standing, Verdict, decide
from textgate.domain.verification import RejectionReason
from textgate.domain.viewer import Viewer
from textgate.services import profile
from textgate.services.scope import within
from textgate.storage.statements import labelled, part
from textgate.storage.tables import account, partner, sender, sms_number, verification

IS_NEWEST: ColumnElement[bool] = verification.c.is_newest


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
    is_active: bool
    account_is_active: bool
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


def standings(viewer: Viewer, condition: ColumnElement[bool]) -> Select[Any]:
    return (
        select(
            sender.c.id,
            sender.c.is_default,
            sender.c.is_active,
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


def read_standing(row: Any) -> SenderStanding:
    owner = part(row, account, "account_")
    vendor = part(row, partner, "partner_")
    attempt = part(row, verification, "verification_")
    details = effective(profile.account_details(owner), profile.partner_details(vendor))
    return SenderStanding(
        sender_id=row["id"],
        account_id=owner["id"],
        partner_id=vendor["id"],
        is_default=row["is_default"],
        is_active=row["is_active"],
        account_is_active=owner["is_active"],
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


def insufficient(found: SenderStanding) -> BusinessDetailsInsufficient:
    return BusinessDetailsInsufficient(
        found.account_id, found.standing.missing, found.standing.reasons
    )


def require_active(found: SenderStanding) -> None:
    """Raises for what may not send whatever its number's status: an account, or one place of it, that
    its partner has switched off."""
    if not found.account_is_active:
        raise AccountInactive
    if not found.is_active:
        raise invalid(("senderId",), UserErrorCode.CONFLICT, "is not active")


def sender_not_found() -> InvalidInput:
    """What a caller learns of a sender that is unknown or another partner's: the same."""
    return invalid(
        ("senderId",),
        UserErrorCode.NOT_FOUND,
        "there is no such account, location or queue",
    )
