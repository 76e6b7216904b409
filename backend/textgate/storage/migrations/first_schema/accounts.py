"""Accounts with their locations and queues, and users' requests for details."""

import sqlalchemy as sa
from alembic import op

from textgate.storage.tables.base import ByteOrdered, Moment, OptionalDocument


def create() -> None:
    op.create_table(
        "account",
        sa.Column("partner_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("website", sa.Text(), nullable=True),
        sa.Column("alternative_website", sa.Text(), nullable=True),
        sa.Column("website_address", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("fax", sa.Text(), nullable=True),
        sa.Column("time_zone", sa.Text(), nullable=True),
        sa.Column(
            "sender_preselection",
            sa.Enum(
                "LAST_USED", "ALWAYS_ASK", name="senderpreselection", native_enum=False, length=32
            ),
            nullable=True,
        ),
        sa.Column("extras", OptionalDocument, nullable=True),
        sa.Column("gaps", sa.Integer(), nullable=False),
        sa.Column("number_statuses", sa.Integer(), server_default="0", nullable=False),
        sa.Column("name_key", ByteOrdered, nullable=False),
        sa.Column("search_key", sa.Text(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("updated_at", Moment(), nullable=False),
        sa.Column("address1", sa.Text(), nullable=True),
        sa.Column("address2", sa.Text(), nullable=True),
        sa.Column("city", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("postal_code", sa.Text(), nullable=True),
        sa.Column("country_code", sa.Text(), nullable=True),
        sa.Column("contact_first_name", sa.Text(), nullable=True),
        sa.Column("contact_last_name", sa.Text(), nullable=True),
        sa.Column("contact_email", sa.Text(), nullable=True),
        sa.Column("contact_phone", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f("fk_account_partner_id_partner")
        ),
        sa.PrimaryKeyConstraint("partner_id", "id", name=op.f("pk_account")),
        sa.UniqueConstraint(
            "partner_id", "external_id", name=op.f("uq_account_partner_id_external_id")
        ),
    )
    op.create_index(
        "ix_account_partner_id_gaps_number_statuses_id",
        "account",
        ["partner_id", "gaps", "number_statuses", "id"],
    )
    op.create_index(
        "ix_account_partner_id_gaps_number_statuses_name_key_id",
        "account",
        ["partner_id", "gaps", "number_statuses", "name_key", "id"],
    )
    op.create_index(
        "ix_account_partner_id_gaps_number_statuses_updated_at_id",
        "account",
        ["partner_id", "gaps", "number_statuses", "updated_at", "id"],
    )
    op.create_index(
        "ix_account_partner_id_name_key_id", "account", ["partner_id", "name_key", "id"]
    )
    op.create_index(
        "ix_account_partner_id_updated_at_id", "account", ["partner_id", "updated_at", "id"]
    )
    op.create_index(
        "uq_account_partner_id_website_address",
        "account",
        ["partner_id", "website_address"],
        unique=True,
    )
    op.create_table(
        "sender",
        sa.Column("partner_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "LOCATION",
                "QUEUE",
                name="senderkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("is_default", sa.Boolean(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", ByteOrdered, nullable=False),
        sa.Column("search_key", sa.Text(), server_default="", nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("time_zone", sa.Text(), nullable=True),
        sa.Column("extras", OptionalDocument, nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("updated_at", Moment(), nullable=False),
        sa.Column("address1", sa.Text(), nullable=True),
        sa.Column("address2", sa.Text(), nullable=True),
        sa.Column("city", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("postal_code", sa.Text(), nullable=True),
        sa.Column("country_code", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["partner_id", "account_id"],
            ["account.partner_id", "account.id"],
            name=op.f("fk_sender_partner_id_account_id_account"),
        ),
        sa.PrimaryKeyConstraint("partner_id", "id", name=op.f("pk_sender")),
        sa.UniqueConstraint(
            "partner_id",
            "account_id",
            "kind",
            "external_id",
            name=op.f("uq_sender_partner_id_account_id_kind_external_id"),
        ),
    )
    op.create_index(
        "uq_sender_partner_id_account_id_default",
        "sender",
        ["partner_id", "account_id"],
        unique=True,
        sqlite_where=sa.text("is_default"),
        postgresql_where=sa.text("is_default"),
    )
    rank = sa.text("(CASE WHEN is_default THEN 0 WHEN kind = 'LOCATION' THEN 1 ELSE 2 END)")
    op.create_index(
        "ix_sender_picker",
        "sender",
        ["partner_id", "account_id", rank, "name_key", "id", "kind", "is_default", "name"],
    )
    op.create_table(
        "account_request",
        sa.Column("partner_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("closed_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["partner_id", "account_id"],
            ["account.partner_id", "account.id"],
            name=op.f("fk_account_request_partner_id_account_id_account"),
        ),
        sa.PrimaryKeyConstraint("partner_id", "id", name=op.f("pk_account_request")),
    )
    op.create_index(
        "ix_account_request_partner_id_open",
        "account_request",
        ["partner_id", "id"],
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_index(
        "uq_account_request_partner_id_account_id_open",
        "account_request",
        ["partner_id", "account_id"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
