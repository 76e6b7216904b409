"""Partners with their credentials and identity providers, and the directories of emails and phones."""

import sqlalchemy as sa
from alembic import op

from textgate.storage.tables.base import ByteOrdered, Moment


def create() -> None:
    op.create_table(
        "partner",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sms_enabled", sa.Boolean(), nullable=False),
        sa.Column("business_name", sa.Text(), nullable=True),
        sa.Column("legal_name", sa.Text(), nullable=True),
        sa.Column("website", sa.Text(), nullable=True),
        sa.Column("time_zone", sa.Text(), nullable=False),
        sa.Column(
            "sender_preselection",
            sa.Enum(
                "LAST_USED", "ALWAYS_ASK", name="senderpreselection", native_enum=False, length=32
            ),
            server_default="LAST_USED",
            nullable=False,
        ),
        sa.Column("details_updated_at", Moment(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
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
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner")),
        sa.UniqueConstraint("name", name=op.f("uq_partner_name")),
    )
    op.create_table(
        "email_directory",
        sa.Column("email", ByteOrdered, nullable=False),
        sa.Column("partner_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f("fk_email_directory_partner_id_partner")
        ),
        sa.PrimaryKeyConstraint("email", name=op.f("pk_email_directory")),
        sa.UniqueConstraint(
            "partner_id", "email", name=op.f("uq_email_directory_partner_id_email")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "phone_directory",
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("partner_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f("fk_phone_directory_partner_id_partner")
        ),
        sa.PrimaryKeyConstraint("phone", name=op.f("pk_phone_directory")),
        sa.UniqueConstraint(
            "partner_id", "phone", name=op.f("uq_phone_directory_partner_id_phone")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "credential",
        sa.Column("partner_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=True),
        sa.Column("last_used_at", Moment(), nullable=True),
        sa.Column("revoked_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f("fk_credential_partner_id_partner")
        ),
        sa.PrimaryKeyConstraint("partner_id", "id", name=op.f("pk_credential")),
        sa.UniqueConstraint(
            "partner_id", "token_hash", name=op.f("uq_credential_partner_id_token_hash")
        ),
    )
    op.create_table(
        "identity_provider",
        sa.Column("partner_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("client_id", sa.Text(), nullable=False),
        sa.Column("client_secret", sa.Text(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f("fk_identity_provider_partner_id_partner")
        ),
        sa.PrimaryKeyConstraint("partner_id", "id", name=op.f("pk_identity_provider")),
        sa.UniqueConstraint("partner_id", name=op.f("uq_identity_provider_partner_id")),
    )
    op.create_table(
        "oidc_sign_in",
        sa.Column("partner_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f("fk_oidc_sign_in_partner_id_partner")
        ),
        sa.PrimaryKeyConstraint("partner_id", "id", name=op.f("pk_oidc_sign_in")),
        sa.UniqueConstraint(
            "partner_id", "token_hash", name=op.f("uq_oidc_sign_in_partner_id_token_hash")
        ),
    )
    op.create_index(
        "ix_oidc_sign_in_partner_id_expires_at", "oidc_sign_in", ["partner_id", "expires_at"]
    )
    op.create_table(
        "quota",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("ends_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_quota")),
    )
    op.create_index("ix_quota_ends_at", "quota", ["ends_at"])
