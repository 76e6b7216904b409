"""Imports, their files and reports."""

import sqlalchemy as sa
from alembic import op

from textgate.storage.tables.base import Document, Moment


def create() -> None:
    op.create_table(
        "import_job",
        sa.Column("partner_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "actor_kind",
            sa.Enum(
                "PARTNER",
                "PARTNER_USER",
                "ACCOUNT_USER",
                "EMBED",
                "OPERATOR",
                "CARRIER",
                name="viewerkind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("actor_name", sa.Text(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "PROGRAM",
                "PARTNER_ADMIN",
                "PARTNER_SUPPORT",
                "ACCOUNT_ADMIN",
                "ACCOUNT_SENDER",
                "EMBED",
                name="role",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("request_id", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("ACCOUNTS", "LOCATIONS", name="importkind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "QUEUED",
                "RUNNING",
                "COMPLETED",
                "FAILED",
                name="importstate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "failure",
            sa.Enum(
                "ACCESS_ENDED",
                "INTERRUPTED",
                "INTERNAL_ERROR",
                name="importfailure",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("rows_total", sa.Integer(), nullable=False),
        sa.Column("rows_done", sa.Integer(), nullable=False),
        sa.Column("created", sa.Integer(), nullable=False),
        sa.Column("updated", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("problem_count", sa.Integer(), nullable=False),
        sa.Column("problems", Document, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("due_at", Moment(), nullable=True),
        sa.Column("lease_until", Moment(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("finished_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f("fk_import_job_partner_id_partner")
        ),
        sa.PrimaryKeyConstraint("partner_id", "id", name=op.f("pk_import_job")),
    )
    op.create_index(
        "ix_import_job_due_at",
        "import_job",
        ["due_at"],
        sqlite_where=sa.text("due_at IS NOT NULL"),
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )
    op.create_index(
        "uq_import_job_partner_id_unfinished",
        "import_job",
        ["partner_id"],
        unique=True,
        sqlite_where=sa.text("due_at IS NOT NULL"),
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )
    op.create_table(
        "import_file",
        sa.Column("partner_id", sa.Uuid(), nullable=False),
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partner_id", "import_id"],
            ["import_job.partner_id", "import_job.id"],
            name=op.f("fk_import_file_partner_id_import_id_import_job"),
        ),
        sa.PrimaryKeyConstraint("partner_id", "import_id", name=op.f("pk_import_file")),
    )
    op.create_table(
        "import_report",
        sa.Column("partner_id", sa.Uuid(), nullable=False),
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partner_id", "import_id"],
            ["import_job.partner_id", "import_job.id"],
            name=op.f("fk_import_report_partner_id_import_id_import_job"),
        ),
        sa.PrimaryKeyConstraint(
            "partner_id", "import_id", "position", name=op.f("pk_import_report")
        ),
    )
