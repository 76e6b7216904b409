"""Deliveries that a user requests: a test event, or a past delivery once more."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import insert, select, update

from textgate.domain.audit import AuditAction, Event
from textgate.domain.clock import Clock
from textgate.domain.errors import not_found
from textgate.domain.ids import global_id
from textgate.domain.viewer import Viewer
from textgate.domain.webhooks import DeliveryStatus, WebhookEvent
from textgate.services.access.scope import within
from textgate.services.audit import audit_log
from textgate.services.webhooks import webhook_rows
from textgate.services.webhooks.payloads import delivery_row, encode_payload
from textgate.services.worker_signals import WorkerSignals
from textgate.storage.database import Database
from textgate.storage.tables import webhook_delivery


class WebhookRequests:
    def __init__(self, database: Database, clock: Clock, signals: WorkerSignals) -> None:
        self._database = database
        self._clock = clock
        self._signals = signals

    async def send_test(self, viewer: Viewer, webhook_id: UUID) -> UUID:
        """Enqueue a TEST event, which is tried once; returns its delivery's id. Raises InvalidInput."""
        now = self._clock()
        async with self._database.write() as connection:
            row = await webhook_rows.lock_enabled(connection, viewer, webhook_id)
            payload = encode_payload(
                WebhookEvent.TEST, now, {"webhookId": global_id("webhook", webhook_id)}
            )
            delivery = delivery_row(row, WebhookEvent.TEST, payload, now)
            await connection.execute(insert(webhook_delivery), delivery)
            event = Event(AuditAction.WEBHOOK_TESTED, "webhook", webhook_id, row["account_id"])
            await audit_log.record(connection, viewer, now, event)
        self._signals.webhooks.set()
        delivery_id: UUID = delivery["id"]
        return delivery_id

    async def resend(self, viewer: Viewer, delivery_id: UUID) -> None:
        """Restart a delivery under its id, with all its tries. Raises InvalidInput."""
        now = self._clock()
        is_delivery = within(viewer, webhook_delivery) & (webhook_delivery.c.id == delivery_id)
        values = {
            "status": DeliveryStatus.PENDING,
            "tries": 0,
            "due_at": now,
            "completed_at": None,
        }
        async with self._database.write() as connection:
            webhook_id = (
                await connection.execute(select(webhook_delivery.c.webhook_id).where(is_delivery))
            ).scalar_one_or_none()
            if webhook_id is None:
                raise not_found("Delivery")
            row = await webhook_rows.lock_enabled(connection, viewer, webhook_id)
            await connection.execute(update(webhook_delivery).where(is_delivery).values(**values))
            event = Event(
                AuditAction.WEBHOOK_DELIVERY_RESENT,
                "webhook_delivery",
                delivery_id,
                row["account_id"],
            )
            await audit_log.record(connection, viewer, now, event)
        self._signals.webhooks.set()
