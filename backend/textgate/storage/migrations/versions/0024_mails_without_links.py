"""A mail may have no one-time link: then `link_purpose` is NULL."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # SQLite rebuilds the table, without the CHECK and the partial index that are not stated here.
    check = sa.CheckConstraint(
        "link_purpose IN ('INVITATION', 'PASSWORD_RESET')", name=op.f("ck_outbox_linkpurpose")
    )
    op.drop_index("ix_outbox_due_at", "outbox")
    with op.batch_alter_table("outbox", table_args=(check,)) as batch_op:
        batch_op.alter_column(
            "link_purpose",
            existing_type=sa.String(length=32),
            existing_nullable=False,
            nullable=True,
            server_default=None,
        )
    is_waiting = sa.text("due_at IS NOT NULL")
    op.create_index(
        "ix_outbox_due_at",
        "outbox",
        ["due_at"],
        sqlite_where=is_waiting,
        postgresql_where=is_waiting,
    )
