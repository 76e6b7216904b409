"""People of practices as partners' programs tell of them, each under the partner's own key.

Nobody is mailed by this. Somebody who is to sign in is invited besides, or comes by the partner's
identity provider; an e-mail address that is given as the login is where the invitation finds them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.audit import AuditAction, Event, differences
from textgate.domain.clock import Clock
from textgate.domain.email_address import parse_user_email
from textgate.domain.errors import (
    InputErrors,
    InvalidValue,
    PasswordInvalid,
    PasswordMissing,
    UserErrorCode,
    UserExists,
    UserIdReserved,
    UserUnknown,
    invalid,
)
from textgate.domain.ids import new_id
from textgate.domain.permissions import Role
from textgate.domain.text import line
from textgate.domain.viewer import Viewer
from textgate.services.access.scope import within
from textgate.services.access.user_status import UserStatus, status_of
from textgate.services.audit import audit_log
from textgate.services.credentials import sessions
from textgate.services.details import input_parsers, passthrough_fields
from textgate.services.mail import outbox
from textgate.services.people.users import MAX_NAME_LENGTH, NOT_ACCEPTED, UNUSABLE
from textgate.storage.database import Database
from textgate.storage.statements import insert_unless_exists
from textgate.storage.tables import account, user

# The API's published rule. The password is not kept: people choose theirs by a link.
_PASSWORD = re.compile(r"(?=.*[a-z])(?=.*[A-Z])(?=.*[^a-zA-Z]).{8,30}", re.DOTALL)
_RESERVED = "@"
# Every user has an address; whoever came without one has one where no mail ever arrives (RFC 2606).
_NOWHERE = "no-address.invalid"


@dataclass(frozen=True, slots=True)
class UserFields:
    """What is said of somebody; None and absent leave what is there as it is."""

    first_name: str | None = None
    last_name: str | None = None
    login: str | None = None
    password: str | None = None
    is_admin: bool | None = None
    is_active: bool | None = None
    extras: Mapping[str, Any] = field(default_factory=dict)

    @property
    def email(self) -> str | None:
        """The login where it is an e-mail address."""
        try:
            return parse_user_email(self.login) if self.login else None
        except InvalidValue:
            return None


class PartnerApiUsers:
    """For viewers who are limited to one account, whose people they are."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def by_external_id(self, viewer: Viewer, external_id: str) -> dict[str, Any] | None:
        async with self._database.read() as connection:
            return await _find(connection, viewer, external_id)

    async def all(self, viewer: Viewer) -> Sequence[RowMapping]:
        """Everybody whom programs have told of, with the account's own key, by account and key."""
        statement = (
            select(user, account.c.external_id.label("account_external_id"))
            .join_from(user, account, account.c.id == user.c.account_id)
            .where(within(viewer, user), user.c.external_id.is_not(None))
            .order_by(account.c.external_id, user.c.external_id)
        )
        async with self._database.read() as connection:
            return (await connection.execute(statement)).mappings().all()

    async def create(self, viewer: Viewer, external_id: str, fields: UserFields) -> None:
        """Raises UserExists, and InvalidInput."""
        async with self._database.write() as connection:
            if await _find(connection, viewer, external_id) is not None:
                raise UserExists
            await self._create(connection, viewer, external_id, fields)

    async def update(self, viewer: Viewer, external_id: str, fields: UserFields) -> None:
        """Raises UserUnknown, and InvalidInput."""
        async with self._database.write() as connection:
            current = await _find(connection, viewer, external_id, to_change=True)
            if current is None:
                raise UserUnknown
            await self._update(connection, viewer, current, fields)

    async def save(self, viewer: Viewer, external_id: str, fields: UserFields) -> bool:
        """Create or update, whichever it is; whether somebody was created. Raises InvalidInput."""
        async with self._database.write() as connection:
            current = await _find(connection, viewer, external_id, to_change=True)
            if current is None:
                await self._create(connection, viewer, external_id, fields)
            else:
                await self._update(connection, viewer, current, fields)
        return current is None

    async def _create(
        self, connection: AsyncConnection, viewer: Viewer, external_id: str, fields: UserFields
    ) -> None:
        if external_id.startswith(_RESERVED):
            raise UserIdReserved
        errors = InputErrors()
        key = errors.require(("externalId",), input_parsers.parse_external_id, external_id)
        for path, name in (("firstName", fields.first_name), ("lastName", fields.last_name)):
            errors.require((path,), line(MAX_NAME_LENGTH), name)
        errors.raise_if_any()
        if fields.login and fields.password is None:
            raise PasswordMissing
        known = await _of_email(connection, viewer, fields.email)
        if known is not None and known["external_id"] is None:
            # Somebody who works here already, and is now known to the partner's program as well.
            await self._update(connection, viewer, known, fields, external_id=key)
            return
        now = self._clock()
        user_id = new_id()
        given = _values(fields, {})
        row = {
            **NOT_ACCEPTED,
            "role": Role.ACCOUNT_SENDER,
            "email": f"{user_id.hex}@{_NOWHERE}",
            **given,
            "id": user_id,
            "partner_id": viewer.partner_id,
            "account_id": viewer.account_id,
            "external_id": key,
            "deactivated_at": now if fields.is_active is False else None,
            "last_sign_in_at": None,
            "created_at": now,
            "updated_at": now,
        }
        inserted = await connection.execute(insert_unless_exists(connection.dialect, user), row)
        if inserted.rowcount == 0:
            raise _unusable()
        shown = {name: row[name] for name in ("external_id", "email", "name", "role")}
        await _record(connection, viewer, now, AuditAction.USER_CREATED, row, {}, shown)

    async def _update(
        self,
        connection: AsyncConnection,
        viewer: Viewer,
        current: dict[str, Any],
        fields: UserFields,
        external_id: str | None = None,
    ) -> None:
        now = self._clock()
        status = status_of(current)
        values = _values(fields, current)
        if external_id is not None:
            values["external_id"] = external_id
        email = values.get("email", current["email"])
        if email != current["email"] and status is UserStatus.ACTIVE:
            # It is what they sign in by, and where a link for another password would go.
            message = "is somebody's who signs in already, and cannot be changed here"
            raise invalid(("loginId",), UserErrorCode.CONFLICT, message)
        if fields.is_active is False and status is not UserStatus.DEACTIVATED:
            values["deactivated_at"] = now
        elif fields.is_active and status is UserStatus.DEACTIVATED:
            # As if new: whoever comes back chooses a password again.
            values |= NOT_ACCEPTED
        changed = {name: value for name, value in values.items() if value != current[name]}
        if not changed:
            return
        mine = (user.c.id == current["id"]) & within(viewer, user)
        try:
            await connection.execute(update(user).where(mine).values(**changed, updated_at=now))
        except IntegrityError:
            raise _unusable() from None
        if {"role", "deactivated_at"} & changed.keys():
            await sessions.end_all(connection, current)
        if "email" in changed or changed.get("deactivated_at") is not None:
            # Whoever has the old address must not become this user by a link that was mailed there.
            await outbox.end_links(connection, current, now)
        shown: dict[str, Any] = {
            name: changed[name]
            for name in ("external_id", "email", "name", "role", "deactivated_at", "extras")
            if name in changed
        }
        await _record(connection, viewer, now, AuditAction.USER_UPDATED, current, current, shown)


def _values(fields: UserFields, current: Mapping[str, Any]) -> dict[str, Any]:
    """The columns that follow from what is said."""
    if fields.password is not None and not _PASSWORD.fullmatch(fields.password):
        raise PasswordInvalid
    kept = passthrough_fields.merged(current.get("extras"), fields.extras)
    values: dict[str, Any] = {"extras": kept}
    if fields.first_name is not None or fields.last_name is not None:
        names = [(kept or {}).get(name) for name in ("firstName", "lastName")]
        errors = InputErrors()
        whole = " ".join(name for name in names if name)
        values["name"] = errors.require(("firstName",), line(MAX_NAME_LENGTH), whole)
        errors.raise_if_any()
    if fields.email is not None:
        values["email"] = fields.email
    if fields.is_admin is not None:
        values["role"] = Role.ACCOUNT_ADMIN if fields.is_admin else Role.ACCOUNT_SENDER
    return values


async def _find(
    connection: AsyncConnection, viewer: Viewer, external_id: str, *, to_change: bool = False
) -> dict[str, Any] | None:
    try:
        key = input_parsers.parse_external_id(external_id)
    except InvalidValue:
        return None
    mine = (
        (user.c.external_id == key)
        & (user.c.account_id == viewer.account_id)
        & within(viewer, user)
    )
    statement = select(user).where(mine)
    found = await connection.execute(statement.with_for_update() if to_change else statement)
    row = found.mappings().one_or_none()
    return None if row is None else dict(row)


async def _of_email(
    connection: AsyncConnection, viewer: Viewer, email: str | None
) -> dict[str, Any] | None:
    mine = (user.c.email == email) & within(viewer, user)
    found = await connection.execute(select(user).where(mine).with_for_update())
    row = found.mappings().one_or_none()
    return None if row is None else dict(row)


async def _record(
    connection: AsyncConnection,
    viewer: Viewer,
    now: datetime,
    action: AuditAction,
    row: Mapping[str, Any],
    before: Mapping[str, Any],
    shown: dict[str, Any],
) -> None:
    kept = shown.pop("extras", None)
    changes = differences(before, shown)
    if kept is not None:
        changes += passthrough_fields.changes(before.get("extras"), kept)
    user_id: UUID = row["id"]
    event = Event(action, "user", user_id, viewer.account_id, changes)
    await audit_log.record(connection, viewer, now, event)


def _unusable() -> Exception:
    # In the words of an invitation: whose address it is is nobody else's business.
    return invalid(("loginId",), UserErrorCode.INVALID, UNUSABLE)
