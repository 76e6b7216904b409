"""Create, change and delete webhooks, and rotate their secrets.

events.py and digest.py enqueue deliveries for them, and worker.py sends these.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any, TypedDict
from uuid import UUID

from sqlalchemy import RowMapping, insert, update

from textgate.domain.audit import AuditAction, Event, differences
from textgate.domain.clock import Clock
from textgate.domain.errors import InputErrors, UserErrorCode, invalid
from textgate.domain.ids import new_id
from textgate.domain.text import line
from textgate.domain.viewer import Viewer
from textgate.domain.webhook_signature import new_secret
from textgate.domain.webhook_url import parse_webhook_url
from textgate.domain.webhooks import (
    SUBSCRIBABLE,
    WebhookDisabledReason,
    WebhookEvent,
    WebhookStatus,
)
from textgate.services.access.scope import within
from textgate.services.audit import audit_log
from textgate.services.options import Options
from textgate.services.webhooks import webhook_rows
from textgate.storage.database import Database
from textgate.storage.tables import webhook

MAX_OVERLAP_HOURS = 168


class WebhookChanges(TypedDict, total=False):
    """Fields to change; a missing one stays unchanged."""

    url: str | None
    events: Sequence[WebhookEvent]
    description: str | None
    is_enabled: bool


class Webhooks:
    def __init__(self, database: Database, clock: Clock, options: Options) -> None:
        self._database = database
        self._clock = clock
        self._allow_loopback = options.webhooks_allow_loopback

    async def create(
        self,
        viewer: Viewer,
        *,
        url: str,
        events: Iterable[WebhookEvent],
        description: str | None = None,
        account_id: UUID | None = None,
    ) -> tuple[UUID, str]:
        """Returns the webhook's id and its secret, which is not shown again. Raises InvalidInput."""
        values = self._parse({"url": url, "events": tuple(events), "description": description})
        now, webhook_id, secret = self._clock(), new_id(), new_secret()
        async with self._database.write() as connection:
            zone = await webhook_rows.lock_time_zone(connection, viewer)
            await webhook_rows.check_limit(connection, viewer, account_id)
            row = {
                **dict.fromkeys(column.name for column in webhook.c),
                **values,
                "id": webhook_id,
                "partner_id": viewer.partner_id,
                "account_id": account_id,
                "status": WebhookStatus.ENABLED,
                "secret": secret,
                "digest_due_at": webhook_rows.digest_due_at(values["events"], now, zone),
                "created_at": now,
                "updated_at": now,
            }
            await connection.execute(insert(webhook), row)
            event = _event(AuditAction.WEBHOOK_CREATED, row, {}, values)
            await audit_log.record(connection, viewer, now, event)
        return webhook_id, secret

    async def update(self, viewer: Viewer, webhook_id: UUID, changes: WebhookChanges) -> None:
        """Raises InvalidInput."""
        values = self._parse(changes)
        now = self._clock()
        async with self._database.write() as connection:
            zone = await webhook_rows.lock_time_zone(connection, viewer)
            current = await webhook_rows.lock(connection, viewer, webhook_id)
            changed = {name: value for name, value in values.items() if value != current[name]}
            if not changed:
                return
            written = {**changed, "updated_at": now}
            if "status" in changed:
                written |= _reset_breaker(changed["status"]) | {"disabled_at": None}
            if changed.get("status") is WebhookStatus.DISABLED:
                written["disabled_at"] = now
                await webhook_rows.fail_pending(connection, viewer.partner_id, webhook_id, now)
                await webhook_rows.delete_news(connection, viewer.partner_id, webhook_id)
            if "events" in changed:
                due_at = webhook_rows.digest_due_at(changed["events"], now, zone)
                written["digest_due_at"] = due_at
                if due_at is None:
                    await webhook_rows.delete_news(connection, viewer.partner_id, webhook_id)
            is_webhook = within(viewer, webhook) & (webhook.c.id == webhook_id)
            await connection.execute(update(webhook).where(is_webhook).values(**written))
            event = _event(AuditAction.WEBHOOK_UPDATED, current, current, changed)
            await audit_log.record(connection, viewer, now, event)

    async def delete(self, viewer: Viewer, webhook_id: UUID) -> None:
        """Delete a webhook with its deliveries. Raises InvalidInput."""
        async with self._database.write() as connection:
            current = await webhook_rows.lock(connection, viewer, webhook_id, to_delete=True)
            await webhook_rows.delete_webhook(connection, viewer.partner_id, webhook_id)
            deleted = {"url": None, "events": None, "description": None}
            event = _event(AuditAction.WEBHOOK_DELETED, current, current, deleted)
            await audit_log.record(connection, viewer, self._clock(), event)

    async def rotate_secret(self, viewer: Viewer, webhook_id: UUID, *, hours: int = 24) -> str:
        """Returns the new secret, which is not shown again. Raises InvalidInput.

        For so many hours, deliveries are signed with the previous secret too.
        """
        if not 0 <= hours <= MAX_OVERLAP_HOURS:
            problem = f"must be from 0 to {MAX_OVERLAP_HOURS}"
            raise invalid(("hours",), UserErrorCode.INVALID, problem)
        now, secret = self._clock(), new_secret()
        until = now + timedelta(hours=hours) if hours else None
        async with self._database.write() as connection:
            current = await webhook_rows.lock(connection, viewer, webhook_id)
            values = {
                "secret": secret,
                "previous_secret": current["secret"] if hours else None,
                "previous_secret_until": until,
                "updated_at": now,
            }
            is_webhook = within(viewer, webhook) & (webhook.c.id == webhook_id)
            await connection.execute(update(webhook).where(is_webhook).values(**values))
            logged = {"previous_secret_until": until}
            event = _event(AuditAction.WEBHOOK_SECRET_ROTATED, current, current, logged)
            await audit_log.record(connection, viewer, now, event)
        return secret

    def _parse(self, changes: WebhookChanges) -> dict[str, Any]:
        """Returns the columns to write; raises InvalidInput with every error."""
        errors = InputErrors()
        values: dict[str, Any] = {}
        if "url" in changes:
            values["url"] = errors.require(("url",), self._parse_url, changes["url"])
        if "events" in changes:
            values["events"] = _parse_events(changes["events"], errors)
        if "description" in changes:
            entered = changes["description"]
            values["description"] = errors.read(("description",), line(200), entered)
        if "is_enabled" in changes:
            is_enabled = changes["is_enabled"]
            values["status"] = WebhookStatus.ENABLED if is_enabled else WebhookStatus.DISABLED
        errors.raise_if_any()
        return values

    def _parse_url(self, text: str) -> str:
        return str(parse_webhook_url(text, allow_loopback=self._allow_loopback))


def _parse_events(events: Sequence[WebhookEvent], errors: InputErrors) -> list[str]:
    if not events:
        errors.add(("events",), UserErrorCode.REQUIRED, "is required", subject="At least one event")
    if WebhookEvent.TEST in events:
        errors.add(("events",), UserErrorCode.INVALID, "must not contain TEST")
    return [event.value for event in SUBSCRIBABLE if event in events]


def _reset_breaker(status: WebhookStatus) -> dict[str, Any]:
    """The columns that a user resets by enabling or disabling a webhook."""
    is_enabled = status is WebhookStatus.ENABLED
    reason = None if is_enabled else WebhookDisabledReason.REQUESTED
    return {"disabled_reason": reason, "failing_since": None, "paused_until": None}


def _event(
    action: AuditAction, row: RowMapping | dict[str, Any], before: Any, after: dict[str, Any]
) -> Event:
    """An audit event. `after` must not contain secrets."""
    old = {
        name: ", ".join(value) if isinstance(value, list) else value
        for name, value in before.items()
        if name in after
    }
    new = {
        name: ", ".join(value) if isinstance(value, list) else value
        for name, value in after.items()
    }
    return Event(action, "webhook", row["id"], row["account_id"], differences(old, new))
