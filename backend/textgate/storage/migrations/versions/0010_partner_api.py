"""What the partner API knows of practices, of their places and of their people."""

import sqlalchemy as sa
from alembic import op

from textgate.storage.tables.base import OptionalDocument

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # One by one and not in a batch, which would rebuild the tables on SQLite.
    for table in ("account", "sender"):
        is_active = sa.Column("is_active", sa.Boolean(), server_default=sa.true(), nullable=False)
        op.add_column(table, is_active)
    for table in ("account", "sender", "user"):
        op.add_column(table, sa.Column("extras", OptionalDocument, nullable=True))
    op.add_column("account", sa.Column("website_address", sa.Text(), nullable=True))
    op.add_column("account", sa.Column("fax", sa.Text(), nullable=True))
    op.add_column("user", sa.Column("external_id", sa.Text(), nullable=True))
    op.create_index(
        "uq_account_partner_id_website_address",
        "account",
        ["partner_id", "website_address"],
        unique=True,
    )
    op.create_index(
        "uq_user_account_id_external_id", "user", ["account_id", "external_id"], unique=True
    )
