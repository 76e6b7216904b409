"""Mails are stored with a placeholder instead of their link, and say what the link is for."""

import re

import sqlalchemy as sa
from alembic import op

from textgate.domain.clock import system_clock
from textgate.storage.tables.base import Moment

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_URL = re.compile(r"^\S+/set-password#\S+$", re.MULTILINE)
_PLACEHOLDER = "[link]"


def upgrade() -> None:
    _void_links()
    _replace_links()
    _add_purpose()


def _void_links() -> None:
    """Until now a link stood in the text of its mail. That text may still be in free pages, in the WAL, in dead
    rows or in a backup, wherever it was deleted; so no link from before this migration opens anything."""
    link = sa.table("link", sa.column("used_at", Moment(timezone=True)))
    op.execute(sa.update(link).where(link.c.used_at.is_(None)).values(used_at=system_clock()))


def _replace_links() -> None:
    """Mails that have not left are sent with a new link."""
    outbox = sa.table(
        "outbox", sa.column("id", sa.Uuid()), sa.column("body", sa.Text()), sa.column("due_at")
    )
    connection = op.get_bind()
    unsent = sa.select(outbox.c.id, outbox.c.body).where(outbox.c.due_at.is_not(None))
    for row in connection.execute(unsent).all():
        body = _URL.sub(_PLACEHOLDER, row.body)
        connection.execute(sa.update(outbox).where(outbox.c.id == row.id).values(body=body))


def _add_purpose() -> None:
    purpose = sa.Enum(
        "INVITATION",
        "PASSWORD_RESET",
        name="linkpurpose",
        native_enum=False,
        create_constraint=True,
        length=32,
    )
    with op.batch_alter_table("outbox") as batch_op:
        batch_op.add_column(
            sa.Column("link_purpose", purpose, server_default="INVITATION", nullable=False)
        )
    # Each purpose has always had a subject of its own.
    op.execute(
        """
        UPDATE outbox SET link_purpose = 'PASSWORD_RESET'
        WHERE subject = 'Choose a new Textgate password'
        """
    )
