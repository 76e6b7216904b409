"""Sends users the links by which they choose a password, and says so in the audit log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.audit import AuditAction, Change, Event
from textgate.domain.viewer import Viewer, ViewerKind
from textgate.services.access.scope import within
from textgate.services.access.user_status import UserStatus, status_of
from textgate.services.audit import audit_log
from textgate.services.credentials import one_time_links
from textgate.services.limits import window_counters
from textgate.services.mail import outbox, templates
from textgate.services.mail.templates import Words
from textgate.services.options import Options
from textgate.storage.tables import LinkPurpose, account, partner

# Enough for who looks in the wrong folder, too few to fill anybody's.
MAILS_AN_HOUR = 5
_HOUR = timedelta(hours=1)
_PEOPLE = (ViewerKind.PARTNER_USER, ViewerKind.ACCOUNT_USER)


@dataclass(frozen=True, slots=True)
class Employer:
    """For whom a user works, by name: a partner, or with an account one of its practices."""

    partner: str
    account: str | None


async def load_employer(
    connection: AsyncConnection, viewer: Viewer, account_id: UUID | None
) -> Employer | None:
    """None for an account that is not the viewer's."""
    if account_id is None:
        statement = select(partner.c.name).where(within(viewer, partner))
        return Employer((await connection.execute(statement)).scalar_one(), None)
    of_account = select(partner.c.name, account.c.name).join_from(account, partner)
    mine = of_account.where(account.c.id == account_id, within(viewer, account))
    found = (await connection.execute(mine)).one_or_none()
    return None if found is None else Employer(*found)


async def has_had_enough(
    connection: AsyncConnection, user_row: Mapping[str, Any], now: datetime
) -> bool:
    """Count one more mail to this user; whether it is more than anybody should get."""
    key = window_counters.key_of("mail", user_row["id"].hex)
    return (await window_counters.count(connection, now, {key: _HOUR}))[key].times > MAILS_AN_HOUR


class UserLinks:
    def __init__(self, options: Options) -> None:
        self._public_url = options.public_url
        self.has_mail_server = options.smtp is not None

    async def send_invitation(
        self,
        connection: AsyncConnection,
        viewer: Viewer,
        user_row: Mapping[str, Any],
        place: Employer,
        now: datetime,
        *,
        by_mail: bool,
        shown: bool,
        changes: tuple[Change, ...] = (),
    ) -> str | None:
        """Invite a user by mail, by a link whose URL is returned to be shown, or by both.

        Without a mail server no mail is written. When nothing replaces them, older links stay good.
        """
        purpose = LinkPurpose.INVITATION
        words = templates.invitation(
            name=user_row["name"],
            # A program's name, such as nightly-sync, tells the person nothing.
            inviter=viewer.name if viewer.kind in _PEOPLE else place.partner,
            place=place.account or place.partner,
            until=now + one_time_links.VALID_FOR[purpose],
        )
        url = await self._hand_out(
            connection, user_row, purpose, words, now, by_mail=by_mail, shown=shown
        )
        event = _event(AuditAction.USER_INVITED, user_row, changes)
        await audit_log.record(connection, viewer, now, event)
        return url

    async def send_reset(
        self,
        connection: AsyncConnection,
        viewer: Viewer,
        user_row: Mapping[str, Any],
        now: datetime,
        *,
        by_mail: bool,
        shown: bool,
    ) -> str | None:
        """A link to choose another password by; see `send_invitation`."""
        purpose = LinkPurpose.PASSWORD_RESET
        until = now + one_time_links.VALID_FOR[purpose]
        words = templates.password_reset(name=user_row["name"], until=until)
        url = await self._hand_out(
            connection, user_row, purpose, words, now, by_mail=by_mail, shown=shown
        )
        event = _event(AuditAction.PASSWORD_RESET_REQUESTED, user_row)
        await audit_log.record(connection, viewer, now, event)
        return url

    async def send_what_fits(
        self,
        connection: AsyncConnection,
        viewer: Viewer,
        user_row: Mapping[str, Any],
        now: datetime,
        *,
        by_mail: bool,
        shown: bool,
    ) -> str | None:
        """A reset for an active user, and an invitation for one who has not accepted yet."""
        if status_of(user_row) is UserStatus.ACTIVE:
            return await self.send_reset(
                connection, viewer, user_row, now, by_mail=by_mail, shown=shown
            )
        place = await load_employer(connection, viewer, user_row["account_id"])
        assert place is not None
        return await self.send_invitation(
            connection, viewer, user_row, place, now, by_mail=by_mail, shown=shown
        )

    async def _hand_out(
        self,
        connection: AsyncConnection,
        user_row: Mapping[str, Any],
        purpose: LinkPurpose,
        words: Words,
        now: datetime,
        *,
        by_mail: bool,
        shown: bool,
    ) -> str | None:
        is_mailed = by_mail and self.has_mail_server
        if is_mailed or shown:
            await outbox.end_links(connection, user_row, now)
        if is_mailed:
            until = now + one_time_links.VALID_FOR[purpose]
            await outbox.add(connection, user_row, words, purpose, now=now, until=until)
        if not shown:
            return None
        token = await one_time_links.create(connection, user_row, purpose, now)
        return one_time_links.url(self._public_url, token)


def _event(
    action: AuditAction, user_row: Mapping[str, Any], changes: tuple[Change, ...] = ()
) -> Event:
    return Event(action, "user", user_row["id"], user_row["account_id"], changes)
