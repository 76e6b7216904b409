"""Requests of users to their account's administrators."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from textgate.domain.account_requests import AccountRequestKind
from textgate.storage.tables.base import AccountKey, Base, Key, PartnerKey, by_value, table_of

_OPEN = text("closed_at IS NULL")


class AccountRequestRow(Base):
    """`sender_id` is set for ADD_NUMBER only. `subject_id` is the sender's id, or else the account's.

    A subject has one open request of each kind.

    `asked_by` is the name of the account's user at that time, or else the partner's.
    """

    __tablename__ = "account_request"
    __table_args__ = (
        Index(
            "uq_account_request_open",
            "subject_id",
            "kind",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index(
            "ix_account_request_open",
            "partner_id",
            "id",
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index(
            "ix_account_request_open_account_id",
            "account_id",
            "id",
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
    )

    id: Mapped[Key]
    partner_id: Mapped[PartnerKey]
    account_id: Mapped[AccountKey]
    sender_id: Mapped[UUID | None] = mapped_column(Uuid(), ForeignKey("sender.id"))
    subject_id: Mapped[UUID] = mapped_column(Uuid())
    kind: Mapped[AccountRequestKind] = mapped_column(by_value(AccountRequestKind, is_guarded=False))
    asked_by: Mapped[str]
    note: Mapped[str | None]
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


account_request = table_of(AccountRequestRow)
