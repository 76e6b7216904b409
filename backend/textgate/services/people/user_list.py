"""Users as operators see them: of one partner or of all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.permissions import Role
from textgate.services.access.user_status import UserStatus, status_of
from textgate.storage.tables import account, partner, user


@dataclass(frozen=True, slots=True)
class UserSummary:
    """`account` is the practice's name, None for the partner's own people."""

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
        """Whether this is an active administrator of the partner; see administrators.py."""
        return self.role is Role.PARTNER_ADMIN and self.status is UserStatus.ACTIVE


async def summaries(
    connection: AsyncConnection, *conditions: ColumnElement[bool]
) -> list[UserSummary]:
    """The users of which the conditions hold, by e-mail address."""
    names = (partner.c.name.label("partner"), account.c.name.label("account"))
    statement = (
        select(user, *names)
        .join_from(user, partner, partner.c.id == user.c.partner_id)
        .outerjoin(account, account.c.id == user.c.account_id)
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
