"""Imports that were started in the browser, their files until they end, and their reports."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from textgate.domain.imports import ImportFailure, ImportKind, ImportState
from textgate.domain.permissions import Role
from textgate.domain.viewer import ViewerKind
from textgate.storage.tables.base import (
    Base,
    Json,
    KeyPart,
    PartnerRows,
    by_value,
    refers_to,
    refers_to_partner,
    table_of,
)

_UNFINISHED = text("due_at IS NOT NULL")


class ImportJobRow(PartnerRows, Base):
    """An import, and the queue of imports. The partial unique index admits one unfinished import per partner.

    `actor_*`, `role`, `request_id` and `address` make up the caller that the audit log names. `rows_done` and
    the counts are those of committed batches. `problems` are the first ones. `tries` counts leases since the
    last committed batch.
    """

    __tablename__ = "import_job"
    __table_args__ = (
        Index(
            "uq_import_job_partner_id_unfinished",
            "partner_id",
            unique=True,
            sqlite_where=_UNFINISHED,
            postgresql_where=_UNFINISHED,
        ),
        Index(
            "ix_import_job_due_at",
            "due_at",
            sqlite_where=_UNFINISHED,
            postgresql_where=_UNFINISHED,
        ),
        refers_to_partner(),
    )

    actor_kind: Mapped[ViewerKind] = mapped_column(by_value(ViewerKind, is_guarded=False))
    actor_id: Mapped[UUID | None]
    actor_name: Mapped[str]
    role: Mapped[Role] = mapped_column(by_value(Role, is_guarded=False))
    request_id: Mapped[str | None]
    address: Mapped[str | None]
    file_name: Mapped[str]
    kind: Mapped[ImportKind] = mapped_column(by_value(ImportKind, is_guarded=False))
    state: Mapped[ImportState] = mapped_column(by_value(ImportState, is_guarded=False))
    failure: Mapped[ImportFailure | None] = mapped_column(by_value(ImportFailure, is_guarded=False))
    rows_total: Mapped[int]
    rows_done: Mapped[int]
    created: Mapped[int]
    updated: Mapped[int]
    unchanged: Mapped[int]
    refused: Mapped[int]
    problem_count: Mapped[int]
    problems: Mapped[Json]
    tries: Mapped[int]
    due_at: Mapped[datetime | None]
    lease_until: Mapped[datetime | None]
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class ImportFileRow(Base):
    """The compressed file of an import; deleted when the import ends."""

    __tablename__ = "import_file"
    __table_args__ = (refers_to("import_job", "import_id"),)

    partner_id: Mapped[KeyPart]
    import_id: Mapped[KeyPart]
    content: Mapped[bytes] = mapped_column(LargeBinary())


class ImportReportRow(Base):
    """The compressed lines that one batch adds to the report; `position` is the batch's first row."""

    __tablename__ = "import_report"
    __table_args__ = (refers_to("import_job", "import_id"),)

    partner_id: Mapped[KeyPart]
    import_id: Mapped[KeyPart]
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content: Mapped[bytes] = mapped_column(LargeBinary())


import_job = table_of(ImportJobRow)
import_file = table_of(ImportFileRow)
import_report = table_of(ImportReportRow)
