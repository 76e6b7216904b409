"""Mail on its way: written in the transaction it is about, handed to the mail server by the worker.

A stored mail has a placeholder instead of its link. Each try to send it makes a link of its own, whose token is
put into the text in memory only, so that no database file or backup ever holds a link that works.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.clock import Clock
from textgate.domain.ids import new_id
from textgate.domain.retries import back_off
from textgate.services.credentials import one_time_links
from textgate.services.mail import smtp, templates
from textgate.services.mail.templates import Words
from textgate.services.options import Options
from textgate.storage import leases
from textgate.storage.database import Database
from textgate.storage.outages import finish_all
from textgate.storage.tables import LinkPurpose, link, outbox, user

log = structlog.get_logger(__name__)

BATCH = 10
REFUSED_WAIT = timedelta(hours=1)

_DONE = {"due_at": None, "lease_until": None, "body": ""}


async def add(
    connection: AsyncConnection,
    user_row: Mapping[str, Any],
    words: Words,
    purpose: LinkPurpose,
    *,
    now: datetime,
    until: datetime,
) -> None:
    """Write a mail to a user, of no use after `until`; see `end_links` for older ones."""
    row = {
        "id": new_id(),
        "partner_id": user_row["partner_id"],
        "user_id": user_row["id"],
        "recipient": user_row["email"],
        "subject": words.subject,
        "body": words.body,
        "link_purpose": purpose,
        "tries": 0,
        "due_at": now,
        "lease_until": None,
        "expires_at": until,
        "created_at": now,
        "sent_at": None,
    }
    await connection.execute(insert(outbox), row)


async def end_links(
    connection: AsyncConnection, user_row: Mapping[str, Any], now: datetime
) -> None:
    """Void a user's open links and withdraw the mails that have not left yet, which would bring new ones.

    The mails come first: a worker that is making a link for one of them has locked it, so the link is there to
    be voided once the lock is free.
    """
    unsent = (
        (outbox.c.user_id == user_row["id"])
        & (outbox.c.partner_id == user_row["partner_id"])
        & outbox.c.due_at.is_not(None)
    )
    await connection.execute(update(outbox).where(unsent).values(**_DONE))
    await one_time_links.void(connection, user_row, now)


@dataclass(frozen=True, slots=True)
class _Claimed:
    """A mail leased to this worker, with the link that this try puts into it."""

    row: Mapping[str, Any]
    lease_until: datetime
    tries: int
    link: one_time_links.NewLink = field(repr=False)


class Outbox:
    def __init__(self, database: Database, clock: Clock, options: Options) -> None:
        self._database = database
        self._clock = clock
        self._server = options.smtp
        self._sender = options.mail_from
        self._public_url = options.public_url

    async def run_due(self) -> int:
        """Send one batch of due mail, and empty what is too old; returns how much there was."""
        async with self._database.write() as connection:
            given_up = await self._give_up(connection)
            claimed = await self._claim(connection) if self._server else []
        await finish_all(self._send(mail) for mail in claimed)
        return given_up + len(claimed)

    async def next_due_at(self) -> datetime | None:
        """When the next mail is to be sent or emptied, as far as is known now."""
        if self._server is None:
            statement = select(func.min(outbox.c.expires_at)).where(outbox.c.due_at.is_not(None))
        else:
            statement = leases.next_due(self._database.dialect, outbox)
        async with self._database.read() as connection:
            moments = await connection.execute(statement)
            next_one: datetime | None = moments.scalar_one()
        return next_one

    async def _give_up(self, connection: AsyncConnection) -> int:
        """A link that has ended is not worth sending, nor keeping."""
        is_over = outbox.c.due_at.is_not(None) & (outbox.c.expires_at <= self._clock())
        given_up = await connection.execute(
            update(outbox).where(is_over).values(**_DONE).returning(outbox.c.id, outbox.c.tries)
        )
        rows = given_up.all()
        for row in rows:
            log.warning("mail_given_up", mail_id=row.id.hex, tries=row.tries)
        return len(rows)

    async def _claim(self, connection: AsyncConnection) -> list[_Claimed]:
        now = self._clock()
        due = (
            select(outbox)
            .join(user, user.c.id == outbox.c.user_id)
            .where(leases.is_due(outbox, now))
            .order_by(outbox.c.due_at)
            .limit(BATCH)
            # Lock the user too, because the new link refers to it, and whoever ends a user's links locks the
            # user before the mails. A mail whose user is locked waits for the next look.
            .with_for_update(of=(outbox, user), key_share=True, skip_locked=True)
        )
        rows = (await connection.execute(due)).mappings().all()
        if not rows:
            return []
        lease_until = await leases.lease(
            connection, outbox, [row["id"] for row in rows], now, tries=outbox.c.tries + 1
        )
        claimed = [
            _Claimed(dict(row), lease_until, row["tries"] + 1, _link(dict(row), now))
            for row in rows
        ]
        await connection.execute(insert(link), [mail.link.row for mail in claimed])
        return claimed

    async def _send(self, claimed: _Claimed) -> None:
        """One try. A mail whose acceptance was lost is sent again: twice does no harm, never does."""
        row, tries = claimed.row, claimed.tries
        assert self._server is not None
        assert self._sender is not None
        mail = smtp.Mail(
            id=row["id"].hex,
            sender=self._sender,
            recipient=row["recipient"],
            subject=row["subject"],
            body=templates.with_link(
                row["body"], one_time_links.url(self._public_url, claimed.link.token)
            ),
            at=row["created_at"],
        )
        this = outbox.c.id == row["id"]
        is_unseen = False
        try:
            await smtp.send(self._server, mail)
        except smtp.MailNotSent as error:
            # Neither the address nor the server's words, which may repeat it.
            log.warning(
                "mail_not_sent",
                mail_id=mail.id,
                tries=tries,
                reason=error.reason,
                code=error.code,
            )
            # Otherwise the person may have this very link, so it stays good.
            is_unseen = not error.may_have_arrived
            wait = REFUSED_WAIT if error.is_final else back_off(tries)
            due_at = min(self._clock() + wait, row["expires_at"])
            # Unless it has been withdrawn meanwhile, or the lease has gone to another worker.
            this = leases.is_held(outbox, row["id"], claimed.lease_until)
            values = {"due_at": due_at, "lease_until": None}
        else:
            log.info("mail_sent", mail_id=mail.id, tries=tries)
            values = _DONE | {"sent_at": self._clock()}
        async with self._database.write() as connection:
            await connection.execute(update(outbox).where(this).values(**values))
            if is_unseen:
                await one_time_links.delete_unseen(connection, claimed.link)


def _link(row: Mapping[str, Any], now: datetime) -> one_time_links.NewLink:
    return one_time_links.new(
        row["partner_id"], row["user_id"], row["link_purpose"], now, row["expires_at"]
    )
