"""People who work for partners and practices: invited, given another role, deactivated, sent links."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, false, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.audit import AuditAction, Event, differences
from textgate.domain.clock import Clock
from textgate.domain.email_address import parse_user_email
from textgate.domain.errors import InputErrors, InvalidValue, UserErrorCode, invalid
from textgate.domain.ids import new_id
from textgate.domain.permissions import ACCOUNT_ROLES, PARTNER_ROLES, Role
from textgate.domain.text import line
from textgate.domain.viewer import Origin, Viewer, operator
from textgate.services.access.scope import within
from textgate.services.access.user_status import UserStatus, status_of
from textgate.services.audit import audit_log
from textgate.services.credentials import sessions
from textgate.services.mail import outbox
from textgate.services.options import Options
from textgate.services.people import administrators
from textgate.services.people.invitations import UserLinks, has_had_enough, load_employer
from textgate.services.people.user_list import UserSummary, summaries
from textgate.services.worker_signals import WorkerSignals
from textgate.storage.database import Database
from textgate.storage.statements import insert_unless_exists
from textgate.storage.tables import account, user

MAX_NAME_LENGTH = 200

# An e-mail address is one user's, whoever's user that is. To tell that it is another partner's, or
# another practice's, would tell who works where; so such an address is refused in the very words that
# any unusable one gets: one that is misspelt, or whose domain never receives mail. Only those of one's
# own are named. Somebody who guesses learns no more, and each guess that is wrong is an invitation: a
# mail to that address, and an entry in the audit log.
UNUSABLE = "this address cannot be invited: check how it is written, or use another one"

NOT_ACCEPTED = {
    "password_hash": None,
    "totp_secret": None,
    "totp_used_step": None,
    "failed_sign_ins": 0,
    "deactivated_at": None,
}


@dataclass(frozen=True, slots=True)
class Invited:
    """`url` is where the person chooses a password, once; None unless it is to be shown."""

    user_id: UUID
    url: str | None


class Users:
    def __init__(
        self, database: Database, clock: Clock, wake: WorkerSignals, options: Options
    ) -> None:
        self._database = database
        self._clock = clock
        self._wake = wake
        self._links = UserLinks(options)

    async def invite(
        self, viewer: Viewer, *, email: str, name: str, role: Role, account_id: UUID | None
    ) -> UUID:
        """The id of the user, who is sent a link by mail, if there is a mail server; see `invite_by_link`."""
        invited = await self.invite_by_link(
            viewer,
            email=email,
            name=name,
            role=role,
            account_id=account_id,
            by_mail=True,
            shown=False,
        )
        return invited.user_id

    async def invite_by_link(
        self,
        viewer: Viewer,
        *,
        email: str,
        name: str,
        role: Role,
        account_id: UUID | None,
        by_mail: bool,
        shown: bool = True,
    ) -> Invited:
        """Make a user who chooses a password by a link: mailed, left to the caller to show, or one of each.

        Somebody who has not accepted yet, or has been deactivated, is invited as if new: with this
        name, role and account. Raises InvalidInput.
        """
        errors = InputErrors()
        address = errors.require(("email",), _parse_invited, email)
        clean_name = errors.require(("name",), line(MAX_NAME_LENGTH), name)
        misfit = _misfit(viewer, role, has_account=account_id is not None)
        if misfit is not None:
            errors.add(("role",), UserErrorCode.INVALID, misfit)
        now = self._clock()
        async with self._database.write() as connection:
            place = await load_employer(connection, viewer, account_id)
            if place is None:
                errors.add(("accountId",), UserErrorCode.NOT_FOUND, "there is no such account")
            errors.raise_if_any()
            assert place is not None
            given = {"email": address, "name": clean_name, "role": role}
            values = given | NOT_ACCEPTED | {"account_id": account_id, "updated_at": now}
            user_row = await _insert_or_renew(connection, viewer, values)
            is_mailed = by_mail and self._links.has_mail_server
            if is_mailed and await has_had_enough(connection, user_row, now):
                message = "has been sent several invitations just now; try again in an hour"
                raise invalid(("email",), UserErrorCode.CONFLICT, message)
            url = await self._links.send_invitation(
                connection,
                viewer,
                user_row,
                place,
                now,
                by_mail=by_mail,
                shown=shown,
                changes=differences({}, given),
            )
        self._wake.mails.set()
        return Invited(user_row["id"], url)

    async def update_role(self, viewer: Viewer, user_id: UUID, role: Role) -> None:
        """Give a user another role, which ends all its sessions; raises InvalidInput."""
        now = self._clock()
        async with self._database.write() as connection:
            current = await _lock(connection, viewer, user_id, "nobody changes their own role")
            if status_of(current) is UserStatus.DEACTIVATED:
                raise invalid(("id",), UserErrorCode.CONFLICT, "the user is deactivated")
            misfit = _misfit(viewer, role, has_account=current["account_id"] is not None)
            if misfit is not None:
                raise invalid(("role",), UserErrorCode.INVALID, misfit)
            if role is current["role"]:
                return
            mine = (user.c.id == user_id) & within(viewer, user)
            await connection.execute(update(user).where(mine).values(role=role, updated_at=now))
            await sessions.end_all(connection, current)
            account_id, changes = current["account_id"], differences(current, {"role": role})
            event = Event(AuditAction.USER_ROLE_CHANGED, "user", user_id, account_id, changes)
            await audit_log.record(connection, viewer, now, event)
            await administrators.keep_one(connection, viewer, current)

    async def deactivate(self, viewer: Viewer, user_id: UUID) -> None:
        """End a user's sessions and links, until invited again; raises InvalidInput.

        Nothing happens to one who is deactivated already.
        """
        now = self._clock()
        async with self._database.write() as connection:
            current = await _lock(connection, viewer, user_id, "nobody deactivates themselves")
            if status_of(current) is UserStatus.DEACTIVATED:
                return
            mine = (user.c.id == user_id) & within(viewer, user)
            values = {"deactivated_at": now, "updated_at": now}
            await connection.execute(update(user).where(mine).values(**values))
            await sessions.end_all(connection, current)
            await outbox.end_links(connection, current, now)
            event = Event(AuditAction.USER_DEACTIVATED, "user", user_id, current["account_id"])
            await audit_log.record(connection, viewer, now, event)
            await administrators.keep_one(connection, viewer, current)

    async def request_reset(self, email: str, origin: Origin) -> None:
        """Mail an active user a link to choose another password by, if there is a mail server.

        For anybody else, and for one who is sent too many, nothing happens and nothing is told.
        """
        now = self._clock()
        async with self._database.write() as connection:
            row = await _locked(connection, _has_email(email))
            if row is None or status_of(row) is not UserStatus.ACTIVE:
                return
            if await has_had_enough(connection, row, now):
                return
            # Whether the partner may text is nothing to the audit log.
            viewer = sessions.viewer_of(row, sms_enabled=False, origin=origin)
            await self._links.send_reset(connection, viewer, row, now, by_mail=True, shown=False)
        self._wake.mails.set()

    async def link_for(self, email: str, *, by_mail: bool) -> str | None:
        """For operators: the URL of a new link, a reset for an active user, else an invitation. `by_mail`
        also mails a link of its own. None if no user who is not deactivated has this address."""
        return (await self._link(email, by_mail=by_mail, shown=True))[1]

    async def mail_link(self, email: str) -> bool:
        """The same by mail only; false if no user who is not deactivated has this address."""
        return (await self._link(email, by_mail=True, shown=False))[0]

    async def _link(self, email: str, *, by_mail: bool, shown: bool) -> tuple[bool, str | None]:
        now = self._clock()
        async with self._database.write() as connection:
            row = await _locked(connection, _has_email(email))
            if row is None or status_of(row) is UserStatus.DEACTIVATED:
                return False, None
            url = await self._links.send_what_fits(
                connection, operator(row["partner_id"]), row, now, by_mail=by_mail, shown=shown
            )
        self._wake.mails.set()
        return True, url

    async def all(self, partner_id: UUID | None = None) -> list[UserSummary]:
        """For operators: every user, or one partner's, by e-mail address."""
        conditions = () if partner_id is None else (user.c.partner_id == partner_id,)
        async with self._database.read() as connection:
            return await summaries(connection, *conditions)

    async def account_id(self, partner_id: UUID, external_id: str) -> UUID | None:
        """For operators: the account that the partner knows under its own identifier."""
        mine = (account.c.partner_id == partner_id) & (account.c.external_id == external_id)
        async with self._database.read() as connection:
            found: UUID | None = await connection.scalar(select(account.c.id).where(mine))
        return found

    async def summary_of(self, email: str) -> UserSummary | None:
        """For operators: who has this address, of whatever partner."""
        async with self._database.read() as connection:
            found = await summaries(connection, _has_email(email))
        return found[0] if found else None


def _has_email(text: str) -> ColumnElement[bool]:
    """The condition for the user with this address, whom nothing that is no address can find."""
    try:
        return user.c.email == parse_user_email(text)
    except InvalidValue:
        return false()


def _parse_invited(text: str) -> str:
    try:
        return parse_user_email(text)
    except InvalidValue as refused:
        if refused.code is UserErrorCode.INVALID:
            raise InvalidValue(UNUSABLE) from None
        raise


def _misfit(viewer: Viewer, role: Role, *, has_account: bool) -> str | None:
    """Why this viewer cannot give somebody this role."""
    if role in PARTNER_ROLES and viewer.account_id is None:
        return "is for the partner's own people, without an account" if has_account else None
    if role in ACCOUNT_ROLES:
        return None if has_account else "is for people of one practice: give its account"
    return "is not one that you can give to a person"


async def _insert_or_renew(
    connection: AsyncConnection, viewer: Viewer, values: dict[str, Any]
) -> dict[str, Any]:
    """The row of an invited user: a new one, or the viewer's own one that is not in use."""
    new = {
        "id": new_id(),
        "partner_id": viewer.partner_id,
        "created_at": values["updated_at"],
        "last_sign_in_at": None,
    }
    statement = insert_unless_exists(connection.dialect, user)
    if (await connection.execute(statement, values | new)).rowcount:
        return values | new
    mine = (user.c.email == values["email"]) & within(viewer, user)
    row = await _locked(connection, mine)
    if row is None:
        raise invalid(("email",), UserErrorCode.INVALID, UNUSABLE)
    if status_of(row) is UserStatus.ACTIVE:
        raise invalid(("email",), UserErrorCode.ALREADY_EXISTS, "is one of your users already")
    await connection.execute(update(user).where(mine).values(**values))
    return row | values


async def _lock(
    connection: AsyncConnection, viewer: Viewer, user_id: UUID, if_own: str
) -> dict[str, Any]:
    """The user's row, nobody else's to change until the commit; one's own is refused."""
    if viewer.id == user_id:
        raise invalid(("id",), UserErrorCode.CONFLICT, if_own)
    mine = (user.c.id == user_id) & within(viewer, user)
    found = await _locked(connection, mine)
    if found is None:
        raise invalid(("id",), UserErrorCode.NOT_FOUND, "there is no such user")
    return found


async def _locked(
    connection: AsyncConnection, condition: ColumnElement[bool]
) -> dict[str, Any] | None:
    statement = select(user).where(condition).with_for_update()
    row = (await connection.execute(statement)).mappings().one_or_none()
    return None if row is None else dict(row)
