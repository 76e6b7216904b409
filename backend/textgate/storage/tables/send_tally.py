"""Sends counted by result, for reports and charts. Does not depend on the rows of messages."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from textgate.storage.tables.base import Base, Key, PartnerKey, table_of


class SendTallyRow(Base):
    """`count` sends of one account ended with `code` on one UTC day.

    `account_id` is NULL if the sender was not found. `owner_id` is the account's id, or else the partner's:
    a unique constraint treats NULLs as distinct.
    """

    __tablename__ = "send_tally"
    __table_args__ = (
        UniqueConstraint("owner_id", "day", "code"),
        Index("ix_send_tally_partner_id_day_id", "partner_id", "day", "id"),
        Index(
            "ix_send_tally_partner_id_account_id_day_id", "partner_id", "account_id", "day", "id"
        ),
    )

    id: Mapped[Key]
    partner_id: Mapped[PartnerKey]
    account_id: Mapped[UUID | None] = mapped_column(Uuid(), ForeignKey("account.id"))
    owner_id: Mapped[UUID] = mapped_column(Uuid())
    day: Mapped[date]
    code: Mapped[int]
    count: Mapped[int]


send_tally = table_of(SendTallyRow)
