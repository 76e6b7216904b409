"""Messages, their events and authors, and recipients' opt-outs."""

import sqlalchemy as sa
from alembic import op

from textgate.storage.tables.base import Moment


def create() -> None:
    op.create_table(
        "message",
        sa.Column("partner_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("sender_id", sa.Uuid(), nullable=False),
        sa.Column("number_id", sa.Uuid(), nullable=False),
        sa.Column("sender_phone", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "SMS_TEXT",
                "SECURE_TEXT",
                name="messagekind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "encoding",
            sa.Enum(
                "GSM_7",
                "UCS_2",
                name="smsencoding",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("segments", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "SCHEDULED",
                "QUEUED",
                "SENDING",
                "UNCERTAIN",
                "SENT",
                "DELIVERED",
                "UNDELIVERED",
                "FAILED",
                "CANCELED",
                name="messagestatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("carrier_id", sa.Text(), nullable=True),
        sa.Column("failure_code", sa.Integer(), nullable=True),
        sa.Column("failure_message", sa.Text(), nullable=True),
        sa.Column("failure_is_retryable", sa.Boolean(), nullable=True),
        sa.Column("idempotency_key", sa.Text(), nullable=True),
        sa.Column("request_hash", sa.Text(), nullable=False),
        sa.Column("sent_by_name", sa.Text(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("failed_lookups", sa.Integer(), nullable=False),
        sa.Column("attempted_at", Moment(), nullable=True),
        sa.Column("due_at", Moment(), nullable=True),
        sa.Column("lease_until", Moment(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("updated_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partner_id", "account_id"],
            ["account.partner_id", "account.id"],
            name=op.f("fk_message_partner_id_account_id_account"),
        ),
        sa.ForeignKeyConstraint(
            ["partner_id", "number_id"],
            ["sms_number.partner_id", "sms_number.id"],
            name=op.f("fk_message_partner_id_number_id_sms_number"),
        ),
        sa.ForeignKeyConstraint(
            ["partner_id", "sender_id"],
            ["sender.partner_id", "sender.id"],
            name=op.f("fk_message_partner_id_sender_id_sender"),
        ),
        sa.PrimaryKeyConstraint("partner_id", "id", name=op.f("pk_message")),
        sa.UniqueConstraint(
            "partner_id", "idempotency_key", name=op.f("uq_message_partner_id_idempotency_key")
        ),
    )
    op.create_index(
        "ix_message_due_at",
        "message",
        ["due_at"],
        sqlite_where=sa.text("due_at IS NOT NULL"),
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )
    op.create_index(
        "ix_message_in_hand",
        "message",
        ["due_at"],
        sqlite_where=sa.text("status IN ('SENDING', 'UNCERTAIN', 'SENT') AND due_at IS NOT NULL"),
        postgresql_where=sa.text(
            "status IN ('SENDING', 'UNCERTAIN', 'SENT') AND due_at IS NOT NULL"
        ),
    )
    op.create_index("ix_message_account_id_id", "message", ["account_id", "id"])
    op.create_index(
        "ix_message_account_id_sent_by_name_id", "message", ["account_id", "sent_by_name", "id"]
    )
    op.create_index(
        "ix_message_account_id_status",
        "message",
        ["account_id", "status", "id", "partner_id", "sender_id", "sent_by_name"],
        sqlite_where=sa.text("status != 'DELIVERED'"),
        postgresql_where=sa.text("status != 'DELIVERED'"),
    )
    op.create_index("ix_message_sender_id_id", "message", ["sender_id", "id"])
    op.create_index(
        "ix_message_partner_id_status",
        "message",
        ["partner_id", "status", "id", "account_id", "sender_id", "sent_by_name"],
        sqlite_where=sa.text("status != 'DELIVERED'"),
        postgresql_where=sa.text("status != 'DELIVERED'"),
    )
    op.create_index(
        "ix_message_queued",
        "message",
        ["partner_id", "number_id", "due_at", "id"],
        sqlite_where=sa.text("status = 'QUEUED' AND due_at IS NOT NULL"),
        postgresql_where=sa.text("status = 'QUEUED' AND due_at IS NOT NULL"),
    )
    last_four = sa.text("substr(recipient, 9)")
    op.create_index(
        "ix_message_recipient",
        "message",
        ["partner_id", last_four, "id", "recipient", "account_id"],
    )
    op.create_table(
        "message_event",
        sa.Column("partner_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "SCHEDULED",
                "QUEUED",
                "SENDING",
                "UNCERTAIN",
                "SENT",
                "DELIVERED",
                "UNDELIVERED",
                "FAILED",
                "CANCELED",
                name="messagestatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("code", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["partner_id", "message_id"],
            ["message.partner_id", "message.id"],
            name=op.f("fk_message_event_partner_id_message_id_message"),
        ),
        sa.PrimaryKeyConstraint("partner_id", "id", name=op.f("pk_message_event")),
        sa.UniqueConstraint(
            "partner_id",
            "message_id",
            "status",
            name=op.f("uq_message_event_partner_id_message_id_status"),
        ),
    )
    op.create_table(
        "message_author",
        sa.Column("partner_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partner_id", "account_id"],
            ["account.partner_id", "account.id"],
            name=op.f("fk_message_author_partner_id_account_id_account"),
        ),
        sa.PrimaryKeyConstraint("partner_id", "id", name=op.f("pk_message_author")),
        sa.UniqueConstraint(
            "partner_id",
            "account_id",
            "name",
            name=op.f("uq_message_author_partner_id_account_id_name"),
        ),
    )
    op.create_table(
        "opt_out",
        sa.Column("partner_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number_id", sa.Uuid(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partner_id", "number_id"],
            ["sms_number.partner_id", "sms_number.id"],
            name=op.f("fk_opt_out_partner_id_number_id_sms_number"),
        ),
        sa.PrimaryKeyConstraint("partner_id", "id", name=op.f("pk_opt_out")),
        sa.UniqueConstraint(
            "partner_id",
            "number_id",
            "recipient",
            name=op.f("uq_opt_out_partner_id_number_id_recipient"),
        ),
    )
