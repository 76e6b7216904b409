"""Summaries of users for operators: of one partner or of all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.permissions import Role
from textgate.services.access.user_status import UserStatus, status_of
from textgate.services.people.administrators import is_administrator
from textgate.storage.tables import account, partner, user


@dataclass(frozen=True, slots=True)
class UserSummary:
    """`account` is the practice's name, None for users of the partner itself."""

    id: UUID
    partner_id: UUID
    partner: str
    account: str | None
    email: str
    name: str
    role: Role
    status: UserStatus
    last_sign_in_at: datetime | None

    @property
    def is_administrator(self) -> bool:
        return is_administrator(self.role, self.status)


async def summaries(
    connection: AsyncConnection, *conditions: ColumnElement[bool]
) -> list[UserSummary]:
    """The users that match the conditions, ordered by email address."""
    names = (partner.c.name.label("partner"), account.c.name.label("account"))
    statement = (
        select(user, *names)
        .join_from(user, partner, partner.c.id == user.c.partner_id)
        .outerjoin_from(user, account)
        .where(*conditions)
        .order_by(user.c.email)
    )
    return [
        UserSummary(
            id=row["id"],
            partner_id=row["partner_id"],
            partner=row["partner"],
            account=row["account"],
            email=row["email"],
            name=row["name"],
            role=row["role"],
            status=status_of(row),
            last_sign_in_at=row["last_sign_in_at"],
        )
        for row in (await connection.execute(statement)).mappings()
    ]
