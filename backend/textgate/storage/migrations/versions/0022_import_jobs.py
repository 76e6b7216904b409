"""Imports that are started in the browser, their files and their reports."""

import sqlalchemy as sa
from alembic import op

from textgate.storage.tables.base import Document, Moment

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_UNFINISHED = sa.text("due_at IS NOT NULL")


def upgrade() -> None:
    _create_jobs()
    op.create_table(
        "import_file",
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("partner_id", sa.Uuid(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        *_keys("import_file", "import_id"),
    )
    op.create_table(
        "import_report",
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("partner_id", sa.Uuid(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        *_keys("import_report", "import_id", "position"),
    )


def _create_jobs() -> None:
    op.create_table(
        "import_job",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("partner_id", sa.Uuid(), nullable=False),
        sa.Column("actor_kind", sa.String(length=32), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("actor_name", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("request_id", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("failure", sa.String(length=32), nullable=True),
        *(
            sa.Column(name, sa.Integer(), nullable=False)
            for name in (
                "rows_total",
                "rows_done",
                "created",
                "updated",
                "unchanged",
                "refused",
                "problem_count",
            )
        ),
        sa.Column("problems", Document, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("due_at", Moment(timezone=True), nullable=True),
        sa.Column("lease_until", Moment(timezone=True), nullable=True),
        sa.Column("created_at", Moment(timezone=True), nullable=False),
        sa.Column("finished_at", Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f("fk_import_job_partner_id_partner")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_job")),
    )
    op.create_index("ix_import_job_partner_id_id", "import_job", ["partner_id", "id"])
    for name, column, unique in (
        ("uq_import_job_partner_id_unfinished", "partner_id", True),
        ("ix_import_job_due_at", "due_at", False),
    ):
        op.create_index(
            name,
            "import_job",
            [column],
            unique=unique,
            sqlite_where=_UNFINISHED,
            postgresql_where=_UNFINISHED,
        )


def _keys(table: str, *primary: str) -> list[sa.Constraint]:
    return [
        sa.ForeignKeyConstraint(
            ["import_id"], ["import_job.id"], name=op.f(f"fk_{table}_import_id_import_job")
        ),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f(f"fk_{table}_partner_id_partner")
        ),
        sa.PrimaryKeyConstraint(*primary, name=op.f(f"pk_{table}")),
    ]
