"""Keeps every partner at least one user who can sign in and manage the others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.errors import UserErrorCode, invalid
from textgate.domain.permissions import Role
from textgate.domain.viewer import Viewer, ViewerKind
from textgate.services.access.scope import within
from textgate.services.access.user_status import UserStatus, has_status, status_of
from textgate.storage.tables import user

LAST = (
    "This user is the partner's last active administrator. "
    "Make another user an administrator (PARTNER_ADMIN) first."
)


async def keep_one(connection: AsyncConnection, viewer: Viewer, before: Mapping[str, Any]) -> None:
    """Refuse a change that has just taken the partner's last active administrator away; `before` is that
    user's row as it was. Raises InvalidInput, which must roll the transaction back.

    Call this after the change has been recorded: the head of the audit log is locked then, so that of two
    such changes the later one sees the earlier one. The command line may take the last one away: whoever
    runs the server can invite another, and must be able to lock out the only one.
    """
    was_one = before["role"] is Role.PARTNER_ADMIN and status_of(before) is UserStatus.ACTIVE
    if not was_one or viewer.kind is ViewerKind.OPERATOR:
        return
    remaining = select(user.c.id).where(within(viewer, user), is_administrator()).limit(1)
    if (await connection.execute(remaining)).first() is None:
        raise invalid(("id",), UserErrorCode.CONFLICT, LAST)


def is_administrator() -> ColumnElement[bool]:
    """The condition for active administrators of a partner."""
    return (user.c.role == Role.PARTNER_ADMIN) & has_status(UserStatus.ACTIVE)
