"""Sender states: everything that the send gate decides by, loaded in one statement."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import Column, ColumnElement, FromClause, Select, Table, and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.business_details import BusinessDetailField, EffectiveDetails, effective
from textgate.domain.errors import AccountInactive, InvalidInput, UserErrorCode, invalid, not_found
from textgate.domain.sms_gate import BusinessDetailsInsufficient, Verdict, decide
from textgate.domain.sms_numbers import SmsNumberStatus
from textgate.domain.verification import RejectionReason, VerificationStatus
from textgate.domain.viewer import Viewer
from textgate.services.access.scope import Scope, open_scope, scope_values, within
from textgate.services.details import input_parsers
from textgate.storage.parameters import encode_ids, is_among
from textgate.storage.tables import account, partner, sender, sms_number, verification

IS_NEWEST: ColumnElement[bool] = verification.c.is_newest


def is_newest_of(numbers: FromClause) -> ColumnElement[bool]:
    """The condition that joins numbers with their newest verifications."""
    return and_(
        verification.c.partner_id == numbers.c.partner_id,
        verification.c.number_id == numbers.c.id,
        IS_NEWEST,
    )


def is_referenced(
    has_id: Callable[[Column[Any]], ColumnElement[bool]], *, is_account: bool
) -> ColumnElement[bool]:
    """The condition for senders that `SenderRef`s of one kind refer to.

    `has_id` builds the condition that a column holds one of the ids.
    """
    if is_account:
        return has_id(sender.c.account_id) & sender.c.is_default
    return has_id(sender.c.id)


@dataclass(frozen=True, slots=True)
class SenderRef:
    """The id of a sender, or of an account, which refers to the account's default sender."""

    id: UUID
    is_account: bool = False


class SenderState:
    """A `GateInput`: a sender with its account, partner, number and newest verification.

    The expensive properties are lazy, because an open gate reads none of them.
    """

    def __init__(self, row: Mapping[str, Any]) -> None:
        self._row = row
        self.sender_id: UUID = row["id"]
        self.account_id: UUID = row["account_id"]
        self.partner_id: UUID = row["partner_id"]
        self.is_default: bool = row["is_default"]
        self.is_active: bool = row["is_active"]
        self.account_is_active: bool = row["account_is_active"]
        self.sms_enabled: bool = row["sms_enabled"]
        self.number_id: UUID | None = row["number_id"]
        self.phone: str | None = row["number_phone"]
        self.number_status: SmsNumberStatus | None = row["number_status"]
        self.attempt: int = row["verification_attempt"] or 0
        self.verification_id: UUID | None = row["verification_id"]
        self.verification_status: VerificationStatus | None = row["verification_status"]
        self.carrier_id: str | None = row["verification_carrier_id"]
        self.editable_until: datetime | None = row["verification_editable_until"]

    @cached_property
    def verdict(self) -> Verdict:
        return decide(self)

    @cached_property
    def details(self) -> EffectiveDetails:
        return effective(
            input_parsers.account_details(_part(self._row, _ACCOUNT, "account_")),
            input_parsers.partner_details(_part(self._row, _PARTNER, "partner_")),
        )

    @property
    def missing(self) -> tuple[BusinessDetailField, ...]:
        return self.details.missing

    @property
    def details_changed(self) -> bool:
        changed: bool = self.details.as_json() != self._row["verification_details"]
        return changed

    @cached_property
    def reasons(self) -> tuple[RejectionReason, ...]:
        reasons = self._row["verification_reasons"] or ()
        return tuple(RejectionReason.from_json(reason) for reason in reasons)


_ACCOUNT = (
    *("name", "website", "alternative_website"),
    *input_parsers.ADDRESS_COLUMNS,
    *input_parsers.CONTACT_COLUMNS,
)
_PARTNER = (
    "business_name",
    "website",
    *input_parsers.ADDRESS_COLUMNS,
    *input_parsers.CONTACT_COLUMNS,
)
_ATTEMPT = (
    *("id", "attempt", "status", "carrier_id", "editable_until"),
    *("details", "reasons"),
)


def select_sender_states(viewer: Viewer | Scope, condition: ColumnElement[bool]) -> Select[Any]:
    """Selects the viewer's senders that meet a condition, as rows for `SenderState`."""
    return (
        select(
            sender.c.id,
            sender.c.account_id,
            sender.c.partner_id,
            sender.c.is_default,
            sender.c.is_active,
            account.c.is_active.label("account_is_active"),
            partner.c.sms_enabled,
            sms_number.c.id.label("number_id"),
            sms_number.c.phone.label("number_phone"),
            sms_number.c.status.label("number_status"),
            *_labelled(verification, _ATTEMPT, "verification_"),
            *_labelled(account, _ACCOUNT, "account_"),
            *_labelled(partner, _PARTNER, "partner_"),
        )
        .join_from(sender, account)
        .join(partner, partner.c.id == sender.c.partner_id)
        .outerjoin_from(sender, sms_number)
        .outerjoin(verification, is_newest_of(sms_number))
        .where(within(viewer, sender), condition)
    )


async def load_sender_states(
    connection: AsyncConnection, scope: Scope, refs: Collection[SenderRef]
) -> dict[SenderRef, SenderState]:
    """Load the states of senders in one statement; refs outside the scope are absent."""
    if not refs:
        return {}
    states: dict[SenderRef, SenderState] = {}
    dialect = connection.dialect
    statement = _select_referenced(dialect.name, is_limited=scope.account_id is not None)
    values = {
        "accounts": encode_ids((ref.id for ref in refs if ref.is_account), dialect),
        "senders": encode_ids((ref.id for ref in refs if not ref.is_account), dialect),
        **scope_values(scope),
    }
    for row in (await connection.execute(statement, values)).mappings():
        state = SenderState(row)
        states[SenderRef(state.sender_id)] = state
        if state.is_default:
            states[SenderRef(state.account_id, is_account=True)] = state
    return {ref: states[ref] for ref in refs if ref in states}


@cache
def _select_referenced(dialect: str, *, is_limited: bool) -> Select[Any]:
    return select_sender_states(
        open_scope(is_limited=is_limited),
        is_referenced(lambda column: is_among(column, "accounts", dialect), is_account=True)
        | is_referenced(lambda column: is_among(column, "senders", dialect), is_account=False),
    )


def _labelled(table: Table, names: Sequence[str], prefix: str) -> list[Any]:
    return [table.c[name].label(prefix + name) for name in names]


def _part(row: Mapping[str, Any], names: Sequence[str], prefix: str) -> dict[str, Any]:
    return {name: row[prefix + name] for name in names}


def insufficient(state: SenderState) -> BusinessDetailsInsufficient:
    return BusinessDetailsInsufficient(state.account_id, state.missing, state.reasons)


def require_active(state: SenderState) -> None:
    """Raise AccountInactive or InvalidInput if the partner has deactivated the account or the sender."""
    if not state.account_is_active:
        raise AccountInactive
    if not state.is_active:
        raise invalid(("senderId",), UserErrorCode.CONFLICT, "is not active")


def sender_not_found() -> InvalidInput:
    """Unknown senders and other partners' senders get the same error, so that ids cannot be probed."""
    return not_found("Sender", "senderId")
