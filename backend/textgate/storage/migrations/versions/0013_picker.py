"""Senders are found in the picker's order."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    rank = sa.text("(CASE WHEN is_default THEN 0 WHEN kind = 'LOCATION' THEN 1 ELSE 2 END)")
    shown = ["name_key", "id", "kind", "is_default", "partner_id", "name"]
    op.create_index("ix_sender_picker", "sender", ["account_id", rank, *shown])
    op.drop_index("ix_sender_account_id_name_key_id", "sender")
