"""One-time links to set a password: for invitations and for password resets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.ids import new_id
from textgate.services.access.tokens import has_key, new_token, token_key
from textgate.storage.tables import LinkPurpose, link

VALID_FOR = {
    LinkPurpose.INVITATION: timedelta(days=7),
    LinkPurpose.PASSWORD_RESET: timedelta(hours=1),
}


@dataclass(frozen=True, slots=True)
class NewLink:
    """A link whose token exists only in memory; the database stores its hash."""

    id: UUID
    token: str = field(repr=False)
    row: Mapping[str, Any]


def new(
    partner_id: UUID, user_id: UUID, purpose: LinkPurpose, now: datetime, expires_at: datetime
) -> NewLink:
    """Make a link for the caller to insert. The user's other links stay valid."""
    token = new_token(partner_id)
    row: dict[str, Any] = {
        "id": new_id(),
        **token_key(token)._asdict(),
        "user_id": user_id,
        "purpose": purpose,
        "created_at": now,
        "expires_at": expires_at,
    }
    return NewLink(row["id"], token, row)


async def create(
    connection: AsyncConnection, user_row: Mapping[str, Any], purpose: LinkPurpose, now: datetime
) -> str:
    """Insert a link with the lifetime of its purpose. Returns its token."""
    expires_at = now + VALID_FOR[purpose]
    new_link = new(user_row["partner_id"], user_row["id"], purpose, now, expires_at)
    await connection.execute(insert(link), new_link.row)
    return new_link.token


async def delete_unseen(connection: AsyncConnection, new_link: NewLink) -> None:
    """Delete a link whose token never left this process."""
    is_link = (link.c.id == new_link.id) & (link.c.partner_id == new_link.row["partner_id"])
    await connection.execute(delete(link).where(is_link))


async def load_open(
    connection: AsyncConnection, token: str, now: datetime
) -> dict[str, Any] | None:
    """The link of a token. None if it is unknown, used or expired."""
    statement = select(link).where(
        has_key(link, token_key(token)), link.c.used_at.is_(None), link.c.expires_at > now
    )
    row = (await connection.execute(statement)).mappings().one_or_none()
    return None if row is None else dict(row)


async def use(connection: AsyncConnection, link_row: Mapping[str, Any], now: datetime) -> bool:
    """Mark a link as used. False if a concurrent request has used it."""
    is_unused = (
        (link.c.partner_id == link_row["partner_id"])
        & (link.c.id == link_row["id"])
        & link.c.used_at.is_(None)
    )
    result = await connection.execute(update(link).where(is_unused).values(used_at=now))
    return result.rowcount == 1


async def void(connection: AsyncConnection, user_row: Mapping[str, Any], now: datetime) -> None:
    """Invalidate a user's open links."""
    is_open = (
        (link.c.user_id == user_row["id"])
        & (link.c.partner_id == user_row["partner_id"])
        & link.c.used_at.is_(None)
    )
    await connection.execute(update(link).where(is_open).values(used_at=now))


def url(public_url: str, token: str) -> str:
    """The URL of the page that uses a link. Browsers do not send its fragment, which holds the token."""
    return f"{public_url}/set-password#{token}"
