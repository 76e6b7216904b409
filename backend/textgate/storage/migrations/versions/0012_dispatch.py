"""What a claim of texts looks through: of each number those that wait, and those whose news are due."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    queued = sa.text("status = 'QUEUED' AND due_at IS NOT NULL")
    in_hand = sa.text("status IN ('SENDING', 'UNCERTAIN', 'SENT') AND due_at IS NOT NULL")
    op.create_index(
        "ix_message_queued",
        "message",
        ["number_id", "due_at", "id"],
        sqlite_where=queued,
        postgresql_where=queued,
    )
    op.create_index(
        "ix_message_in_hand",
        "message",
        ["due_at"],
        sqlite_where=in_hand,
        postgresql_where=in_hand,
    )
