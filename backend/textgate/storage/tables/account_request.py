"""Users' requests to their account's administrators for business details."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped

from textgate.storage.tables.base import Base, PartnerRows, refers_to, table_of

_OPEN = text("closed_at IS NULL")


class AccountRequestRow(PartnerRows, Base):
    """An account has one open request. `asked_by` is the name of the account's user at that time, or else the
    partner's."""

    __tablename__ = "account_request"
    __table_args__ = (
        Index(
            "uq_account_request_partner_id_account_id_open",
            "partner_id",
            "account_id",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index(
            "ix_account_request_partner_id_open",
            "partner_id",
            "id",
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        refers_to("account"),
    )

    account_id: Mapped[UUID]
    asked_by: Mapped[str]
    note: Mapped[str | None]
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


account_request = table_of(AccountRequestRow)
