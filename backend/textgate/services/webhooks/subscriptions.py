"""Webhooks as the partner API has them: one URL for each event, of the partner or of one account."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from textgate.domain.viewer import Viewer
from textgate.domain.webhooks import SUBSCRIBABLE, WebhookEvent
from textgate.services.access.scope import within
from textgate.services.webhooks.webhooks import Webhooks
from textgate.storage.database import Database
from textgate.storage.tables import webhook


@dataclass(frozen=True, slots=True)
class Subscription:
    """`secret` is set for a new webhook only; `webhook_id` is None after an unsubscription."""

    webhook_id: UUID | None
    secret: str | None = None


class WebhookSubscriptions:
    def __init__(self, database: Database, webhooks: Webhooks) -> None:
        self._database = database
        self._webhooks = webhooks

    def events(self) -> tuple[WebhookEvent, ...]:
        """The events to subscribe to; the API calls them by their `wire_name`."""
        return SUBSCRIBABLE

    async def save(
        self, viewer: Viewer, event: WebhookEvent, url: str | None, account_id: UUID | None = None
    ) -> Subscription:
        """Set the URL of an event; without a URL, unsubscribe.

        Webhooks with several events, created elsewhere, stay unchanged. Raises InvalidInput.
        """
        current = await self._select_webhook(viewer, event, account_id)
        if url is None or not url.strip():
            if current is not None:
                await self._webhooks.delete(viewer, current)
            return Subscription(None)
        if current is None:
            return Subscription(
                *await self._webhooks.create(
                    viewer, url=url, events=(event,), account_id=account_id
                )
            )
        await self._webhooks.update(viewer, current, {"url": url, "is_enabled": True})
        return Subscription(current)

    async def _select_webhook(
        self, viewer: Viewer, event: WebhookEvent, account_id: UUID | None
    ) -> UUID | None:
        """The viewer's oldest webhook for exactly this event and account."""
        has_account = webhook.c.account_id.is_not_distinct_from(account_id)
        statement = (
            select(webhook.c.id, webhook.c.events)
            .where(within(viewer, webhook), has_account)
            .order_by(webhook.c.id)
        )
        async with self._database.read() as connection:
            rows = (await connection.execute(statement)).all()
        return next((row.id for row in rows if row.events == [event.value]), None)
