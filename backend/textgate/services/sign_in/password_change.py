"""A person's own password: changed by whoever knows it, chosen by whoever has a link."""

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
    """There is no such link, or it has been used, or it is too old."""


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
        """Every session ends; the token is of a new one. Raises TooManyAttempts, NotProven,
        CodeRequired, or InvalidValue for a password that may not be chosen."""
        proven = await self._attempts.prove(proof, viewer.origin)
        if proven.user["id"] != viewer.id:
            raise AuthenticationFailed
        async with self._database.read() as connection:
            names = await _names(connection, proven.user)
        try:
            chosen = self._read(password, proven.user, names)
        except InvalidValue:
            # Who they are is proven: choosing badly is no failed attempt.
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
        """By a link, which is used up. Raises LinkOver, or InvalidValue, which leaves the link good."""
        now = self._clock()
        async with self._database.read() as connection:
            found = await one_time_links.load_open(connection, link_token, now)
            row = await _user_of(connection, found) if found is not None else None
            names = await _names(connection, row) if row is not None else ()
        if found is None or row is None:
            raise LinkOver
        password_hash = await self._passwords.hash(self._read(password, row, names))
        async with self._database.write() as connection:
            # Locked, so that a link that is made or voided meanwhile is seen.
            row = await _user_of(connection, found)
            if row is None or not await one_time_links.use(connection, found, now):
                raise LinkOver
            viewer = viewer_of(row, sms_enabled=False, origin=origin)
            await self._set(connection, row, password_hash, viewer)

    async def count_reset(self, origin: Origin) -> None:
        """Before a link is asked for, for whomever; raises TooManyAttempts for a network address that
        asks too often."""
        key, now = window_counters.key_of("reset from", client_of(origin.address)), self._clock()
        async with self._database.write() as connection:
            counted = await window_counters.count(connection, now, {key: _MINUTE})
        if counted[key].times > RESETS_A_MINUTE:
            raise TooManyAttempts(counted[key].ends_at)

    def _read(self, password: str, row: Mapping[str, Any], names: tuple[str, ...]) -> str:
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
        mine = (user.c.id == row["id"]) & (user.c.partner_id == row["partner_id"])
        values = {"password_hash": password_hash, "failed_sign_ins": 0, "updated_at": now}
        await connection.execute(update(user).where(mine).values(**values))
        await outbox.end_links(connection, row, now)
        await end_all(connection, row)
        event = Event(AuditAction.PASSWORD_CHANGED, "user", row["id"], row["account_id"])
        await audit_log.record(connection, viewer, now, event)


async def _user_of(connection: AsyncConnection, found: Mapping[str, Any]) -> dict[str, Any] | None:
    """The person a link was sent to, unless deactivated since."""
    statement = select(user).where(
        user.c.id == found["user_id"],
        user.c.partner_id == found["partner_id"],
        user.c.deactivated_at.is_(None),
    )
    row = (await connection.execute(statement.with_for_update())).mappings().one_or_none()
    return None if row is None else dict(row)


async def _names(connection: AsyncConnection, row: Mapping[str, Any]) -> tuple[str, ...]:
    """What others know of a person: names, the address, for whom they work."""
    statement = (
        select(partner.c.name, account.c.name)
        .join_from(partner, account, account.c.id == row["account_id"], isouter=True)
        .where(partner.c.id == row["partner_id"])
    )
    places = (await connection.execute(statement)).one()
    return ("textgate", row["name"], row["email"], *(each for each in places if each))
