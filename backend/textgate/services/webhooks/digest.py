"""The daily digest: reports to each subscribed webhook the numbers decided since its last digest.

Each decision writes a row of webhook_news, and the digest that reports it deletes the row. News therefore
does not depend on clocks: a clock that jumps can neither lose nor repeat any.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import RowMapping, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.clock import Clock
from textgate.domain.digest import due_digest_day, next_digest_at
from textgate.domain.ids import global_id
from textgate.domain.webhooks import WebhookEvent, WebhookStatus
from textgate.services.webhooks.events import number_data, select_decided_numbers
from textgate.services.webhooks.payloads import delivery_row, encode_payload
from textgate.services.worker_signals import WorkerSignals
from textgate.storage import leases
from textgate.storage.database import Database
from textgate.storage.tables import partner, webhook, webhook_delivery, webhook_news

BATCH = 20

MAX_NUMBERS = 5_000
"""A payload of about two megabytes; the next digest reports the rest."""


class WebhookDigest:
    def __init__(self, database: Database, clock: Clock, signals: WorkerSignals) -> None:
        self._database = database
        self._clock = clock
        self._signals = signals

    async def run_due(self) -> int:
        """Enqueue the due digests of one batch of webhooks; returns the batch's size."""
        now = self._clock()
        is_due = webhook.c.digest_due_at <= now
        due = select(webhook.c.partner_id, webhook.c.id).where(is_due)
        first = due.order_by(webhook.c.digest_due_at, webhook.c.id).limit(BATCH)
        count = 0
        async with self._database.write() as connection:
            for partner_id, ids in (await leases.ids_by_partner(connection, first)).items():
                statement = (
                    select(webhook, partner.c.time_zone)
                    .join(partner, partner.c.id == webhook.c.partner_id)
                    .where(webhook.c.partner_id == partner_id, webhook.c.id.in_(ids), is_due)
                    .with_for_update(of=webhook, key_share=True, skip_locked=True)
                )
                rows = (await connection.execute(statement)).mappings().all()
                for row in rows:
                    await self._enqueue(connection, row, now)
                count += len(rows)
        if count:
            self._signals.webhooks.set()
        return count

    async def next_due_at(self) -> datetime | None:
        statement = select(func.min(webhook.c.digest_due_at))
        async with self._database.read() as connection:
            due_at: datetime | None = (await connection.execute(statement)).scalar_one()
        return due_at

    async def _enqueue(self, connection: AsyncConnection, row: RowMapping, now: datetime) -> None:
        """Enqueue a webhook's digest if there is news, and schedule the next one."""
        zone = row["time_zone"]
        last_day = date.fromisoformat(row["digest_day"]) if row["digest_day"] else None
        day = due_digest_day(now, zone, last_day)
        if day is not None and row["status"] is WebhookStatus.ENABLED:
            numbers = await _consume_news(connection, row)
            if numbers:
                last_day = day
                event = WebhookEvent.SMS_VERIFICATION_STATUS
                # Unique: the database itself refuses a second digest of a day.
                dedupe_key = f"{event.wire_name} {day.isoformat()}"
                payload = _payload(row, day, now, numbers)
                delivery = delivery_row(row, event, payload, now, dedupe_key)
                await connection.execute(insert(webhook_delivery), delivery)
        values = {
            "digest_due_at": next_digest_at(now, zone, day or last_day),
            "digest_day": last_day.isoformat() if last_day else None,
        }
        is_webhook = (webhook.c.id == row["id"]) & (webhook.c.partner_id == row["partner_id"])
        await connection.execute(update(webhook).where(is_webhook).values(**values))


async def _consume_news(
    connection: AsyncConnection, row: Mapping[str, Any] | RowMapping
) -> list[dict[str, Any]]:
    """Delete the news of a webhook and return its numbers; DELETE … RETURNING lets no other digest see it."""
    oldest = (
        select(webhook_news.c.id)
        .where(
            webhook_news.c.webhook_id == row["id"],
            webhook_news.c.partner_id == row["partner_id"],
        )
        .order_by(webhook_news.c.id)
        .limit(MAX_NUMBERS)
    )
    deleted = await connection.execute(
        delete(webhook_news)
        .where(webhook_news.c.partner_id == row["partner_id"], webhook_news.c.id.in_(oldest))
        .returning(webhook_news.c.verification_id)
    )
    verification_ids = deleted.scalars().all()
    if not verification_ids:
        return []
    rows = await connection.execute(select_decided_numbers(row["partner_id"], verification_ids))
    return [number_data(number) for number in rows.mappings()]


def _payload(row: RowMapping, day: date, now: datetime, numbers: list[dict[str, Any]]) -> str:
    account_id = row["account_id"]
    data = {
        "day": day.isoformat(),
        "timeZone": row["time_zone"],
        "accountId": global_id("account", account_id) if account_id else None,
        "numbers": numbers,
    }
    return encode_payload(WebhookEvent.SMS_VERIFICATION_STATUS, now, data)
