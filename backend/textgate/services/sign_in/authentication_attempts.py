"""Proving who one is with a password: counted before it is looked at, and the same for whoever is unknown.

Limits (NIST 800-63B, 3.2.2): ten attempts for an address in 15 minutes, thirty from a network address
in a minute, and a hundred for a user in all until one succeeds or the password is reset.
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
from textgate.domain.network import client_of
from textgate.domain.viewer import Origin
from textgate.services.access.passwords import Passwords
from textgate.services.limits import window_counters
from textgate.storage.database import Database
from textgate.storage.tables import user

FOR_ONE_EMAIL = 10
FROM_ONE_ADDRESS = 30
WITHOUT_SUCCESS = 100
_QUARTER = timedelta(minutes=15)
_MINUTE = timedelta(minutes=1)
CODE_SECONDS = 30


class AuthenticationFailed(Exception):
    """Wrong, unknown, deactivated, locked: callers learn no more."""


class CodeRequired(Exception):
    """The password is right, and the user has a second factor."""


class TooManyAttempts(Exception):
    """Nothing was looked at; try again at `ends_at`."""

    def __init__(self, ends_at: datetime) -> None:
        super().__init__()
        self.ends_at = ends_at


@dataclass(frozen=True, slots=True)
class PasswordProof:
    """What somebody gives to prove who they are."""

    email: str
    password: str
    code: str | None = None


@dataclass(frozen=True, slots=True)
class ProvenUser:
    """The user's row as it was when the attempt began, and the time step of the code, if any."""

    user: Mapping[str, Any]
    code_step: int | None


class AuthenticationAttempts:
    def __init__(self, database: Database, clock: Clock, passwords: Passwords) -> None:
        self._database = database
        self._clock = clock
        self._passwords = passwords

    async def prove(self, proof: PasswordProof, origin: Origin) -> ProvenUser:
        """The user; raises TooManyAttempts, NotProven or CodeRequired. Whoever goes on calls `forget`
        in its transaction, and makes sure there that nothing has changed meanwhile."""
        email = _as_stored(proof.email)
        found = await self._count(email, origin)
        is_right = await self._passwords.is_right(
            found["password_hash"] if found else None, proof.password
        )
        if not is_right or found is None or not _may_sign_in(found):
            raise AuthenticationFailed
        if found["totp_secret"] is None:
            return ProvenUser(found, None)
        if not proof.code:
            raise CodeRequired
        step = code_step(found["totp_secret"], proof.code, self._clock())
        if step is None or step <= (found["totp_used_step"] or 0):
            raise AuthenticationFailed
        return ProvenUser(found, step)

    async def _count(self, email: str, origin: Origin) -> Mapping[str, Any] | None:
        """Count the attempt, and find whom it is about: committed whatever comes of it, in the same
        statements for whoever is unknown."""
        now = self._clock()
        of_email, of_address = (
            _key(email),
            window_counters.key_of("sign-in from", client_of(origin.address)),
        )
        statement = (
            update(user)
            .where(user.c.email == email)
            .values(failed_sign_ins=user.c.failed_sign_ins + 1)
            .returning(*user.c)
        )
        async with self._database.write() as connection:
            windows = {of_email: _QUARTER, of_address: _MINUTE}
            counted = await window_counters.count(connection, now, windows)
            for key, allowed in ((of_email, FOR_ONE_EMAIL), (of_address, FROM_ONE_ADDRESS)):
                if counted[key].times > allowed:
                    raise TooManyAttempts(counted[key].ends_at)
            row = (await connection.execute(statement)).mappings().one_or_none()
        return None if row is None else dict(row)

    async def forget(self, connection: Any, proven: ProvenUser) -> bool:
        """After a success: count anew. False when the user has changed since the attempt began, and
        the success is none."""
        row = proven.user
        unchanged = (
            (user.c.id == row["id"])
            & (user.c.partner_id == row["partner_id"])
            & (user.c.password_hash == row["password_hash"])
            & user.c.deactivated_at.is_(None)
        )
        values: dict[str, Any] = {"failed_sign_ins": 0}
        if proven.code_step is not None:
            # Each code is good once, also for two who come with it at the same time.
            used = user.c.totp_used_step
            unchanged &= used.is_(None) | (used < proven.code_step)
            unchanged &= user.c.totp_secret == row["totp_secret"]
            values["totp_used_step"] = proven.code_step
        else:
            unchanged &= user.c.totp_secret.is_(None)
        # In the order in which attempts are counted, so that no two wait for each other.
        await window_counters.forget(connection, _key(row["email"]))
        changed = await connection.execute(update(user).where(unchanged).values(**values))
        return changed.rowcount == 1  # type: ignore[no-any-return]


def code_step(secret: str, code: str, now: datetime) -> int | None:
    """The time step that a code is of: this one, or one before or after it for clocks that differ."""
    from pyotp import TOTP

    this = int(now.timestamp()) // CODE_SECONDS
    totp = TOTP(secret)
    given = code.strip().encode()
    for step in (this - 1, this, this + 1):
        if hmac.compare_digest(totp.generate_otp(step).encode(), given):
            return step
    return None


def _as_stored(email: str) -> str:
    try:
        return parse_user_email(email)
    except InvalidValue:
        # Nobody's, and counted all the same.
        return email.strip().lower()[:320].replace("\0", "")


def _key(email: str) -> str:
    return window_counters.key_of("sign-in", email)


def _may_sign_in(row: Mapping[str, Any]) -> bool:
    return row["deactivated_at"] is None and row["failed_sign_ins"] <= WITHOUT_SUCCESS
