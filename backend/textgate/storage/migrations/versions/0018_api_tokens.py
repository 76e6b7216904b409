"""A partner's credentials are listed page by page."""

from alembic import op

revision = "0018"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_credential_partner_id_id", "credential", ["partner_id", "id"])
