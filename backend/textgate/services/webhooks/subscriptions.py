"""Webhooks as programs of the partner API know them: one address for each event, of the partner as a whole or
of one account."""

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
class Saved:
    """`secret` is that of a webhook that is new, and None for one that has moved or is no more."""

    webhook_id: UUID | None
    secret: str | None = None


class WebhookSubscriptions:
    def __init__(self, database: Database, webhooks: Webhooks) -> None:
        self._database = database
        self._webhooks = webhooks

    def events(self) -> tuple[WebhookEvent, ...]:
        """What there is to subscribe to; `wire_name` is what programs call it."""
        return SUBSCRIBABLE

    async def save(
        self, viewer: Viewer, event: WebhookEvent, url: str | None, account_id: UUID | None = None
    ) -> Saved:
        """Tell this address of an event, in place of the one before; without one nobody is told any
        more. Webhooks of several events, made elsewhere, stay as they are. Raises InvalidInput."""
        current = await self._find(viewer, event, account_id)
        if url is None or not url.strip():
            if current is not None:
                await self._webhooks.delete(viewer, current)
            return Saved(None)
        if current is None:
            return Saved(
                *await self._webhooks.create(
                    viewer, url=url, events=(event,), account_id=account_id
                )
            )
        await self._webhooks.update(viewer, current, {"url": url, "is_enabled": True})
        return Saved(current)

    async def _find(
        self, viewer: Viewer, event: WebhookEvent, account_id: UUID | None
    ) -> UUID | None:
        beside = webhook.c.account_id.is_not_distinct_from(account_id)
        statement = (
            select(webhook.c.id, webhook.c.events)
            .where(within(viewer, webhook), beside)
            .order_by(webhook.c.id)
        )
        async with self._database.read() as connection:
            found = (await connection.execute(statement)).all()
        return next((row.id for row in found if row.events == [event.value]), None)
