"""Outbox of mails: enqueued in the caller's transaction, sent by the worker (transactional outbox).

A stored mail has a placeholder instead of its link. Each attempt creates a link and inserts its token in
memory only, so that no database file or backup contains a working link.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import Select, func, insert, select, update
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


async def enqueue(
    connection: AsyncConnection,
    user_row: Mapping[str, Any],
    words: Words,
    purpose: LinkPurpose | None,
    *,
    now: datetime,
    until: datetime,
) -> None:
    """Enqueue a mail to a user; it is discarded if it is not sent before `until`.

    With a purpose, its text has the placeholder of a link.
    """
    await enqueue_all(connection, [(user_row, words)], purpose, now=now, until=until)


async def enqueue_all(
    connection: AsyncConnection,
    mails: Sequence[tuple[Mapping[str, Any], Words]],
    purpose: LinkPurpose | None,
    *,
    now: datetime,
    until: datetime,
) -> None:
    """As `enqueue`, for several users in one statement."""
    rows = [
        {
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
        for user_row, words in mails
    ]
    if rows:
        await connection.execute(insert(outbox), rows)


async def void_links(
    connection: AsyncConnection, user_row: Mapping[str, Any], now: datetime
) -> None:
    """Void a user's open links, and withdraw unsent mails, which would contain new ones.

    Mails come first: a worker that creates a link holds the lock of its mail, so this transaction waits and
    then finds the link.
    """
    unsent = (
        (outbox.c.user_id == user_row["id"])
        & (outbox.c.partner_id == user_row["partner_id"])
        & outbox.c.due_at.is_not(None)
        & outbox.c.link_purpose.is_not(None)
    )
    await connection.execute(update(outbox).where(unsent).values(**_DONE))
    await one_time_links.void(connection, user_row, now)


@dataclass(frozen=True, slots=True)
class _LeasedMail:
    """A mail leased to this worker, and the link that this attempt inserts, if the mail has one."""

    row: Mapping[str, Any]
    lease_until: datetime
    tries: int
    link: one_time_links.NewLink | None = field(repr=False)


class Outbox:
    def __init__(self, database: Database, clock: Clock, options: Options) -> None:
        self._database = database
        self._clock = clock
        self._server = options.smtp
        self._sender = options.mail_from
        self._public_url = options.public_url

    async def run_due(self) -> int:
        """Send one batch of due mails and discard expired ones; returns the number of both."""
        async with self._database.write() as connection:
            discarded = await self._discard_expired(connection)
            batch = await self._lease_batch(connection) if self._server else []
        await finish_all(self._send(mail) for mail in batch)
        return discarded + len(batch)

    async def next_due_at(self) -> datetime | None:
        """When the next mail is due; without a mail server, when the next one expires."""
        if self._server is None:
            statement = select(func.min(outbox.c.expires_at)).where(outbox.c.due_at.is_not(None))
        else:
            statement = leases.next_due(self._database.dialect, outbox)
        async with self._database.read() as connection:
            moments = await connection.execute(statement)
            next_one: datetime | None = moments.scalar_one()
        return next_one

    async def _discard_expired(self, connection: AsyncConnection) -> int:
        is_expired = outbox.c.due_at.is_not(None) & (outbox.c.expires_at <= self._clock())
        discarded = await connection.execute(
            update(outbox).where(is_expired).values(**_DONE).returning(outbox.c.id, outbox.c.tries)
        )
        rows = discarded.all()
        for row in rows:
            log.warning("mail_given_up", mail_id=row.id.hex, tries=row.tries)
        return len(rows)

    async def _lease_batch(self, connection: AsyncConnection) -> list[_LeasedMail]:
        """Lease due mails and create a link for each."""
        now = self._clock()
        due = leases.select_due(outbox, now, BATCH)
        batch: list[_LeasedMail] = []
        for partner_id, ids in (await leases.ids_by_partner(connection, due)).items():
            rows = (await connection.execute(_select_due(partner_id, ids, now))).mappings().all()
            leased_ids = [row["id"] for row in rows]
            lease_until = await leases.lease(
                connection, outbox, partner_id, leased_ids, now, tries=outbox.c.tries + 1
            )
            batch += [
                _LeasedMail(dict(row), lease_until, row["tries"] + 1, _new_link(dict(row), now))
                for row in rows
            ]
        if links := [mail.link.row for mail in batch if mail.link is not None]:
            await connection.execute(insert(link), links)
        return batch

    async def _send(self, leased: _LeasedMail) -> None:
        """Send a mail at least once: if the server's acceptance is lost, the mail is sent again."""
        row, tries = leased.row, leased.tries
        assert self._server is not None
        assert self._sender is not None
        mail = smtp.Mail(
            id=row["id"].hex,
            sender=self._sender,
            recipient=row["recipient"],
            subject=row["subject"],
            body=self._body(leased),
            at=row["created_at"],
        )
        is_mail = (outbox.c.partner_id == row["partner_id"]) & (outbox.c.id == row["id"])
        is_link_unseen = False
        try:
            await smtp.send(self._server, mail)
        except smtp.MailNotSent as error:
            # Log neither the address nor the server's reply text, which may repeat it.
            log.warning(
                "mail_not_sent",
                mail_id=mail.id,
                tries=tries,
                reason=error.reason,
                code=error.code,
            )
            # If the mail may have arrived, its link stays valid.
            is_link_unseen = not error.may_have_arrived
            wait = REFUSED_WAIT if error.is_final else back_off(tries)
            due_at = min(self._clock() + wait, row["expires_at"])
            # Unless `void_links` has withdrawn the mail, or another worker holds the lease.
            is_mail = leases.is_held(outbox, row["partner_id"], row["id"], leased.lease_until)
            values = {"due_at": due_at, "lease_until": None}
        else:
            log.info("mail_sent", mail_id=mail.id, tries=tries)
            values = _DONE | {"sent_at": self._clock()}
        async with self._database.write() as connection:
            await connection.execute(update(outbox).where(is_mail).values(**values))
            if is_link_unseen and leased.link is not None:
                await one_time_links.delete_unseen(connection, leased.link)

    def _body(self, leased: _LeasedMail) -> str:
        body: str = leased.row["body"]
        if leased.link is None:
            return body
        return templates.with_link(body, one_time_links.url(self._public_url, leased.link.token))


def _select_due(partner_id: UUID, ids: Sequence[UUID], now: datetime) -> Select[Any]:
    return (
        select(outbox)
        .join_from(outbox, user)
        .where(outbox.c.partner_id == partner_id, outbox.c.id.in_(ids), leases.is_due(outbox, now))
        .order_by(outbox.c.due_at)
        # Lock the user too: the new link refers to it, and callers of `void_links` lock the user before
        # the mails. A mail whose user is locked waits for the next batch.
        .with_for_update(of=(outbox, user), key_share=True, skip_locked=True)
    )


def _new_link(row: Mapping[str, Any], now: datetime) -> one_time_links.NewLink | None:
    if row["link_purpose"] is None:
        return None
    return one_time_links.new(
        row["partner_id"], row["user_id"], row["link_purpose"], now, row["expires_at"]
    )
