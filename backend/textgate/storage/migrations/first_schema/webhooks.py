"""Webhooks, their deliveries and attempts, and the news for their digests."""

import sqlalchemy as sa
from alembic import op

from textgate.storage.tables.base import Document, Moment


def create() -> None:
    op.create_table(
        "webhook",
        sa.Column("partner_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("events", Document, nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "ENABLED",
                "DISABLED",
                name="webhookstatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "disabled_reason",
            sa.Enum(
                "REQUESTED",
                "GONE",
                "FAILING",
                name="webhookdisabledreason",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("disabled_at", Moment(), nullable=True),
        sa.Column("failing_since", Moment(), nullable=True),
        sa.Column("paused_until", Moment(), nullable=True),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("previous_secret", sa.Text(), nullable=True),
        sa.Column("previous_secret_until", Moment(), nullable=True),
        sa.Column("digest_due_at", Moment(), nullable=True),
        sa.Column("digest_day", sa.Text(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("updated_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partner_id", "account_id"],
            ["account.partner_id", "account.id"],
            name=op.f("fk_webhook_partner_id_account_id_account"),
        ),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f("fk_webhook_partner_id_partner")
        ),
        sa.PrimaryKeyConstraint("partner_id", "id", name=op.f("pk_webhook")),
    )
    op.create_index(
        "ix_webhook_digest_due_at",
        "webhook",
        ["digest_due_at"],
        sqlite_where=sa.text("digest_due_at IS NOT NULL"),
        postgresql_where=sa.text("digest_due_at IS NOT NULL"),
    )
    op.create_table(
        "webhook_news",
        sa.Column("partner_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("webhook_id", sa.Uuid(), nullable=False),
        sa.Column("verification_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partner_id", "verification_id"],
            ["verification.partner_id", "verification.id"],
            name=op.f("fk_webhook_news_partner_id_verification_id_verification"),
        ),
        sa.ForeignKeyConstraint(
            ["partner_id", "webhook_id"],
            ["webhook.partner_id", "webhook.id"],
            name=op.f("fk_webhook_news_partner_id_webhook_id_webhook"),
        ),
        sa.PrimaryKeyConstraint("partner_id", "id", name=op.f("pk_webhook_news")),
        sa.UniqueConstraint(
            "partner_id",
            "webhook_id",
            "verification_id",
            name=op.f("uq_webhook_news_partner_id_webhook_id_verification_id"),
        ),
    )
    op.create_table(
        "webhook_delivery",
        sa.Column("partner_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("webhook_id", sa.Uuid(), nullable=False),
        sa.Column(
            "event",
            sa.Enum(
                "SMS_VERIFICATION_STATUS",
                "SMS_NUMBER_STATUS",
                "MESSAGE_STATUS",
                "TEST",
                name="webhookevent",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("dedupe_key", sa.Text(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "PENDING",
                "DELIVERED",
                "FAILED",
                name="deliverystatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("due_at", Moment(), nullable=True),
        sa.Column("lease_until", Moment(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("completed_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["partner_id", "account_id"],
            ["account.partner_id", "account.id"],
            name=op.f("fk_webhook_delivery_partner_id_account_id_account"),
        ),
        sa.ForeignKeyConstraint(
            ["partner_id", "webhook_id"],
            ["webhook.partner_id", "webhook.id"],
            name=op.f("fk_webhook_delivery_partner_id_webhook_id_webhook"),
        ),
        sa.PrimaryKeyConstraint("partner_id", "id", name=op.f("pk_webhook_delivery")),
        sa.UniqueConstraint(
            "partner_id",
            "webhook_id",
            "dedupe_key",
            name=op.f("uq_webhook_delivery_partner_id_webhook_id_dedupe_key"),
        ),
    )
    op.create_index("ix_webhook_delivery_created_at", "webhook_delivery", ["created_at"])
    op.create_index(
        "ix_webhook_delivery_partner_id_webhook_id_due_at",
        "webhook_delivery",
        ["partner_id", "webhook_id", "due_at"],
        sqlite_where=sa.text("due_at IS NOT NULL"),
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )
    op.create_index(
        "ix_webhook_delivery_partner_id_webhook_id_id",
        "webhook_delivery",
        ["partner_id", "webhook_id", "id"],
    )
    op.create_table(
        "webhook_attempt",
        sa.Column("partner_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("delivery_id", sa.Uuid(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("milliseconds", sa.Integer(), nullable=False),
        sa.Column("status_code", sa.Integer(), nullable=True),
        sa.Column(
            "error",
            sa.Enum(
                "STATUS",
                "REDIRECT",
                "TIMEOUT",
                "NAME_NOT_FOUND",
                "BLOCKED",
                "UNREACHABLE",
                "CERTIFICATE",
                "INVALID_ANSWER",
                name="deliveryerror",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("response", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["partner_id", "delivery_id"],
            ["webhook_delivery.partner_id", "webhook_delivery.id"],
            name=op.f("fk_webhook_attempt_partner_id_delivery_id_webhook_delivery"),
        ),
        sa.PrimaryKeyConstraint("partner_id", "id", name=op.f("pk_webhook_attempt")),
    )
    op.create_index(
        "ix_webhook_attempt_partner_id_delivery_id_id",
        "webhook_attempt",
        ["partner_id", "delivery_id", "id"],
    )
