"""Checks, inside the transaction of a change, that its caller still has its authority."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Table,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.audit import AuditAction, Event
from textgate.domain.errors import AccessEnded, RoleChanged
from textgate.domain.viewer import PEOPLE, Viewer, ViewerKind
from textgate.services.access.user_status import UserStatus, has_status
from textgate.storage.parameters import encode_ids, is_among, open_parameter
from textgate.storage.tables import credential, embed_token, partner, user
from textgate.storage.tables.base import Moment
from textgate.storage.transactions import RetryTransaction

# The command line, the worker and the carrier have no row.
_WITHOUT_ROW = frozenset((ViewerKind.OPERATOR, ViewerKind.CARRIER))
_NEEDS_SMS = frozenset((AuditAction.SMS_SENT, AuditAction.VERIFICATION_REQUESTED))


def is_usable(now: datetime | BindParameter[datetime]) -> ColumnElement[bool]:
    """The condition for credentials that are neither revoked nor expired."""
    has_not_expired = or_(credential.c.expires_at.is_(None), credential.c.expires_at > now)
    return credential.c.revoked_at.is_(None) & has_not_expired


async def check(
    connection: AsyncConnection, done: Sequence[tuple[Viewer, Event]], now: datetime
) -> None:
    """Raise AccessEnded or RoleChanged for the first caller that has lost its authority. Raise
    RetryTransaction if SMS has been deactivated since the gate read that it was active.

    Call this while the heads of the partners' audit logs are locked. Every change that removes authority
    appends to the same log. Such a change has either committed already, so this statement sees it, or it waits
    for our lock and comes later in the log. So no other lock is needed.
    """
    callers = {viewer.id: viewer for viewer, _ in done if viewer.kind not in _WITHOUT_ROW}
    if not callers:
        return
    dialect = connection.dialect
    partner_ids = {viewer.partner_id for viewer in callers.values()}
    values = {
        "callers": encode_ids(callers, dialect),
        "partners": encode_ids(partner_ids, dialect),
        "now": now,
    }
    rows = await connection.execute(_callers(dialect.name), values)
    rows_by_id = {row.id: row for row in rows}
    for viewer, event in done:
        if viewer.kind in _WITHOUT_ROW:
            continue
        row = rows_by_id.get(viewer.id)
        if row is None or row.partner_id != viewer.partner_id:
            raise AccessEnded(viewer.id)
        if viewer.kind in PEOPLE and (
            row.role is not viewer.role or row.account_id != viewer.account_id
        ):
            raise RoleChanged(viewer.id)
        if event.action in _NEEDS_SMS and not row.sms_enabled:
            raise RetryTransaction


@cache
def _callers(dialect: str) -> CompoundSelect[Any]:
    """Select one row per caller that can still act. Ids are unique across the three tables."""
    now = open_parameter("now", Moment())

    def is_caller_of(table: Table) -> ColumnElement[bool]:
        has_id = is_among(table.c.id, "callers", dialect)
        has_partner = is_among(table.c.partner_id, "partners", dialect)
        return has_id & has_partner

    def columns(table: Table, *more: Any) -> list[Any]:
        return [table.c.id, table.c.partner_id, *more, partner.c.sms_enabled]

    no_role = (null().label("role"), null().label("account_id"))
    people = (
        select(*columns(user, user.c.role, user.c.account_id))
        .join_from(user, partner, partner.c.id == user.c.partner_id)
        .where(is_caller_of(user), has_status(UserStatus.ACTIVE))
    )
    programs = (
        select(*columns(credential, *no_role))
        .join_from(credential, partner, partner.c.id == credential.c.partner_id)
        .where(is_caller_of(credential), is_usable(now))
    )
    composers = (
        select(*columns(embed_token, *no_role))
        .join_from(embed_token, partner, partner.c.id == embed_token.c.partner_id)
        .join_from(embed_token, credential)
        .where(is_caller_of(embed_token), embed_token.c.expires_at > now, is_usable(now))
    )
    return union_all(people, programs, composers)
