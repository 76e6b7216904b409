"""Deletes what has run out and nobody looks at any more: sessions, embed tokens, links, mails, counters,
what webhooks were sent."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import ColumnElement, Table, delete, exists, or_, select

from textgate.domain.clock import Clock
from textgate.services.credentials.sessions import IDLE
from textgate.storage.database import Database
from textgate.storage.tables import (
    embed_token,
    link,
    oidc_sign_in,
    outbox,
    quota,
    session,
    webhook_attempt,
    webhook_delivery,
)

# Links that are over, mails and deliveries that are done with: long enough for questions about them.
KEEP = timedelta(days=30)


class Housekeeping:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def run(self) -> int:
        """One transaction for each table, so that none waits for the others; nothing is left due."""
        now = self._clock()
        is_sent = webhook_delivery.c.due_at.is_(None) & (
            webhook_delivery.c.created_at <= now - KEEP
        )
        sent = select(webhook_delivery.c.id).where(is_sent)
        # One that somebody has just asked for again may have been tried since its tries were deleted.
        has_tries = exists().where(webhook_attempt.c.delivery_id == webhook_delivery.c.id)
        over: dict[Table, ColumnElement[bool]] = {
            session: or_(session.c.expires_at <= now, session.c.last_seen_at <= now - IDLE),
            embed_token: embed_token.c.expires_at <= now,
            link: link.c.expires_at <= now - KEEP,
            quota: quota.c.ends_at <= now,
            oidc_sign_in: oidc_sign_in.c.expires_at <= now,
            outbox: outbox.c.due_at.is_(None) & (outbox.c.created_at <= now - KEEP),
            webhook_attempt: webhook_attempt.c.delivery_id.in_(sent),
            webhook_delivery: is_sent & ~has_tries,
        }
        for table, condition in over.items():
            async with self._database.write() as connection:
                await connection.execute(delete(table).where(condition))
        return 0
