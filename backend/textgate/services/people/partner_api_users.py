"""Users of practices that partners' programs synchronize, each under the partner's own key.

This sends no mail. To sign in, such a user needs an invitation or the partner's identity provider. An
email address as the login is where the invitation goes.
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
from textgate.services.people.user_links import UNUSABLE
from textgate.services.people.user_rows import MAX_NAME_LENGTH, NOT_ACCEPTED, lock_user
from textgate.storage import directories
from textgate.storage.database import Database
from textgate.storage.statements import insert_unless_exists
from textgate.storage.tables import account, email_directory, user

# The API's published rule. The password is not stored: users set theirs by a link.
_PASSWORD = re.compile(r"(?=.*[a-z])(?=.*[A-Z])(?=.*[^a-zA-Z]).{8,30}", re.DOTALL)
_RESERVED = "@"
# Every user needs an address. This domain never receives mail (RFC 2606).
_NO_ADDRESS_DOMAIN = "no-address.invalid"


@dataclass(frozen=True, slots=True)
class UserFields:
    """Fields to update on a user. None or missing means unchanged."""

    first_name: str | None = None
    last_name: str | None = None
    login: str | None = None
    password: str | None = None
    is_admin: bool | None = None
    is_active: bool | None = None
    extras: Mapping[str, Any] = field(default_factory=dict)

    @property
    def email(self) -> str | None:
        """The login if it is an email address."""
        try:
            return parse_user_email(self.login) if self.login else None
        except InvalidValue:
            return None


class PartnerApiUsers:
    """For viewers limited to one account: the users of that account."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def by_external_id(self, viewer: Viewer, external_id: str) -> dict[str, Any] | None:
        async with self._database.read() as connection:
            return await _load(connection, viewer, external_id)

    async def all(self, viewer: Viewer) -> Sequence[RowMapping]:
        """Every synchronized user with the key of the account, ordered by account and key."""
        statement = (
            select(user, account.c.external_id.label("account_external_id"))
            .join_from(user, account)
            .where(within(viewer, user), user.c.external_id.is_not(None))
            .order_by(account.c.external_id, user.c.external_id)
        )
        async with self._database.read() as connection:
            return (await connection.execute(statement)).mappings().all()

    async def create(self, viewer: Viewer, external_id: str, fields: UserFields) -> None:
        """Raises UserExists, and InvalidInput."""
        async with self._database.write() as connection:
            if await _load(connection, viewer, external_id) is not None:
                raise UserExists
            await self._create(connection, viewer, external_id, fields)

    async def update(self, viewer: Viewer, external_id: str, fields: UserFields) -> None:
        """Raises UserUnknown, and InvalidInput."""
        async with self._database.write() as connection:
            current = await _load(connection, viewer, external_id, to_change=True)
            if current is None:
                raise UserUnknown
            await self._update(connection, viewer, current, fields)

    async def save(self, viewer: Viewer, external_id: str, fields: UserFields) -> bool:
        """Upsert a user. Returns True if created. Raises InvalidInput."""
        async with self._database.write() as connection:
            current = await _load(connection, viewer, external_id, to_change=True)
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
        existing = await _with_email(connection, viewer, fields.email)
        if existing is not None and existing["external_id"] is None:
            # An invited user who is now synchronized too.
            await self._update(connection, viewer, existing, fields, external_id=key)
            return
        now = self._clock()
        user_id = new_id()
        row = {
            **NOT_ACCEPTED,
            "role": Role.ACCOUNT_SENDER,
            "email": f"{user_id.hex}@{_NO_ADDRESS_DOMAIN}",
            **_values(fields, {}),
            "id": user_id,
            "partner_id": viewer.partner_id,
            "account_id": viewer.account_id,
            "external_id": key,
            "deactivated_at": now if fields.is_active is False else None,
            "last_sign_in_at": None,
            "created_at": now,
            "updated_at": now,
        }
        if not await _claim(connection, viewer, row["email"]):
            raise _unusable()
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
            # The user signs in with this address, and password resets go to it.
            problem = "cannot be changed because this user already signs in"
            raise invalid(("loginId",), UserErrorCode.CONFLICT, problem)
        if fields.is_active is False and status is not UserStatus.DEACTIVATED:
            values["deactivated_at"] = now
        elif fields.is_active and status is UserStatus.DEACTIVATED:
            # As if new: the user must set a password again.
            values |= NOT_ACCEPTED
        changed = {name: value for name, value in values.items() if value != current[name]}
        if not changed:
            return
        is_user = (user.c.id == current["id"]) & within(viewer, user)
        if "email" in changed and not await _claim(connection, viewer, email):
            raise _unusable()
        try:
            await connection.execute(update(user).where(is_user).values(**changed, updated_at=now))
        except IntegrityError:
            raise _unusable() from None
        if "email" in changed:
            old = current["email"]
            await directories.release(connection, email_directory, viewer.partner_id, old)
        if {"role", "deactivated_at"} & changed.keys():
            await sessions.end_all(connection, current)
        if "email" in changed or changed.get("deactivated_at") is not None:
            # The owner of the old address must not take over this user by a link mailed there.
            await outbox.void_links(connection, current, now)
        shown: dict[str, Any] = {
            name: changed[name]
            for name in ("external_id", "email", "name", "role", "deactivated_at", "extras")
            if name in changed
        }
        await _record(connection, viewer, now, AuditAction.USER_UPDATED, current, current, shown)


def _values(fields: UserFields, current: Mapping[str, Any]) -> dict[str, Any]:
    """The columns to write."""
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


async def _load(
    connection: AsyncConnection, viewer: Viewer, external_id: str, *, to_change: bool = False
) -> dict[str, Any] | None:
    try:
        key = input_parsers.parse_external_id(external_id)
    except InvalidValue:
        return None
    has_key = (user.c.external_id == key) & (user.c.account_id == viewer.account_id)
    statement = select(user).where(has_key, within(viewer, user))
    result = await connection.execute(statement.with_for_update() if to_change else statement)
    row = result.mappings().one_or_none()
    return None if row is None else dict(row)


async def _with_email(
    connection: AsyncConnection, viewer: Viewer, email: str | None
) -> dict[str, Any] | None:
    return await lock_user(connection, (user.c.email == email) & within(viewer, user))


async def _claim(connection: AsyncConnection, viewer: Viewer, email: str) -> bool:
    return await directories.claim(connection, email_directory, viewer.partner_id, email)


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
    # The same message as for an invitation, so that it does not reveal who has the address.
    return invalid(("loginId",), UserErrorCode.INVALID, UNUSABLE)
