"""A user's own password: changed with the current one, or set by a one-time link."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain import passwords as rules
from textgate.domain.audit import AuditAction, Event
from textgate.domain.clock import Clock
from textgate.domain.errors import InvalidValue
from textgate.domain.network import client_of
from textgate.domain.viewer import Origin, Viewer
from textgate.services.access.passwords import Passwords, common_passwords
from textgate.services.audit import audit_log
from textgate.services.credentials import one_time_links
from textgate.services.credentials.sessions import Sessions, end_all, viewer_of
from textgate.services.limits import window_counters
from textgate.services.mail import outbox
from textgate.services.sign_in.authentication_attempts import (
    AuthenticationAttempts,
    AuthenticationFailed,
    PasswordProof,
    TooManyAttempts,
)
from textgate.storage.database import Database
from textgate.storage.tables import account, partner, user

RESETS_A_MINUTE = 10
_MINUTE = timedelta(minutes=1)


class LinkOver(Exception):
    """The link is unknown, used or expired."""


class OwnPassword:
    def __init__(
        self,
        database: Database,
        clock: Clock,
        sessions: Sessions,
        attempts: AuthenticationAttempts,
        passwords: Passwords,
    ) -> None:
        self._database = database
        self._clock = clock
        self._sessions = sessions
        self._attempts = attempts
        self._passwords = passwords

    async def change(self, viewer: Viewer, proof: PasswordProof, password: str) -> str:
        """Change the password, end every session, and return the token of a new one.

        Raises TooManyAttempts, AuthenticationFailed, CodeRequired, or InvalidValue for a weak password.
        """
        proven = await self._attempts.prove(proof, viewer.origin)
        if proven.user["id"] != viewer.id:
            raise AuthenticationFailed
        async with self._database.read() as connection:
            names = await _names(connection, proven.user)
        try:
            chosen = self._check(password, proven.user, names)
        except InvalidValue:
            # The user is authenticated: a weak password is not a failed attempt.
            async with self._database.write() as connection:
                await self._attempts.forget(connection, proven)
            raise
        password_hash = await self._passwords.hash(chosen)
        async with self._database.write() as connection:
            if not await self._attempts.forget(connection, proven):
                raise AuthenticationFailed
            await self._set(connection, proven.user, password_hash, viewer)
            return await self._sessions.start(connection, proven.user)

    async def choose(self, link_token: str, password: str, origin: Origin) -> None:
        """Set a password by a link. Raises LinkOver, or InvalidValue, which leaves the link valid."""
        now = self._clock()
        async with self._database.read() as connection:
            link_row = await one_time_links.load_open(connection, link_token, now)
            row = await _user_of(connection, link_row) if link_row is not None else None
            names = await _names(connection, row) if row is not None else ()
        if link_row is None or row is None:
            raise LinkOver
        password_hash = await self._passwords.hash(self._check(password, row, names))
        async with self._database.write() as connection:
            # Lock the user again: a concurrent request may have created or invalidated links.
            row = await _user_of(connection, link_row)
            if row is None or not await one_time_links.use(connection, link_row, now):
                raise LinkOver
            viewer = viewer_of(row, sms_enabled=False, origin=origin)
            await self._set(connection, row, password_hash, viewer)

    async def count_reset(self, origin: Origin) -> None:
        """Count a request for a reset link, for any email address.

        Raises TooManyAttempts if the network address exceeds its limit.
        """
        key, now = window_counters.key_of("reset from", client_of(origin.address)), self._clock()
        async with self._database.write() as connection:
            counts = await window_counters.count(connection, now, {key: _MINUTE})
        if counts[key].times > RESETS_A_MINUTE:
            raise TooManyAttempts(counts[key].ends_at)

    def _check(self, password: str, row: Mapping[str, Any], names: tuple[str, ...]) -> str:
        chosen = rules.normalise(password)
        rules.check(
            chosen,
            has_second_factor=row["totp_secret"] is not None,
            names=names,
            common=common_passwords(),
        )
        return chosen

    async def _set(
        self,
        connection: AsyncConnection,
        row: Mapping[str, Any],
        password_hash: str,
        viewer: Viewer,
    ) -> None:
        now = self._clock()
        is_user = (user.c.id == row["id"]) & (user.c.partner_id == row["partner_id"])
        values = {"password_hash": password_hash, "failed_sign_ins": 0, "updated_at": now}
        await connection.execute(update(user).where(is_user).values(**values))
        await outbox.void_links(connection, row, now)
        await end_all(connection, row)
        event = Event(AuditAction.PASSWORD_CHANGED, "user", row["id"], row["account_id"])
        await audit_log.record(connection, viewer, now, event)


async def _user_of(
    connection: AsyncConnection, link_row: Mapping[str, Any]
) -> dict[str, Any] | None:
    """Lock the user of a link, unless deactivated since."""
    statement = select(user).where(
        user.c.id == link_row["user_id"],
        user.c.partner_id == link_row["partner_id"],
        user.c.deactivated_at.is_(None),
    )
    row = (await connection.execute(statement.with_for_update())).mappings().one_or_none()
    return None if row is None else dict(row)


async def _names(connection: AsyncConnection, row: Mapping[str, Any]) -> tuple[str, ...]:
    """Words that an attacker can guess: the user's name, address and employers."""
    is_employer = (account.c.partner_id == partner.c.id) & (account.c.id == row["account_id"])
    statement = (
        select(partner.c.name, account.c.name)
        .join_from(partner, account, is_employer, isouter=True)
        .where(partner.c.id == row["partner_id"])
    )
    employers = (await connection.execute(statement)).one()
    return ("textgate", row["name"], row["email"], *(name for name in employers if name))
