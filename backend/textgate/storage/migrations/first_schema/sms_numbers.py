"""Senders' SMS numbers, and their verifications."""

import sqlalchemy as sa
from alembic import op

from textgate.storage.tables.base import Document, Moment


def create() -> None:
    op.create_table(
        "sms_number",
        sa.Column("partner_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("sender_id", sa.Uuid(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column(
            "number_type",
            sa.Enum(
                "TOLL_FREE",
                "LOCAL_10DLC",
                name="numbertype",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "PENDING",
                "APPROVED",
                "REJECTED",
                name="smsnumberstatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("carrier_id", sa.Text(), nullable=True),
        sa.Column("segments_per_second", sa.Double(), nullable=False),
        sa.Column("next_free_at", Moment(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("updated_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partner_id", "account_id"],
            ["account.partner_id", "account.id"],
            name=op.f("fk_sms_number_partner_id_account_id_account"),
        ),
        sa.ForeignKeyConstraint(
            ["partner_id", "phone"],
            ["phone_directory.partner_id", "phone_directory.phone"],
            name=op.f("fk_sms_number_partner_id_phone_phone_directory"),
        ),
        sa.ForeignKeyConstraint(
            ["partner_id", "sender_id"],
            ["sender.partner_id", "sender.id"],
            name=op.f("fk_sms_number_partner_id_sender_id_sender"),
        ),
        sa.PrimaryKeyConstraint("partner_id", "id", name=op.f("pk_sms_number")),
        sa.UniqueConstraint("partner_id", "phone", name=op.f("uq_sms_number_partner_id_phone")),
        sa.UniqueConstraint(
            "partner_id", "sender_id", name=op.f("uq_sms_number_partner_id_sender_id")
        ),
    )
    op.create_index("ix_sms_number_account_id_status", "sms_number", ["account_id", "status"])
    op.create_index(
        "ix_sms_number_partner_id_status_id", "sms_number", ["partner_id", "status", "id"]
    )
    op.create_table(
        "verification",
        sa.Column("partner_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("number_id", sa.Uuid(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("is_newest", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "REQUESTED",
                "SUBMITTED",
                "IN_REVIEW",
                "ACTION_REQUIRED",
                "APPROVED",
                "REJECTED",
                name="verificationstatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("details", Document, nullable=False),
        sa.Column("reasons", Document, nullable=False),
        sa.Column("carrier_id", sa.Text(), nullable=True),
        sa.Column("replaces", sa.Text(), nullable=True),
        sa.Column("editable_until", Moment(), nullable=True),
        sa.Column("requested_at", Moment(), nullable=False),
        sa.Column("submitted_at", Moment(), nullable=True),
        sa.Column("completed_at", Moment(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("due_at", Moment(), nullable=True),
        sa.Column("lease_until", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["partner_id", "account_id"],
            ["account.partner_id", "account.id"],
            name=op.f("fk_verification_partner_id_account_id_account"),
        ),
        sa.ForeignKeyConstraint(
            ["partner_id", "number_id"],
            ["sms_number.partner_id", "sms_number.id"],
            name=op.f("fk_verification_partner_id_number_id_sms_number"),
        ),
        sa.PrimaryKeyConstraint("partner_id", "id", name=op.f("pk_verification")),
        sa.UniqueConstraint(
            "partner_id",
            "number_id",
            "attempt",
            name=op.f("uq_verification_partner_id_number_id_attempt"),
        ),
    )
    op.create_index(
        "ix_verification_due_at",
        "verification",
        ["due_at"],
        sqlite_where=sa.text("due_at IS NOT NULL"),
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )
    op.create_index("ix_verification_account_id_id", "verification", ["account_id", "id"])
    op.create_index(
        "ix_verification_partner_id_requested_at",
        "verification",
        ["partner_id", "requested_at"],
        sqlite_where=sa.text("status IN ('IN_REVIEW', 'REQUESTED', 'SUBMITTED')"),
        postgresql_where=sa.text("status IN ('IN_REVIEW', 'REQUESTED', 'SUBMITTED')"),
    )
    op.create_index(
        "ix_verification_partner_id_status_is_newest_id",
        "verification",
        ["partner_id", "status", "is_newest", "id"],
    )
    op.create_index(
        "uq_verification_partner_id_number_id_in_flight",
        "verification",
        ["partner_id", "number_id"],
        unique=True,
        sqlite_where=sa.text("status IN ('IN_REVIEW', 'REQUESTED', 'SUBMITTED')"),
        postgresql_where=sa.text("status IN ('IN_REVIEW', 'REQUESTED', 'SUBMITTED')"),
    )
