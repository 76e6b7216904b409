"""Rows of users: conditions, locks, and the columns of a user who has not accepted an invitation yet."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, false, select
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.email_address import parse_user_email
from textgate.domain.errors import InvalidValue, UserErrorCode, invalid, not_found
from textgate.domain.ids import NO_PARTNER
from textgate.domain.viewer import Viewer
from textgate.services.access.scope import within
from textgate.storage import directories
from textgate.storage.tables import email_directory, user

MAX_NAME_LENGTH = 200

NOT_ACCEPTED = {
    "password_hash": None,
    "totp_secret": None,
    "totp_used_step": None,
    "failed_sign_ins": 0,
    "deactivated_at": None,
}


async def has_email(connection: AsyncConnection, text: str) -> ColumnElement[bool]:
    """The condition for the user with this address, of any partner. No user matches an invalid address."""
    try:
        email = parse_user_email(text)
    except InvalidValue:
        return false()
    partner_id = await directories.partner_of(connection, email_directory, email)
    return (user.c.partner_id == (partner_id or NO_PARTNER)) & (user.c.email == email)


async def lock_user(
    connection: AsyncConnection, condition: ColumnElement[bool]
) -> dict[str, Any] | None:
    """Lock the row of the user, until the commit, and return it."""
    statement = select(user).where(condition).with_for_update()
    row = (await connection.execute(statement)).mappings().one_or_none()
    return None if row is None else dict(row)


async def lock_other_user(
    connection: AsyncConnection, viewer: Viewer, user_id: UUID, if_own: str
) -> dict[str, Any]:
    """Lock the row of another user of the viewer. `if_own` is the error message for the viewer itself."""
    if viewer.id == user_id:
        raise invalid(("id",), UserErrorCode.CONFLICT, if_own, subject="Users")
    row = await lock_user(connection, (user.c.id == user_id) & within(viewer, user))
    if row is None:
        raise not_found("User")
    return row
