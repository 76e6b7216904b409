"""The audit log: one entry for each change, chained by the hash of the previous entry."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from textgate.domain.audit import AuditAction
from textgate.domain.viewer import ViewerKind
from textgate.storage.tables.base import (
    Base,
    KeyPart,
    PartnerRows,
    by_value,
    refers_to_partner,
    table_of,
)


class AuditHeadRow(Base):
    """The last entry of a partner's chain. Without it, a truncated chain would look complete."""

    __tablename__ = "audit_head"
    __table_args__ = (refers_to_partner(),)

    partner_id: Mapped[KeyPart]
    sequence: Mapped[int]
    hash: Mapped[str]


class AuditEntryRow(PartnerRows, Base):
    """Triggers reject UPDATE and DELETE. `changes` is JSON text, byte for byte as it was hashed."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        UniqueConstraint("partner_id", "sequence"),
        Index("ix_audit_entry_partner_id_subject_id_id", "partner_id", "subject_id", "id"),
        refers_to_partner(),
    )

    sequence: Mapped[int]
    at: Mapped[datetime]
    actor_kind: Mapped[ViewerKind] = mapped_column(by_value(ViewerKind, is_guarded=False))
    actor_id: Mapped[UUID | None]
    actor_name: Mapped[str]
    action: Mapped[AuditAction] = mapped_column(by_value(AuditAction, is_guarded=False))
    subject_kind: Mapped[str]
    subject_id: Mapped[UUID]
    account_id: Mapped[UUID | None]
    changes: Mapped[str]
    request_id: Mapped[str | None]
    address: Mapped[str | None]
    previous_hash: Mapped[str]
    hash: Mapped[str]


audit_head = table_of(AuditHeadRow)
audit_entry = table_of(AuditEntryRow)
