"""Partners and accounts decide whether composers preselect the last sender."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    preselection = sa.String(length=32)
    op.add_column(
        "partner",
        sa.Column("sender_preselection", preselection, server_default="LAST_USED", nullable=False),
    )
    op.add_column("account", sa.Column("sender_preselection", preselection, nullable=True))
