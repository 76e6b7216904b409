"""Keeps at least one active administrator for every partner."""

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
    "is the partner's last active administrator; "
    "make another user an administrator (PARTNER_ADMIN) first"
)

_ROLE, _STATUS = Role.PARTNER_ADMIN, UserStatus.ACTIVE


def is_administrator(role: Role, status: UserStatus) -> bool:
    """True for an active administrator of a partner."""
    return role is _ROLE and status is _STATUS


def are_administrators() -> ColumnElement[bool]:
    """The same as a condition on rows of users."""
    return (user.c.role == _ROLE) & has_status(_STATUS)


async def keep_one(connection: AsyncConnection, viewer: Viewer, before: Mapping[str, Any]) -> None:
    """Refuse a change that removed the partner's last active administrator.

    `before` is the user's row before the change. Raises InvalidInput; roll the transaction back then.

    Call this after the change has been recorded. The lock on the head of the audit log then serializes such
    changes, so that the later one sees the earlier one. The command line may remove the last administrator:
    the operator must be able to lock out the only one, and can invite another.
    """
    was_administrator = is_administrator(before["role"], status_of(before))
    if not was_administrator or viewer.kind is ViewerKind.OPERATOR:
        return
    remaining = select(user.c.id).where(within(viewer, user), are_administrators()).limit(1)
    if (await connection.execute(remaining)).first() is None:
        raise invalid(("id",), UserErrorCode.CONFLICT, LAST, subject="User")
