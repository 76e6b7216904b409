"""Deletes expired rows: sessions, embed tokens, links, mails, counters, webhook deliveries and imports."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from sqlalchemy import Column, ColumnElement, Select, Table, delete, exists, or_, select, tuple_

from textgate.domain.clock import Clock
from textgate.services.credentials.sessions import IDLE_TIMEOUT
from textgate.storage.database import Database
from textgate.storage.tables import (
    embed_token,
    import_job,
    import_report,
    link,
    oidc_sign_in,
    outbox,
    quota,
    session,
    webhook_attempt,
    webhook_delivery,
)

# Expired links and finished mails, deliveries and imports stay this long, so that support can look at them.
RETENTION = timedelta(days=30)


class Housekeeping:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def run(self) -> int:
        """Delete in one transaction per table, so that locks are short. Returns 0: no more work is due."""
        now = self._clock()
        is_finished = webhook_delivery.c.due_at.is_(None) & (
            webhook_delivery.c.created_at <= now - RETENTION
        )
        finished = select(webhook_delivery.c.partner_id, webhook_delivery.c.id).where(is_finished)
        # A user may have requested a resend, so that a new attempt follows the deletion of the old ones.
        has_attempts = exists().where(
            webhook_attempt.c.partner_id == webhook_delivery.c.partner_id,
            webhook_attempt.c.delivery_id == webhook_delivery.c.id,
        )
        is_import_old = import_job.c.due_at.is_(None) & (import_job.c.created_at <= now - RETENTION)
        old_imports = select(import_job.c.partner_id, import_job.c.id).where(is_import_old)
        expired: dict[Table, ColumnElement[bool]] = {
            session: or_(session.c.expires_at <= now, session.c.last_seen_at <= now - IDLE_TIMEOUT),
            embed_token: embed_token.c.expires_at <= now,
            link: link.c.expires_at <= now - RETENTION,
            quota: quota.c.ends_at <= now,
            oidc_sign_in: oidc_sign_in.c.expires_at <= now,
            outbox: outbox.c.due_at.is_(None) & (outbox.c.created_at <= now - RETENTION),
            webhook_attempt: _refers_to(finished, webhook_attempt.c.delivery_id),
            webhook_delivery: is_finished & ~has_attempts,
            import_report: _refers_to(old_imports, import_report.c.import_id),
            import_job: is_import_old,
        }
        for table, condition in expired.items():
            async with self._database.write() as connection:
                await connection.execute(delete(table).where(condition))
        return 0


def _refers_to(rows: Select[UUID, UUID], column: Column[UUID]) -> ColumnElement[bool]:
    return tuple_(column.table.c.partner_id, column).in_(rows)
