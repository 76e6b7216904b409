"""Sends a user the link to set a password, and records it in the audit log, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.audit import AuditAction, Change, Event
from textgate.domain.viewer import PEOPLE, Viewer
from textgate.services.access.scope import within
from textgate.services.access.user_status import UserStatus, status_of
from textgate.services.audit import audit_log
from textgate.services.credentials import one_time_links
from textgate.services.limits import window_counters
from textgate.services.mail import outbox, templates
from textgate.services.mail.templates import Words
from textgate.services.options import Options
from textgate.storage.tables import LinkPurpose, account, partner

# Enough for a user who checks the wrong folder, too few to flood an inbox.
MAX_MAILS_AN_HOUR = 5
_HOUR = timedelta(hours=1)
_ACTIONS = {
    LinkPurpose.INVITATION: AuditAction.USER_INVITED,
    LinkPurpose.PASSWORD_RESET: AuditAction.PASSWORD_RESET_REQUESTED,
}


@dataclass(frozen=True, slots=True)
class Employer:
    """The names of the partner and, for users of a practice, of the account that a user works for."""

    partner: str
    account: str | None


async def load_employer(
    connection: AsyncConnection, viewer: Viewer, account_id: UUID | None
) -> Employer | None:
    """None if the viewer has no such account."""
    if account_id is None:
        statement = select(partner.c.name).where(within(viewer, partner))
        return Employer((await connection.execute(statement)).scalar_one(), None)
    names = select(partner.c.name, account.c.name).join_from(account, partner)
    is_owned = (account.c.id == account_id) & within(viewer, account)
    row = (await connection.execute(names.where(is_owned))).one_or_none()
    return None if row is None else Employer(*row)


async def count_mail(
    connection: AsyncConnection, user_row: Mapping[str, Any], now: datetime
) -> bool:
    """Count one more mail to this user. False if the limit is exceeded."""
    key = window_counters.key_of("mail", user_row["id"].hex)
    counts = await window_counters.count(connection, now, {key: _HOUR})
    return counts[key].times <= MAX_MAILS_AN_HOUR


class LinkSender:
    """Every method ends the user's older links if it replaces them by a mailed or returned one.

    With `return_url` the methods return the URL of a link of its own. Without a mail server, `by_mail` has
    no effect.
    """

    def __init__(self, options: Options) -> None:
        self._public_url = options.public_url
        self.has_mail_server = options.smtp is not None

    async def send_invitation(
        self,
        connection: AsyncConnection,
        viewer: Viewer,
        user_row: Mapping[str, Any],
        employer: Employer,
        now: datetime,
        *,
        by_mail: bool,
        return_url: bool,
        changes: tuple[Change, ...] = (),
    ) -> str | None:
        def words(expires_at: datetime) -> Words:
            return templates.invitation(
                name=user_row["name"],
                # The name of a program, such as nightly-sync, means nothing to the user.
                inviter=viewer.name if viewer.kind in PEOPLE else employer.partner,
                organization=employer.account or employer.partner,
                until=expires_at,
            )

        return await self._send(
            connection,
            viewer,
            user_row,
            LinkPurpose.INVITATION,
            words,
            now,
            by_mail=by_mail,
            return_url=return_url,
            changes=changes,
        )

    async def send_reset(
        self,
        connection: AsyncConnection,
        viewer: Viewer,
        user_row: Mapping[str, Any],
        now: datetime,
        *,
        by_mail: bool,
        return_url: bool,
    ) -> str | None:
        def words(expires_at: datetime) -> Words:
            return templates.password_reset(name=user_row["name"], until=expires_at)

        return await self._send(
            connection,
            viewer,
            user_row,
            LinkPurpose.PASSWORD_RESET,
            words,
            now,
            by_mail=by_mail,
            return_url=return_url,
        )

    async def send_by_status(
        self,
        connection: AsyncConnection,
        viewer: Viewer,
        user_row: Mapping[str, Any],
        now: datetime,
        *,
        by_mail: bool,
        return_url: bool,
    ) -> str | None:
        """Send a reset to an active user, and an invitation to a user who has not accepted one yet."""
        if status_of(user_row) is UserStatus.ACTIVE:
            return await self.send_reset(
                connection, viewer, user_row, now, by_mail=by_mail, return_url=return_url
            )
        employer = await load_employer(connection, viewer, user_row["account_id"])
        assert employer is not None
        return await self.send_invitation(
            connection, viewer, user_row, employer, now, by_mail=by_mail, return_url=return_url
        )

    async def _send(
        self,
        connection: AsyncConnection,
        viewer: Viewer,
        user_row: Mapping[str, Any],
        purpose: LinkPurpose,
        words: Callable[[datetime], Words],
        now: datetime,
        *,
        by_mail: bool,
        return_url: bool,
        changes: tuple[Change, ...] = (),
    ) -> str | None:
        is_mailed = by_mail and self.has_mail_server
        if is_mailed or return_url:
            await outbox.void_links(connection, user_row, now)
        if is_mailed:
            expires_at = now + one_time_links.VALID_FOR[purpose]
            await outbox.enqueue(
                connection, user_row, words(expires_at), purpose, now=now, until=expires_at
            )
        url = None
        if return_url:
            token = await one_time_links.create(connection, user_row, purpose, now)
            url = one_time_links.url(self._public_url, token)
            # A returned link lets its holder sign in as the user, so the log names who got it.
            changes = (*changes, Change("link", None, "shown"))
        event = Event(_ACTIONS[purpose], "user", user_row["id"], user_row["account_id"], changes)
        await audit_log.record(connection, viewer, now, event)
        return url
