"""The daily digest: tells each webhook that wants it which numbers were decided since the last one.

What is to be told waits in rows of its own, written with each decision and taken away with the digest that
tells of it: no clock says what is new, so that none that jumps can lose or repeat anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import RowMapping, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.clock import Clock
from textgate.domain.digest import day_to_tell, next_digest_at
from textgate.domain.ids import global_id
from textgate.domain.webhooks import WebhookEvent, WebhookStatus
from textgate.services.webhooks.events import number_data, select_decided_numbers
from textgate.services.webhooks.payloads import delivery_row, encode_payload
from textgate.services.worker_signals import WorkerSignals
from textgate.storage.database import Database
from textgate.storage.tables import partner, webhook, webhook_delivery, webhook_news

BATCH = 20
# A payload of about two megabytes; what is beyond it is told of the next day.
MOST_NUMBERS = 5_000


class WebhookDigest:
    def __init__(self, database: Database, clock: Clock, wake: WorkerSignals) -> None:
        self._database = database
        self._clock = clock
        self._wake = wake

    async def run_due(self) -> int:
        """Write the digests of one batch of webhooks whose hour has come; returns how many there were."""
        now = self._clock()
        statement = (
            select(webhook, partner.c.time_zone)
            .join(partner, partner.c.id == webhook.c.partner_id)
            .where(webhook.c.digest_due_at <= now)
            .order_by(webhook.c.digest_due_at, webhook.c.id)
            .limit(BATCH)
            .with_for_update(of=webhook, key_share=True, skip_locked=True)
        )
        async with self._database.write() as connection:
            rows = (await connection.execute(statement)).mappings().all()
            for row in rows:
                await self._tell(connection, row, now)
        if rows:
            self._wake.webhooks.set()
        return len(rows)

    async def next_due_at(self) -> datetime | None:
        statement = select(func.min(webhook.c.digest_due_at))
        async with self._database.read() as connection:
            moment: datetime | None = (await connection.execute(statement)).scalar_one()
        return moment

    async def _tell(self, connection: AsyncConnection, row: RowMapping, now: datetime) -> None:
        zone = row["time_zone"]
        last_day = date.fromisoformat(row["digest_day"]) if row["digest_day"] else None
        day = day_to_tell(now, zone, last_day)
        if day is not None and row["status"] is WebhookStatus.ENABLED:
            numbers = await _take_news(connection, row)
            if numbers:
                last_day = day
                payload = _payload(row, day, now, numbers)
                event = WebhookEvent.SMS_VERIFICATION_STATUS
                told_once = f"{event.wire_name} {day.isoformat()}"
                delivery = delivery_row(row, event, payload, now, told_once)
                await connection.execute(insert(webhook_delivery), delivery)
        values = {
            "digest_due_at": next_digest_at(now, zone, day or last_day),
            "digest_day": last_day.isoformat() if last_day else None,
        }
        mine = (webhook.c.id == row["id"]) & (webhook.c.partner_id == row["partner_id"])
        await connection.execute(update(webhook).where(mine).values(**values))


async def _take_news(
    connection: AsyncConnection, row: Mapping[str, Any] | RowMapping
) -> list[dict[str, Any]]:
    """What the digest tells of, which no other one will: taken away by the statement that reads it."""
    first = (
        select(webhook_news.c.id)
        .where(
            webhook_news.c.webhook_id == row["id"],
            webhook_news.c.partner_id == row["partner_id"],
        )
        .order_by(webhook_news.c.id)
        .limit(MOST_NUMBERS)
    )
    taken = await connection.execute(
        delete(webhook_news)
        .where(webhook_news.c.id.in_(first))
        .returning(webhook_news.c.verification_id)
    )
    verification_ids = taken.scalars().all()
    if not verification_ids:
        return []
    found = await connection.execute(select_decided_numbers(verification_ids))
    return [number_data(number) for number in found.mappings()]


def _payload(row: RowMapping, day: date, now: datetime, numbers: list[dict[str, Any]]) -> str:
    account_id = row["account_id"]
    data = {
        "day": day.isoformat(),
        "timeZone": row["time_zone"],
        "accountId": global_id("account", account_id) if account_id else None,
        "numbers": numbers,
    }
    return encode_payload(WebhookEvent.SMS_VERIFICATION_STATUS, now, data)
