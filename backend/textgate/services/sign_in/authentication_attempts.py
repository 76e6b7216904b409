"""Authenticates users by password and code. Counts every attempt first, equally for unknown users.

Limits (NIST 800-63B, 3.2.2): ten attempts per email address in 15 minutes, thirty per network address
in a minute, and a hundred per user until one succeeds or the password is reset.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import update

from textgate.domain.clock import Clock
from textgate.domain.email_address import parse_user_email
from textgate.domain.errors import InvalidValue
from textgate.domain.ids import NO_PARTNER
from textgate.domain.network import client_of
from textgate.domain.viewer import Origin
from textgate.services.access.passwords import Passwords
from textgate.services.limits import window_counters
from textgate.storage import directories
from textgate.storage.database import Database
from textgate.storage.tables import email_directory, user

FOR_ONE_EMAIL = 10
FROM_ONE_ADDRESS = 30
WITHOUT_SUCCESS = 100
_QUARTER = timedelta(minutes=15)
_MINUTE = timedelta(minutes=1)
CODE_SECONDS = 30


class AuthenticationFailed(Exception):
    """Wrong, unknown, deactivated or locked: callers learn no more."""


class CodeRequired(Exception):
    """The password is correct, and the user has a second factor."""


class TooManyAttempts(Exception):
    """The limit was reached before any check. Try again at `ends_at`."""

    def __init__(self, ends_at: datetime) -> None:
        super().__init__()
        self.ends_at = ends_at


@dataclass(frozen=True, slots=True)
class PasswordProof:
    """What a user enters to authenticate."""

    email: str
    password: str
    code: str | None = None


@dataclass(frozen=True, slots=True)
class ProvenUser:
    """The user's row at the start of the attempt, and the time step of the code, if any."""

    user: Mapping[str, Any]
    code_step: int | None


class AuthenticationAttempts:
    def __init__(self, database: Database, clock: Clock, passwords: Passwords) -> None:
        self._database = database
        self._clock = clock
        self._passwords = passwords

    async def prove(self, proof: PasswordProof, origin: Origin) -> ProvenUser:
        """Authenticate a user. Raises TooManyAttempts, AuthenticationFailed or CodeRequired.

        The caller must call `forget` in its transaction. That also detects concurrent changes of the user.
        """
        email = _as_stored(proof.email)
        row = await self._count(email, origin)
        is_correct = await self._passwords.is_right(
            row["password_hash"] if row else None, proof.password
        )
        if not is_correct or row is None or not _may_sign_in(row):
            raise AuthenticationFailed
        if row["totp_secret"] is None:
            return ProvenUser(row, None)
        if not proof.code:
            raise CodeRequired
        step = code_step(row["totp_secret"], proof.code, self._clock())
        if step is None or step <= (row["totp_used_step"] or 0):
            raise AuthenticationFailed
        return ProvenUser(row, step)

    async def _count(self, email: str, origin: Origin) -> Mapping[str, Any] | None:
        """Count the attempt and load the user. Commits regardless of the result.

        Unknown users cause the same statements, so that timing reveals nothing.
        """
        now = self._clock()
        of_email, of_address = (
            _key(email),
            window_counters.key_of("sign-in from", client_of(origin.address)),
        )
        async with self._database.write() as connection:
            windows = {of_email: _QUARTER, of_address: _MINUTE}
            counts = await window_counters.count(connection, now, windows)
            for key, allowed in ((of_email, FOR_ONE_EMAIL), (of_address, FROM_ONE_ADDRESS)):
                if counts[key].times > allowed:
                    raise TooManyAttempts(counts[key].ends_at)
            partner_id = await directories.partner_of(connection, email_directory, email)
            is_user = (user.c.partner_id == (partner_id or NO_PARTNER)) & (user.c.email == email)
            attempt = update(user).where(is_user).returning(*user.c)
            counted = attempt.values(failed_sign_ins=user.c.failed_sign_ins + 1)
            row = (await connection.execute(counted)).mappings().one_or_none()
        return None if row is None else dict(row)

    async def forget(self, connection: Any, proven: ProvenUser) -> bool:
        """Reset the counters after a success.

        False if the user has changed since the attempt began: then the attempt has failed.
        """
        row = proven.user
        unchanged = (
            (user.c.id == row["id"])
            & (user.c.partner_id == row["partner_id"])
            & (user.c.password_hash == row["password_hash"])
            & user.c.deactivated_at.is_(None)
        )
        values: dict[str, Any] = {"failed_sign_ins": 0}
        if proven.code_step is not None:
            # Each code is valid once, also for two concurrent requests.
            used = user.c.totp_used_step
            unchanged &= used.is_(None) | (used < proven.code_step)
            unchanged &= user.c.totp_secret == row["totp_secret"]
            values["totp_used_step"] = proven.code_step
        else:
            unchanged &= user.c.totp_secret.is_(None)
        # Locks in the same order as `_count`, so that two transactions cannot deadlock.
        await window_counters.forget(connection, _key(row["email"]))
        result = await connection.execute(update(user).where(unchanged).values(**values))
        return result.rowcount == 1  # type: ignore[no-any-return]


def code_step(secret: str, code: str, now: datetime) -> int | None:
    """The time step of a code: the current, previous or next one, since clocks differ. None if wrong."""
    from pyotp import TOTP

    current = int(now.timestamp()) // CODE_SECONDS
    totp = TOTP(secret)
    entered = code.strip().encode()
    for step in (current - 1, current, current + 1):
        if hmac.compare_digest(totp.generate_otp(step).encode(), entered):
            return step
    return None


def _as_stored(email: str) -> str:
    try:
        return parse_user_email(email)
    except InvalidValue:
        # No user has it, but the attempt must be counted too.
        return email.strip().lower()[:320].replace("\0", "")


def _key(email: str) -> str:
    return window_counters.key_of("sign-in", email)


def _may_sign_in(row: Mapping[str, Any]) -> bool:
    return row["deactivated_at"] is None and row["failed_sign_ins"] <= WITHOUT_SUCCESS
