"""One-time links that let a person choose a password: after an invitation, or when it was forgotten."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.ids import new_id
from textgate.services.access.tokens import hash_token, new_token
from textgate.storage.tables import LinkPurpose, link

VALID_FOR = {
    LinkPurpose.INVITATION: timedelta(days=7),
    LinkPurpose.PASSWORD_RESET: timedelta(hours=1),
}


@dataclass(frozen=True, slots=True)
class NewLink:
    """A link whose token exists in memory only: the database has its hash."""

    id: UUID
    token: str = field(repr=False)
    row: Mapping[str, Any]


def new(
    partner_id: UUID, user_id: UUID, purpose: LinkPurpose, now: datetime, expires_at: datetime
) -> NewLink:
    """A link to be inserted into the table; the user's other links stay as they are."""
    token = new_token()
    row: dict[str, Any] = {
        "id": new_id(),
        "partner_id": partner_id,
        "user_id": user_id,
        "purpose": purpose,
        "token_hash": hash_token(token),
        "created_at": now,
        "expires_at": expires_at,
    }
    return NewLink(row["id"], token, row)


async def create(
    connection: AsyncConnection, user_row: Mapping[str, Any], purpose: LinkPurpose, now: datetime
) -> str:
    """Insert a new link, valid as long as its purpose allows; returns its token."""
    expires_at = now + VALID_FOR[purpose]
    made = new(user_row["partner_id"], user_row["id"], purpose, now, expires_at)
    await connection.execute(insert(link), made.row)
    return made.token


async def delete_unseen(connection: AsyncConnection, made: NewLink) -> None:
    """Delete a link whose token nobody has been given."""
    mine = (link.c.id == made.id) & (link.c.partner_id == made.row["partner_id"])
    await connection.execute(delete(link).where(mine))


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
