"""One-time links that let a person choose a password: after an invitation, or when it was forgotten."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.ids import new_id
from textgate.services.tokens import hash_token, new_token
from textgate.storage.tables import LinkPurpose, link

VALID_FOR = {
    LinkPurpose.INVITATION: timedelta(days=7),
    LinkPurpose.PASSWORD_RESET: timedelta(hours=1),
}


async def create(
    connection: AsyncConnection, user_row: Mapping[str, Any], purpose: LinkPurpose, now: datetime
) -> tuple[str, datetime]:
    """A new link's token and its end; the user's older links of all purposes are of no use any more."""
    await void(connection, user_row, now)
    token = new_token()
    expires_at = now + VALID_FOR[purpose]
    row = {
        "id": new_id(),
        "partner_id": user_row["partner_id"],
        "user_id": user_row["id"],
        "purpose": purpose,
        "token_hash": hash_token(token),
        "created_at": now,
        "expires_at": expires_at,
    }
    await connection.execute(insert(link), row)
    return token, expires_at


async def find(connection: AsyncConnection, token: str, now: datetime) -> dict[str, Any] | None:
    """The link behind a token, None for one that is unknown, used or too old."""
    statement = select(link).where(
        link.c.token_hash == hash_token(token), link.c.used_at.is_(None), link.c.expires_at > now
    )
    row = (await connection.execute(statement)).mappings().one_or_none()
    return None if row is None else dict(row)


async def use(connection: AsyncConnection, found: Mapping[str, Any], now: datetime) -> bool:
    """Use a link up; false when somebody else has just done so."""
    mine = (link.c.id == found["id"]) & link.c.used_at.is_(None)
    used = await connection.execute(update(link).where(mine).values(used_at=now))
    return used.rowcount == 1


async def void(connection: AsyncConnection, user_row: Mapping[str, Any], now: datetime) -> None:
    """Let a user's open links be of no use."""
    mine = (
        (link.c.user_id == user_row["id"])
        & (link.c.partner_id == user_row["partner_id"])
        & link.c.used_at.is_(None)
    )
    await connection.execute(update(link).where(mine).values(used_at=now))


def url(public_url: str, token: str) -> str:
    """Where the person goes. The token is in the fragment, which browsers send to nobody."""
    return f"{public_url}/set-password#{token}"
