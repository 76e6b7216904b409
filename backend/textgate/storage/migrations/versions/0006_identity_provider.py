"""Partners' own identity providers, and sign-ins that are on their way to one."""

import sqlalchemy as sa
from alembic import op

from textgate.storage.tables.base import Moment

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "identity_provider",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("partner_id", sa.Uuid(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("client_id", sa.Text(), nullable=False),
        sa.Column("client_secret", sa.Text(), nullable=True),
        sa.Column("created_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f("fk_identity_provider_partner_id_partner")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_provider")),
        sa.UniqueConstraint("partner_id", name=op.f("uq_identity_provider_partner_id")),
    )
    op.create_table(
        "oidc_sign_in",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("partner_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("created_at", Moment(timezone=True), nullable=False),
        sa.Column("expires_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f("fk_oidc_sign_in_partner_id_partner")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_oidc_sign_in")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_oidc_sign_in_token_hash")),
    )
    with op.batch_alter_table("oidc_sign_in", schema=None) as batch_op:
        batch_op.create_index(
            "ix_oidc_sign_in_partner_id_expires_at", ["partner_id", "expires_at"], unique=False
        )
