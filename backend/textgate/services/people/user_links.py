"""Invites users, and sends users links to set a password, by mail or for an operator to pass on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import insert, update
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.audit import differences
from textgate.domain.clock import Clock
from textgate.domain.email_address import parse_user_email
from textgate.domain.errors import InputErrors, InvalidValue, UserErrorCode, invalid, not_found
from textgate.domain.ids import new_id
from textgate.domain.permissions import Role
from textgate.domain.text import line
from textgate.domain.viewer import PEOPLE, Origin, Viewer, operator
from textgate.services.access.scope import within
from textgate.services.access.user_status import UserStatus, status_of
from textgate.services.credentials import sessions
from textgate.services.options import Options
from textgate.services.people.link_sender import LinkSender, count_mail, load_employer
from textgate.services.people.roles import role_problem
from textgate.services.people.user_rows import (
    MAX_NAME_LENGTH,
    NOT_ACCEPTED,
    has_email,
    lock_other_user,
    lock_user,
)
from textgate.services.worker_signals import WorkerSignals
from textgate.storage import directories
from textgate.storage.database import Database
from textgate.storage.tables import email_directory, user

_TOO_MANY = "has received several links recently; try again in an hour"

# An email address belongs to one user of one partner. An answer that an address belongs to another partner
# or practice would reveal who works where. So such an address gets the same message as any unusable one:
# misspelled, or of a domain that never receives mail. Only the caller's own users are named. A guess
# reveals no more, and each wrong guess is an invitation: a mail to that address, and an audit entry.
UNUSABLE = "cannot be invited; check the spelling or use another address"


@dataclass(frozen=True, slots=True)
class Invited:
    """`url` is the one-time link to set a password, None if it is not for the caller."""

    user_id: UUID
    url: str | None = field(repr=False)
    is_mailed: bool


class UserLinks:
    def __init__(
        self, database: Database, clock: Clock, signals: WorkerSignals, options: Options
    ) -> None:
        self._database = database
        self._clock = clock
        self._signals = signals
        self._sender = LinkSender(options)

    def are_shown_to(self, viewer: Viewer) -> bool:
        """Whether the viewer gets the links of its users, to pass them on, because no mail server sends them.

        Only signed-in users do: with a link, a stolen token of a program could take over an administrator.
        """
        return viewer.kind in PEOPLE and not self._sender.has_mail_server

    async def invite(
        self,
        viewer: Viewer,
        *,
        email: str,
        name: str,
        role: Role,
        account_id: UUID | None,
        by_mail: bool = True,
        return_url: bool = False,
    ) -> Invited:
        """Create a user who sets a password by a link. Raises InvalidInput.

        The link is mailed if there is a mail server, returned as a URL, or both, each with a link of its own.
        A user who has not accepted yet, or is deactivated, is invited as if new: with this name, role and
        account.
        """
        errors = InputErrors()
        address = errors.require(("email",), _parse_invited, email)
        clean_name = errors.require(("name",), line(MAX_NAME_LENGTH), name)
        problem = role_problem(viewer, role, has_account=account_id is not None)
        if problem is not None:
            errors.add(("role",), UserErrorCode.INVALID, problem)
        now = self._clock()
        async with self._database.write() as connection:
            employer = await load_employer(connection, viewer, account_id)
            if employer is None:
                errors.extend(not_found("Account", "accountId").errors)
            errors.raise_if_any()
            assert employer is not None
            entered = {"email": address, "name": clean_name, "role": role}
            values = entered | NOT_ACCEPTED | {"account_id": account_id, "updated_at": now}
            user_row = await _insert_or_renew(connection, viewer, values)
            is_mailed = by_mail and self._sender.has_mail_server
            if is_mailed and not await count_mail(connection, user_row, now):
                raise invalid(("email",), UserErrorCode.CONFLICT, _TOO_MANY)
            url = await self._sender.send_invitation(
                connection,
                viewer,
                user_row,
                employer,
                now,
                by_mail=by_mail,
                return_url=return_url,
                changes=differences({}, entered),
            )
        self._signals.mails.set()
        return Invited(user_row["id"], url, is_mailed)

    async def renew(self, viewer: Viewer, user_id: UUID) -> Invited:
        """Send another user a new link: a reset to an active user, otherwise an invitation.

        The user's older links end. Raises InvalidInput.
        """
        now = self._clock()
        is_mailed, is_shown = self._sender.has_mail_server, self.are_shown_to(viewer)
        async with self._database.write() as connection:
            if_own = "cannot renew their own link; change the password in the profile"
            row = await lock_other_user(connection, viewer, user_id, if_own)
            if status_of(row) is UserStatus.DEACTIVATED:
                problem = "is deactivated; invite the user again"
                raise invalid(("id",), UserErrorCode.CONFLICT, problem, subject="User")
            if not is_mailed and not is_shown:
                problem = "cannot receive a link, because this server sends no mail"
                raise invalid(("id",), UserErrorCode.CONFLICT, problem, subject="User")
            if is_mailed and not await count_mail(connection, row, now):
                raise invalid(("id",), UserErrorCode.CONFLICT, _TOO_MANY, subject="User")
            url = await self._sender.send_by_status(
                connection, viewer, row, now, by_mail=is_mailed, return_url=is_shown
            )
        self._signals.mails.set()
        return Invited(user_id, url, is_mailed)

    async def request_reset(self, email: str, origin: Origin) -> None:
        """Mail an active user a link to reset the password, if there is a mail server.

        Does nothing for other addresses and beyond the limit of mails, and the caller learns nothing.
        """
        now = self._clock()
        async with self._database.write() as connection:
            row = await lock_user(connection, await has_email(connection, email))
            if row is None or status_of(row) is not UserStatus.ACTIVE:
                return
            if not await count_mail(connection, row, now):
                return
            # `sms_enabled` is irrelevant to the audit log.
            viewer = sessions.viewer_of(row, sms_enabled=False, origin=origin)
            await self._sender.send_reset(
                connection, viewer, row, now, by_mail=True, return_url=False
            )
        self._signals.mails.set()

    async def link_for(self, email: str, *, by_mail: bool) -> str | None:
        """For operators: the URL of a new link, a reset for an active user, otherwise an invitation.

        `by_mail` also mails a link of its own. None if no user with this address can receive a link.
        """
        return (await self._link(email, by_mail=by_mail, return_url=True))[1]

    async def mail_link(self, email: str) -> bool:
        """The same by mail only. False if no user with this address can receive a link."""
        return (await self._link(email, by_mail=True, return_url=False))[0]

    async def _link(
        self, email: str, *, by_mail: bool, return_url: bool
    ) -> tuple[bool, str | None]:
        now = self._clock()
        async with self._database.write() as connection:
            row = await lock_user(connection, await has_email(connection, email))
            if row is None or status_of(row) is UserStatus.DEACTIVATED:
                return False, None
            viewer = operator(row["partner_id"])
            url = await self._sender.send_by_status(
                connection, viewer, row, now, by_mail=by_mail, return_url=return_url
            )
        self._signals.mails.set()
        return True, url


def _parse_invited(text: str) -> str:
    try:
        return parse_user_email(text)
    except InvalidValue as error:
        if error.code is UserErrorCode.INVALID:
            raise InvalidValue(UNUSABLE) from None
        raise


async def _insert_or_renew(
    connection: AsyncConnection, viewer: Viewer, values: dict[str, Any]
) -> dict[str, Any]:
    """Insert the invited user, or renew the viewer's own inactive one. Returns the row."""
    new = {
        "id": new_id(),
        "partner_id": viewer.partner_id,
        "created_at": values["updated_at"],
        "last_sign_in_at": None,
    }
    if await directories.claim(connection, email_directory, viewer.partner_id, values["email"]):
        await connection.execute(insert(user), values | new)
        return values | new
    is_own = (user.c.email == values["email"]) & within(viewer, user)
    row = await lock_user(connection, is_own)
    if row is None:
        raise invalid(("email",), UserErrorCode.INVALID, UNUSABLE)
    if status_of(row) is UserStatus.ACTIVE:
        raise invalid(
            ("email",), UserErrorCode.ALREADY_EXISTS, "already belongs to one of your users"
        )
    await connection.execute(update(user).where(is_own).values(**values))
    return row | values
