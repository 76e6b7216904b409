"""Starts, authenticates and ends the sessions of users.

Sessions are stored on the server, so that they can be revoked at once. They end after 15 idle minutes and
after 8 hours at the latest (OWASP's session management, for applications with health data).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, delete, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.audit import AuditAction, Event
from textgate.domain.clock import Clock
from textgate.domain.ids import new_id
from textgate.domain.permissions import Role
from textgate.domain.viewer import Origin, Viewer, ViewerKind
from textgate.services.access.identity import LAST_USED_RESOLUTION, Authenticated
from textgate.services.access.tokens import has_key, new_token, open_key, token_key
from textgate.services.audit import audit_log
from textgate.storage.compiled_query import CompiledQuery, LazyRow
from textgate.storage.database import Database
from textgate.storage.parameters import open_parameter
from textgate.storage.tables import account, partner, session, user
from textgate.storage.tables.base import Moment
from textgate.storage.transactions import write_if_possible

IDLE_TIMEOUT = timedelta(minutes=15)
MAX_SESSION_AGE = timedelta(hours=8)


class SessionOver(Exception):
    """The session has ended since it was authenticated."""


class UserChanged(Exception):
    """The session belongs to another user than the request expects."""


def viewer_of(row: Mapping[str, Any], *, sms_enabled: bool, origin: Origin) -> Viewer:
    """Make the viewer of a user's row."""
    account_id = row["account_id"]
    return Viewer(
        kind=ViewerKind.PARTNER_USER if account_id is None else ViewerKind.ACCOUNT_USER,
        partner_id=row["partner_id"],
        id=row["id"],
        name=row["name"],
        sms_enabled=sms_enabled,
        role=Role(row["role"]),
        account_id=account_id,
        origin=origin,
    )


class Sessions:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._by_token = CompiledQuery(
            select(
                session.c.id.label("session_id"),
                session.c.last_seen_at,
                *(column.label(f"user_{column.name}") for column in user.c),
                *partner.c,
            )
            .join_from(session, user)
            .join(partner, partner.c.id == session.c.partner_id)
            .where(
                has_key(session, open_key()),
                session.c.expires_at > open_parameter("now", Moment()),
                session.c.last_seen_at > open_parameter("idle_since", Moment()),
                user.c.deactivated_at.is_(None),
            ),
            database.sql,
        )

    async def start(self, connection: AsyncConnection, user_row: Mapping[str, Any]) -> str:
        """Insert a session and return its token. The caller must commit before it sends the token."""
        now = self._clock()
        is_expired = or_(session.c.expires_at <= now, session.c.last_seen_at <= now - IDLE_TIMEOUT)
        is_of_user = (session.c.user_id == user_row["id"]) & (
            session.c.partner_id == user_row["partner_id"]
        )
        await connection.execute(delete(session).where(is_of_user, is_expired))
        token = new_token(user_row["partner_id"])
        row = {
            "id": new_id(),
            **token_key(token)._asdict(),
            "user_id": user_row["id"],
            "created_at": now,
            "last_seen_at": now,
            "expires_at": now + MAX_SESSION_AGE,
        }
        await connection.execute(insert(session), row)
        return token

    async def authenticate(
        self, token: str, origin: Origin, expected_user_id: UUID | None = None
    ) -> Authenticated | None:
        """The viewer of a session's token, None if the session has ended. Restarts the idle timeout.

        With `expected_user_id`, raises UserChanged for the session of another user and leaves it untouched.
        """
        now = self._clock()
        row = await self._database.one(
            self._by_token,
            **token_key(token)._asdict(),
            now=now,
            idle_since=now - IDLE_TIMEOUT,
        )
        if row is None:
            return None
        if expected_user_id is not None and row["user_id"] != expected_user_id:
            raise UserChanged
        if now - row["last_seen_at"] > LAST_USED_RESOLUTION:
            await self._note_use(row, now)
        of_user = {column.name: row[f"user_{column.name}"] for column in user.c}
        viewer = viewer_of(of_user, sms_enabled=row["sms_enabled"], origin=origin)
        return Authenticated(viewer, row)

    async def _note_use(self, row: LazyRow, now: datetime) -> None:
        is_used = (session.c.id == row["session_id"]) & (session.c.partner_id == row["id"])
        statement = update(session).where(is_used).values(last_seen_at=now)
        await write_if_possible(self._database, statement)

    async def drop(self, connection: AsyncConnection, token: str) -> None:
        """End the browser's previous session, in the caller's transaction."""
        await connection.execute(delete(session).where(has_key(session, token_key(token))))

    async def details(self, viewer: Viewer, token: str) -> RowMapping:
        """The session, user, partner and account, as shown to the user.

        Raises SessionOver if another request has ended the session since `authenticate`.
        """
        statement = (
            select(
                session.c.last_seen_at,
                session.c.expires_at,
                user.c.email,
                user.c.totp_secret.is_not(None).label("has_second_factor"),
                partner.c.name.label("partner_name"),
                account.c.name.label("account_name"),
            )
            .join_from(session, user)
            .join(partner, partner.c.id == session.c.partner_id)
            .outerjoin_from(user, account)
            .where(has_key(session, token_key(token)), session.c.partner_id == viewer.partner_id)
        )
        async with self._database.read() as connection:
            row = (await connection.execute(statement)).mappings().one_or_none()
        if row is None:
            raise SessionOver
        return row

    async def end(self, viewer: Viewer, token: str) -> None:
        """Sign out."""
        statement = delete(session).where(
            has_key(session, token_key(token)),
            session.c.user_id == viewer.id,
            session.c.partner_id == viewer.partner_id,
        )
        async with self._database.write() as connection:
            if (await connection.execute(statement)).rowcount and viewer.id is not None:
                event = Event(AuditAction.SIGNED_OUT, "user", viewer.id, viewer.account_id)
                await audit_log.record(connection, viewer, self._clock(), event)


async def end_all(connection: AsyncConnection, user_row: Mapping[str, Any]) -> None:
    """End every session of a user: after a change of role or password, and on deactivation."""
    is_of_user = (session.c.user_id == user_row["id"]) & (
        session.c.partner_id == user_row["partner_id"]
    )
    await connection.execute(delete(session).where(is_of_user))
