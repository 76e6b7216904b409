"""Webhooks, their queue of deliveries, and the attempts to deliver."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from textgate.domain.webhooks import (
    DeliveryError,
    DeliveryStatus,
    WebhookDisabledReason,
    WebhookEvent,
    WebhookStatus,
)
from textgate.storage.tables.base import (
    Base,
    Json,
    PartnerRows,
    by_value,
    refers_to,
    refers_to_partner,
    table_of,
)


class WebhookRow(PartnerRows, Base):
    """Receives the events of the whole partner, or of one account if `account_id` is set.

    The secrets are stored in plain text, because each delivery is signed with them. `previous_secret` also
    signs until `previous_secret_until`.

    `paused_until` comes from the receiver's header Retry-After.

    `digest_due_at` is when to check next for a daily digest; NULL for webhooks without digests. `digest_day`
    is the last local day that a digest covered, in ISO 8601.
    """

    __tablename__ = "webhook"
    __table_args__ = (
        Index(
            "ix_webhook_digest_due_at",
            "digest_due_at",
            sqlite_where=text("digest_due_at IS NOT NULL"),
            postgresql_where=text("digest_due_at IS NOT NULL"),
        ),
        refers_to_partner(),
        refers_to("account"),
    )

    account_id: Mapped[UUID | None]
    url: Mapped[str]
    events: Mapped[Json]
    description: Mapped[str | None]
    status: Mapped[WebhookStatus] = mapped_column(by_value(WebhookStatus))
    disabled_reason: Mapped[WebhookDisabledReason | None] = mapped_column(
        by_value(WebhookDisabledReason)
    )
    disabled_at: Mapped[datetime | None]
    failing_since: Mapped[datetime | None]
    paused_until: Mapped[datetime | None]
    secret: Mapped[str]
    previous_secret: Mapped[str | None]
    previous_secret_until: Mapped[datetime | None]
    digest_due_at: Mapped[datetime | None]
    digest_day: Mapped[str | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class WebhookNewsRow(PartnerRows, Base):
    """A decided verification that the webhook's next digest must report."""

    __tablename__ = "webhook_news"
    __table_args__ = (
        UniqueConstraint("partner_id", "webhook_id", "verification_id"),
        refers_to("webhook"),
        refers_to("verification"),
    )

    webhook_id: Mapped[UUID]
    verification_id: Mapped[UUID]


class WebhookDeliveryRow(PartnerRows, Base):
    """A delivery, and the queue of deliveries. `payload` is the JSON exactly as sent.

    `tries` counts attempts since the delivery was created or last resent. `dedupe_key` identifies an event
    that is delivered only once for each webhook.
    """

    __tablename__ = "webhook_delivery"
    __table_args__ = (
        UniqueConstraint("partner_id", "webhook_id", "dedupe_key"),
        Index(
            "ix_webhook_delivery_partner_id_webhook_id_due_at",
            "partner_id",
            "webhook_id",
            "due_at",
            sqlite_where=text("due_at IS NOT NULL"),
            postgresql_where=text("due_at IS NOT NULL"),
        ),
        Index("ix_webhook_delivery_partner_id_webhook_id_id", "partner_id", "webhook_id", "id"),
        Index("ix_webhook_delivery_created_at", "created_at"),
        refers_to("webhook"),
        refers_to("account"),
    )

    account_id: Mapped[UUID | None]
    webhook_id: Mapped[UUID]
    event: Mapped[WebhookEvent] = mapped_column(by_value(WebhookEvent, is_guarded=False))
    payload: Mapped[str]
    dedupe_key: Mapped[str | None]
    status: Mapped[DeliveryStatus] = mapped_column(by_value(DeliveryStatus))
    tries: Mapped[int]
    due_at: Mapped[datetime | None]
    lease_until: Mapped[datetime | None]
    created_at: Mapped[datetime]
    completed_at: Mapped[datetime | None]


class WebhookAttemptRow(PartnerRows, Base):
    """One attempt. `response` is the beginning of the response body."""

    __tablename__ = "webhook_attempt"
    __table_args__ = (
        Index("ix_webhook_attempt_partner_id_delivery_id_id", "partner_id", "delivery_id", "id"),
        refers_to("webhook_delivery", "delivery_id"),
    )

    delivery_id: Mapped[UUID]
    at: Mapped[datetime]
    milliseconds: Mapped[int]
    status_code: Mapped[int | None]
    error: Mapped[DeliveryError | None] = mapped_column(by_value(DeliveryError, is_guarded=False))
    response: Mapped[str | None]


webhook = table_of(WebhookRow)
webhook_news = table_of(WebhookNewsRow)
webhook_delivery = table_of(WebhookDeliveryRow)
webhook_attempt = table_of(WebhookAttemptRow)
