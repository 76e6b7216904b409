"""Messages have the name of their sending caller, and indexes for filters."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("message", sa.Column("sent_by_name", sa.Text(), nullable=True))
    op.create_table(
        "message_author",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("partner_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name="fk_message_author_account_id_account"
        ),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name="fk_message_author_partner_id_partner"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_message_author"),
        sa.UniqueConstraint("account_id", "name", name="uq_message_author_account_id_name"),
    )
    op.create_index("ix_message_author_partner_id", "message_author", ["partner_id"])
    op.create_index("ix_message_sender_id_id", "message", ["sender_id", "id"])
    op.create_index(
        "ix_message_account_id_sent_by_name_id", "message", ["account_id", "sent_by_name", "id"]
    )
    last_four = sa.text("substr(recipient, 9)")
    columns = ["partner_id", last_four, "id", "recipient", "account_id"]
    op.create_index("ix_message_recipient", "message", columns)
    is_not_delivered = sa.text("status != 'DELIVERED'")
    for owner, other in (("partner_id", "account_id"), ("account_id", "partner_id")):
        op.create_index(
            f"ix_message_{owner}_status",
            "message",
            [owner, "status", "id", other, "sender_id", "sent_by_name"],
            sqlite_where=is_not_delivered,
            postgresql_where=is_not_delivered,
        )
