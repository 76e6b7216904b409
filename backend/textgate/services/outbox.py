"""Mail on its way: written in the transaction it is about, handed to the mail server by the worker.

Without a mail server the worker sends nothing: rows wait, to be sent once one is set, and are emptied
when their links end.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import ColumnElement, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.clock import Clock
from textgate.domain.ids import new_id
from textgate.domain.retries import back_off
from textgate.services import smtp
from textgate.services.mails import Words
from textgate.services.options import Options
from textgate.storage.database import Database
from textgate.storage.outages import finish_all
from textgate.storage.statements import latest
from textgate.storage.tables import outbox

log = structlog.get_logger(__name__)

BATCH = 10
# Longer than a try takes: see ANSWER_WITHIN in smtp.py.
LEASE = timedelta(seconds=30)
REFUSED_WAIT = timedelta(hours=1)

_DONE = {"due_at": None, "lease_until": None, "body": ""}


async def add(
    connection: AsyncConnection,
    user_row: Mapping[str, Any],
    words: Words,
    *,
    now: datetime,
    until: datetime,
) -> None:
    """Write a mail to a user, of no use after `until`; any that has not left yet never will."""
    await withdraw(connection, user_row)
    row = {
        "id": new_id(),
        "partner_id": user_row["partner_id"],
        "user_id": user_row["id"],
        "recipient": user_row["email"],
        "subject": words.subject,
        "body": words.body,
        "tries": 0,
        "due_at": now,
        "lease_until": None,
        "expires_at": until,
        "created_at": now,
        "sent_at": None,
    }
    await connection.execute(insert(outbox), row)


async def withdraw(connection: AsyncConnection, user_row: Mapping[str, Any]) -> None:
    """What has not left yet never will: its link is of no use any more."""
    unsent = (
        (outbox.c.user_id == user_row["id"])
        & (outbox.c.partner_id == user_row["partner_id"])
        & outbox.c.due_at.is_not(None)
    )
    await connection.execute(update(outbox).where(unsent).values(**_DONE))


class Outbox:
    def __init__(self, database: Database, clock: Clock, options: Options) -> None:
        self._database = database
        self._clock = clock
        self._server = options.smtp
        self._sender = options.mail_from

    async def run_due(self) -> int:
        """Send one batch of due mail, and empty what is too old; returns how much there was."""
        async with self._database.write() as connection:
            given_up = await self._give_up(connection)
            claimed = await self._claim(connection) if self._server else []
        await finish_all(self._send(row) for row in claimed)
        return given_up + len(claimed)

    async def next_due_at(self) -> datetime | None:
        """When the next mail is to be sent or emptied, as far as is known now."""
        moment: ColumnElement[datetime] = outbox.c.expires_at
        if self._server is not None:
            unleased = func.coalesce(outbox.c.lease_until, outbox.c.due_at)
            moment = latest(self._database.dialect, outbox.c.due_at, unleased)
        statement = select(func.min(moment)).where(outbox.c.due_at.is_not(None))
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

    async def _claim(self, connection: AsyncConnection) -> list[dict[str, Any]]:
        now = self._clock()
        is_free = or_(outbox.c.lease_until.is_(None), outbox.c.lease_until <= now)
        due = (
            select(outbox)
            .where(outbox.c.due_at <= now, is_free)
            .order_by(outbox.c.due_at)
            .limit(BATCH)
            .with_for_update(skip_locked=True)
        )
        rows = (await connection.execute(due)).mappings().all()
        if not rows:
            return []
        leased = {"lease_until": now + LEASE, "tries": outbox.c.tries + 1}
        mine = outbox.c.id.in_([row["id"] for row in rows])
        await connection.execute(update(outbox).where(mine).values(**leased))
        return [
            {**row, "lease_until": leased["lease_until"], "tries": row["tries"] + 1} for row in rows
        ]

    async def _send(self, row: Mapping[str, Any]) -> None:
        """One try. A mail whose acceptance was lost is sent again: twice does no harm, never does."""
        assert self._server is not None
        assert self._sender is not None
        mail = smtp.Mail(
            id=row["id"].hex,
            sender=self._sender,
            recipient=row["recipient"],
            subject=row["subject"],
            body=row["body"],
            at=row["created_at"],
        )
        this = outbox.c.id == row["id"]
        try:
            await smtp.send(self._server, mail)
        except smtp.MailNotSent as error:
            # Neither the address nor the server's words, which may repeat it.
            log.warning(
                "mail_not_sent",
                mail_id=mail.id,
                tries=row["tries"],
                reason=error.reason,
                code=error.code,
            )
            wait = REFUSED_WAIT if error.is_final else back_off(row["tries"])
            due_at = min(self._clock() + wait, row["expires_at"])
            # Unless it has been withdrawn meanwhile, or the lease has gone to another worker.
            this &= outbox.c.lease_until == row["lease_until"]
            values = {"due_at": due_at, "lease_until": None}
        else:
            log.info("mail_sent", mail_id=mail.id, tries=row["tries"])
            values = _DONE | {"sent_at": self._clock()}
        async with self._database.write() as connection:
            await connection.execute(update(outbox).where(this).values(**values))
