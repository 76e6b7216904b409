"""Look-ups of a text no longer count as attempts to send it."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    failed_lookups = sa.Column("failed_lookups", sa.Integer(), server_default="0", nullable=False)
    op.add_column("message", failed_lookups)
    # Until now `tries` counted look-ups too, and nothing recorded which was which. A text that is still open
    # and may have been looked up starts over at its first attempt, so that the old look-ups cannot delay it.
    # The others were only ever sent, or have ended, and nothing reads the count of those.
    op.execute(
        """
        UPDATE message SET tries = 1
        WHERE due_at IS NOT NULL AND tries > 1 AND (
            status <> 'QUEUED' OR EXISTS (
                SELECT * FROM message_event
                WHERE message_event.message_id = message.id AND message_event.status = 'UNCERTAIN'
            )
        )
        """
    )
