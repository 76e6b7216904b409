"""Users ask their account's administrators for business details."""

import sqlalchemy as sa
from alembic import op

from textgate.storage.tables.base import Moment

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "account_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("partner_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("created_at", Moment(timezone=True), nullable=False),
        sa.Column("closed_at", Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f("fk_account_request_partner_id_partner")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_account_request_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_request")),
    )
    is_open = sa.text("closed_at IS NULL")
    for name, columns, is_unique in (
        ("uq_account_request_account_id_open", ["account_id"], True),
        ("ix_account_request_partner_id_open", ["partner_id", "id"], False),
    ):
        op.create_index(
            name,
            "account_request",
            columns,
            unique=is_unique,
            sqlite_where=is_open,
            postgresql_where=is_open,
        )
