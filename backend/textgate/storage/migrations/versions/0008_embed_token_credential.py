"""Composers' tokens end with the credential that minted them."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # The credential of existing tokens is unknown. They expire within minutes.
    op.execute("DELETE FROM embed_token")
    with op.batch_alter_table("embed_token", schema=None) as batch_op:
        batch_op.add_column(sa.Column("credential_id", sa.Uuid(), nullable=False))
        batch_op.create_foreign_key(
            op.f("fk_embed_token_credential_id_credential"),
            "credential",
            ["credential_id"],
            ["id"],
        )
