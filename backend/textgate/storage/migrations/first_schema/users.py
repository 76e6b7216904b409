"""Users, sessions, links, outgoing mail, and embed tokens."""

import sqlalchemy as sa
from alembic import op

from textgate.storage.tables.base import ByteOrdered, Moment, OptionalDocument


def create() -> None:
    op.create_table(
        "user",
        sa.Column("partner_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("email", ByteOrdered, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "PROGRAM",
                "PARTNER_ADMIN",
                "PARTNER_SUPPORT",
                "ACCOUNT_ADMIN",
                "ACCOUNT_SENDER",
                "EMBED",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("totp_secret", sa.Text(), nullable=True),
        sa.Column("totp_used_step", sa.Integer(), nullable=True),
        sa.Column("failed_sign_ins", sa.Integer(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("updated_at", Moment(), nullable=False),
        sa.Column("last_sign_in_at", Moment(), nullable=True),
        sa.Column("deactivated_at", Moment(), nullable=True),
        sa.Column("extras", OptionalDocument, nullable=True),
        sa.ForeignKeyConstraint(
            ["partner_id", "account_id"],
            ["account.partner_id", "account.id"],
            name=op.f("fk_user_partner_id_account_id_account"),
        ),
        sa.ForeignKeyConstraint(
            ["partner_id", "email"],
            ["email_directory.partner_id", "email_directory.email"],
            name=op.f("fk_user_partner_id_email_email_directory"),
        ),
        sa.PrimaryKeyConstraint("partner_id", "id", name=op.f("pk_user")),
        sa.UniqueConstraint(
            "partner_id",
            "account_id",
            "external_id",
            name=op.f("uq_user_partner_id_account_id_external_id"),
        ),
        sa.UniqueConstraint("partner_id", "email", name=op.f("uq_user_partner_id_email")),
    )
    op.create_table(
        "session",
        sa.Column("partner_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("last_seen_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partner_id", "user_id"],
            ["user.partner_id", "user.id"],
            name=op.f("fk_session_partner_id_user_id_user"),
        ),
        sa.PrimaryKeyConstraint("partner_id", "id", name=op.f("pk_session")),
        sa.UniqueConstraint(
            "partner_id", "token_hash", name=op.f("uq_session_partner_id_token_hash")
        ),
    )
    op.create_index("ix_session_expires_at", "session", ["expires_at"])
    op.create_index("ix_session_partner_id_user_id", "session", ["partner_id", "user_id"])
    op.create_table(
        "link",
        sa.Column("partner_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum(
                "INVITATION",
                "PASSWORD_RESET",
                name="linkpurpose",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("used_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["partner_id", "user_id"],
            ["user.partner_id", "user.id"],
            name=op.f("fk_link_partner_id_user_id_user"),
        ),
        sa.PrimaryKeyConstraint("partner_id", "id", name=op.f("pk_link")),
        sa.UniqueConstraint("partner_id", "token_hash", name=op.f("uq_link_partner_id_token_hash")),
    )
    op.create_index("ix_link_partner_id_user_id", "link", ["partner_id", "user_id"])
    op.create_table(
        "outbox",
        sa.Column("partner_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column(
            "link_purpose",
            sa.Enum(
                "INVITATION",
                "PASSWORD_RESET",
                name="linkpurpose",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("due_at", Moment(), nullable=True),
        sa.Column("lease_until", Moment(), nullable=True),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("sent_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["partner_id", "user_id"],
            ["user.partner_id", "user.id"],
            name=op.f("fk_outbox_partner_id_user_id_user"),
        ),
        sa.PrimaryKeyConstraint("partner_id", "id", name=op.f("pk_outbox")),
    )
    op.create_index(
        "ix_outbox_due_at",
        "outbox",
        ["due_at"],
        sqlite_where=sa.text("due_at IS NOT NULL"),
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )
    op.create_table(
        "embed_token",
        sa.Column("partner_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("credential_id", sa.Uuid(), nullable=False),
        sa.Column("user_name", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partner_id", "account_id"],
            ["account.partner_id", "account.id"],
            name=op.f("fk_embed_token_partner_id_account_id_account"),
        ),
        sa.ForeignKeyConstraint(
            ["partner_id", "credential_id"],
            ["credential.partner_id", "credential.id"],
            name=op.f("fk_embed_token_partner_id_credential_id_credential"),
        ),
        sa.PrimaryKeyConstraint("partner_id", "id", name=op.f("pk_embed_token")),
        sa.UniqueConstraint(
            "partner_id", "token_hash", name=op.f("uq_embed_token_partner_id_token_hash")
        ),
    )
    op.create_index("ix_embed_token_expires_at", "embed_token", ["expires_at"])
