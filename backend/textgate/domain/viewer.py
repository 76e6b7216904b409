"""The caller. Every service call and statement is limited to exactly one partner."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from uuid import UUID

from textgate.domain.permissions import Permission, Role, permissions_of


class ViewerKind(StrEnum):
    """Kinds of callers: users, programs, and the server's own background work."""

    PARTNER = "PARTNER"
    PARTNER_USER = "PARTNER_USER"
    ACCOUNT_USER = "ACCOUNT_USER"
    EMBED = "EMBED"
    OPERATOR = "OPERATOR"
    CARRIER = "CARRIER"


PEOPLE = frozenset((ViewerKind.PARTNER_USER, ViewerKind.ACCOUNT_USER))
"""Signed-in users."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a request came from, for the audit log: its id, and the client's network address."""

    request_id: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Viewer:
    """An authenticated caller. `id` names what it came with: a credential, a user, an embed token.

    With an `account_id` it sees and changes that account only. `sms_enabled` says whether its
    partner's SMS actions are activated.
    """

    kind: ViewerKind
    partner_id: UUID
    id: UUID | None
    name: str
    sms_enabled: bool
    role: Role
    account_id: UUID | None = None
    origin: Origin = field(default=Origin())

    @property
    def permissions(self) -> frozenset[Permission]:
        return permissions_of(self.role)

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions


def operator(partner_id: UUID) -> Viewer:
    """The operator at the command line, acting for one partner."""
    return Viewer(
        kind=ViewerKind.OPERATOR,
        partner_id=partner_id,
        id=None,
        name="operator",
        sms_enabled=True,
        role=Role.PROGRAM,
    )


def carrier(partner_id: UUID) -> Viewer:
    """The carrier, whose decisions change a partner's data."""
    return Viewer(
        kind=ViewerKind.CARRIER,
        partner_id=partner_id,
        id=None,
        name="carrier",
        sms_enabled=True,
        role=Role.PROGRAM,
    )


def worker(partner_id: UUID) -> Viewer:
    """The background worker, acting for one partner."""
    return replace(operator(partner_id), name="worker")
