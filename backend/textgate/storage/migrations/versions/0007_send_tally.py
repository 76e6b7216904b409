"""How many sends ended how, by account and day; which verifications a partner waits for."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "send_tally",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("partner_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("code", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_send_tally_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f("fk_send_tally_partner_id_partner")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_send_tally")),
        sa.UniqueConstraint(
            "owner_id", "day", "code", name=op.f("uq_send_tally_owner_id_day_code")
        ),
    )
    with op.batch_alter_table("send_tally", schema=None) as batch_op:
        batch_op.create_index(
            "ix_send_tally_partner_id_account_id_day_id",
            ["partner_id", "account_id", "day", "id"],
            unique=False,
        )
        batch_op.create_index(
            "ix_send_tally_partner_id_day_id", ["partner_id", "day", "id"], unique=False
        )
    with op.batch_alter_table("verification", schema=None) as batch_op:
        batch_op.create_index(
            "ix_verification_partner_id_requested_at",
            ["partner_id", "requested_at"],
            unique=False,
            sqlite_where=sa.text("due_at IS NOT NULL"),
            postgresql_where=sa.text("due_at IS NOT NULL"),
        )
