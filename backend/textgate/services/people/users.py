"""Users of partners and practices: roles, deactivation, and look-ups for operators."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select, update

from textgate.domain.audit import AuditAction, Event, differences
from textgate.domain.clock import Clock
from textgate.domain.errors import UserErrorCode, invalid
from textgate.domain.permissions import Role
from textgate.domain.viewer import Viewer
from textgate.services.access.scope import within
from textgate.services.access.user_status import UserStatus, status_of
from textgate.services.audit import audit_log
from textgate.services.credentials import sessions
from textgate.services.mail import outbox
from textgate.services.people import administrators
from textgate.services.people.roles import role_problem
from textgate.services.people.user_list import UserSummary, summaries
from textgate.services.people.user_rows import has_email, lock_other_user
from textgate.storage.database import Database
from textgate.storage.tables import account, user


class Users:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def update_role(self, viewer: Viewer, user_id: UUID, role: Role) -> None:
        """Change a user's role and end all sessions of the user. Raises InvalidInput."""
        now = self._clock()
        async with self._database.write() as connection:
            current = await lock_other_user(
                connection, viewer, user_id, "cannot change their own role"
            )
            if status_of(current) is UserStatus.DEACTIVATED:
                raise invalid(("id",), UserErrorCode.CONFLICT, "is deactivated", subject="User")
            problem = role_problem(viewer, role, has_account=current["account_id"] is not None)
            if problem is not None:
                raise invalid(("role",), UserErrorCode.INVALID, problem)
            if role is current["role"]:
                return
            is_user = (user.c.id == user_id) & within(viewer, user)
            await connection.execute(update(user).where(is_user).values(role=role, updated_at=now))
            await sessions.end_all(connection, current)
            account_id, changes = current["account_id"], differences(current, {"role": role})
            event = Event(AuditAction.USER_ROLE_CHANGED, "user", user_id, account_id, changes)
            await audit_log.record(connection, viewer, now, event)
            await administrators.keep_one(connection, viewer, current)

    async def deactivate(self, viewer: Viewer, user_id: UUID) -> None:
        """End a user's sessions and links; the user can be invited again. Raises InvalidInput.

        Does nothing if the user is deactivated already.
        """
        now = self._clock()
        async with self._database.write() as connection:
            current = await lock_other_user(
                connection, viewer, user_id, "cannot deactivate themselves"
            )
            if status_of(current) is UserStatus.DEACTIVATED:
                return
            is_user = (user.c.id == user_id) & within(viewer, user)
            values = {"deactivated_at": now, "updated_at": now}
            await connection.execute(update(user).where(is_user).values(**values))
            await sessions.end_all(connection, current)
            await outbox.void_links(connection, current, now)
            event = Event(AuditAction.USER_DEACTIVATED, "user", user_id, current["account_id"])
            await audit_log.record(connection, viewer, now, event)
            await administrators.keep_one(connection, viewer, current)

    async def all(self, partner_id: UUID | None = None) -> list[UserSummary]:
        """For operators: every user, or one partner's, ordered by email address."""
        conditions = () if partner_id is None else (user.c.partner_id == partner_id,)
        async with self._database.read() as connection:
            return await summaries(connection, *conditions)

    async def account_id(self, partner_id: UUID, external_id: str) -> UUID | None:
        """For operators: the account with the partner's own identifier."""
        is_account = (account.c.partner_id == partner_id) & (account.c.external_id == external_id)
        async with self._database.read() as connection:
            account_id: UUID | None = await connection.scalar(
                select(account.c.id).where(is_account)
            )
        return account_id

    async def summary_of(self, email: str) -> UserSummary | None:
        """For operators: the user with this address, of any partner."""
        async with self._database.read() as connection:
            users = await summaries(connection, await has_email(connection, email))
        return users[0] if users else None
