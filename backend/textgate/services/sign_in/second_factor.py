"""Adds and removes a user's second factor: codes of an authenticator app (TOTP, RFC 6238)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import update

from textgate.domain.audit import AuditAction, Event
from textgate.domain.clock import Clock
from textgate.domain.viewer import Viewer
from textgate.services.audit import audit_log
from textgate.services.credentials.sessions import Sessions, end_all
from textgate.services.sign_in.authentication_attempts import (
    AuthenticationAttempts,
    AuthenticationFailed,
    PasswordProof,
    ProvenUser,
    code_step,
)
from textgate.storage.database import Database
from textgate.storage.tables import user

ISSUER = "Textgate"
_SECRET_LENGTH = 32


class AlreadyAdded(Exception):
    """The user already has a second factor."""


class NotAdded(Exception):
    """The user has no second factor."""


class WrongCode(Exception):
    """The code does not match the secret."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A new secret in base32, and its URI for authenticator apps. Neither is stored."""

    secret: str
    uri: str


class SecondFactor:
    def __init__(
        self, database: Database, clock: Clock, sessions: Sessions, attempts: AuthenticationAttempts
    ) -> None:
        self._database = database
        self._clock = clock
        self._sessions = sessions
        self._attempts = attempts

    def offer(self, email: str) -> Offered:
        from pyotp import TOTP, random_base32

        secret = random_base32(_SECRET_LENGTH)
        return Offered(secret, TOTP(secret).provisioning_uri(name=email, issuer_name=ISSUER))

    async def add(self, viewer: Viewer, proof: PasswordProof, secret: str, code: str) -> str:
        """Store the secret if the code proves that the app has it. Ends every session and returns the token
        of a new one. Raises AlreadyAdded, WrongCode, TooManyAttempts, AuthenticationFailed or CodeRequired.
        """
        proven = await self._prove(viewer, proof)
        if proven.user["totp_secret"] is not None:
            raise AlreadyAdded
        step = code_step(secret, code, self._clock()) if _is_secret(secret) else None
        if step is None:
            raise WrongCode
        values = {"totp_secret": secret, "totp_used_step": step}
        return await self._change(viewer, proven, values, AuditAction.SECOND_FACTOR_ADDED)

    async def remove(self, viewer: Viewer, proof: PasswordProof) -> str:
        """Remove the second factor. Ends every session and returns the token of a new one.

        Raises NotAdded, TooManyAttempts, AuthenticationFailed or CodeRequired.
        """
        proven = await self._prove(viewer, proof)
        if proven.user["totp_secret"] is None:
            raise NotAdded
        values = {"totp_secret": None, "totp_used_step": None}
        return await self._change(viewer, proven, values, AuditAction.SECOND_FACTOR_REMOVED)

    async def _prove(self, viewer: Viewer, proof: PasswordProof) -> ProvenUser:
        proven = await self._attempts.prove(proof, viewer.origin)
        if proven.user["id"] != viewer.id:
            raise AuthenticationFailed
        return proven

    async def _change(
        self, viewer: Viewer, proven: ProvenUser, values: Mapping[str, Any], action: AuditAction
    ) -> str:
        now, row = self._clock(), proven.user
        is_user = (user.c.id == row["id"]) & (user.c.partner_id == row["partner_id"])
        async with self._database.write() as connection:
            if not await self._attempts.forget(connection, proven):
                raise AuthenticationFailed
            await connection.execute(update(user).where(is_user).values(**values, updated_at=now))
            await end_all(connection, row)
            token = await self._sessions.start(connection, row)
            event = Event(action, "user", row["id"], row["account_id"])
            await audit_log.record(connection, viewer, now, event)
        return token


def _is_secret(text: str) -> bool:
    """True for a secret of the form that `offer` makes."""
    return len(text) == _SECRET_LENGTH and set(text) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
