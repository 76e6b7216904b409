"""Signs users in with a password and starts a session."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select, update

from textgate.domain.audit import AuditAction, Event
from textgate.domain.clock import Clock
from textgate.domain.viewer import Origin
from textgate.services.access.passwords import Passwords
from textgate.services.audit import audit_log
from textgate.services.credentials.sessions import Sessions, viewer_of
from textgate.services.sign_in.authentication_attempts import (
    AuthenticationAttempts,
    AuthenticationFailed,
    PasswordProof,
    ProvenUser,
)
from textgate.storage.database import Database
from textgate.storage.tables import user


class SignIn:
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

    async def sign_in(self, proof: PasswordProof, origin: Origin, old_token: str | None) -> str:
        """Start a session and return its token. Ends the browser's old session.

        Raises TooManyAttempts, AuthenticationFailed or CodeRequired.
        """
        proven = await self._attempts.prove(proof, origin)
        new_hash = await self._rehash(proven, proof.password)
        now = self._clock()
        is_user = (user.c.id == proven.user["id"]) & (
            user.c.partner_id == proven.user["partner_id"]
        )
        async with self._database.write() as connection:
            if not await self._attempts.forget(connection, proven):
                raise AuthenticationFailed
            values = {"last_sign_in_at": now, **new_hash}
            await connection.execute(update(user).where(is_user).values(**values))
            # Reload the row, so that the session has the current role.
            row = dict((await connection.execute(select(user).where(is_user))).mappings().one())
            if old_token is not None:
                await self._sessions.drop(connection, old_token)
            token = await self._sessions.start(connection, row)
            # `sms_enabled` is irrelevant to the audit log.
            viewer = viewer_of(row, sms_enabled=False, origin=origin)
            event = Event(AuditAction.SIGNED_IN, "user", row["id"], row["account_id"])
            await audit_log.record(connection, viewer, now, event)
        return token

    async def _rehash(self, proven: ProvenUser, password: str) -> Mapping[str, Any]:
        """Hash the password again if the costs have changed."""
        if not self._passwords.is_outdated(proven.user["password_hash"]):
            return {}
        return {"password_hash": await self._passwords.hash(password)}
