"""Numbers and every attempt to have one verified."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from textgate.storage.tables.base import Moment

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sms_number",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("partner_id", sa.Uuid(), nullable=False),
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
        sa.Column("next_free_at", Moment(timezone=True), nullable=True),
        sa.Column("created_at", Moment(timezone=True), nullable=False),
        sa.Column("updated_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_sms_number_account_id_account"),
        ),
        sa.ForeignKeyConstraint(
            ["partner_id"],
            ["partner.id"],
            name=op.f("fk_sms_number_partner_id_partner"),
        ),
        sa.ForeignKeyConstraint(
            ["sender_id"], ["sender.id"], name=op.f("fk_sms_number_sender_id_sender")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sms_number")),
        sa.UniqueConstraint("phone", name=op.f("uq_sms_number_phone")),
        sa.UniqueConstraint("sender_id", name=op.f("uq_sms_number_sender_id")),
    )
    with op.batch_alter_table("sms_number", schema=None) as batch_op:
        batch_op.create_index(
            "ix_sms_number_account_id_status", ["account_id", "status"], unique=False
        )
        batch_op.create_index("ix_sms_number_partner_id_id", ["partner_id", "id"], unique=False)

    op.create_table(
        "verification",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("partner_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("number_id", sa.Uuid(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
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
        sa.Column(
            "details",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "reasons",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("carrier_id", sa.Text(), nullable=True),
        sa.Column("replaces", sa.Text(), nullable=True),
        sa.Column("editable_until", Moment(timezone=True), nullable=True),
        sa.Column("requested_at", Moment(timezone=True), nullable=False),
        sa.Column("submitted_at", Moment(timezone=True), nullable=True),
        sa.Column("completed_at", Moment(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("due_at", Moment(timezone=True), nullable=True),
        sa.Column("lease_until", Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_verification_account_id_account"),
        ),
        sa.ForeignKeyConstraint(
            ["number_id"],
            ["sms_number.id"],
            name=op.f("fk_verification_number_id_sms_number"),
        ),
        sa.ForeignKeyConstraint(
            ["partner_id"],
            ["partner.id"],
            name=op.f("fk_verification_partner_id_partner"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verification")),
        sa.UniqueConstraint("number_id", "attempt", name=op.f("uq_verification_number_id_attempt")),
    )
    with op.batch_alter_table("verification", schema=None) as batch_op:
        batch_op.create_index("ix_verification_account_id_id", ["account_id", "id"], unique=False)
        batch_op.create_index(
            "ix_verification_due_at",
            ["due_at"],
            unique=False,
            sqlite_where=sa.text("due_at IS NOT NULL"),
            postgresql_where=sa.text("due_at IS NOT NULL"),
        )
        batch_op.create_index("ix_verification_partner_id_id", ["partner_id", "id"], unique=False)
        batch_op.create_index(
            "uq_verification_number_id_in_flight",
            ["number_id"],
            unique=True,
            sqlite_where=sa.text("status IN ('IN_REVIEW', 'REQUESTED', 'SUBMITTED')"),
            postgresql_where=sa.text("status IN ('IN_REVIEW', 'REQUESTED', 'SUBMITTED')"),
        )
