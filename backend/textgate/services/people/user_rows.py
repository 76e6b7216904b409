"""Rows of users: conditions, locks, and the columns of a user who has not accepted an invitation yet."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, false, select
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.email_address import parse_user_email
from textgate.domain.errors import InvalidValue
from textgate.storage.tables import user

MAX_NAME_LENGTH = 200

NOT_ACCEPTED = {
    "password_hash": None,
    "totp_secret": None,
    "totp_used_step": None,
    "failed_sign_ins": 0,
    "deactivated_at": None,
}


def has_email(text: str) -> ColumnElement[bool]:
    """The condition for the user with this address. No user matches an invalid address."""
    try:
        return user.c.email == parse_user_email(text)
    except InvalidValue:
        return false()


async def lock_user(
    connection: AsyncConnection, condition: ColumnElement[bool]
) -> dict[str, Any] | None:
    """Lock the row of the user, until the commit, and return it."""
    statement = select(user).where(condition).with_for_update()
    row = (await connection.execute(statement)).mappings().one_or_none()
    return None if row is None else dict(row)
