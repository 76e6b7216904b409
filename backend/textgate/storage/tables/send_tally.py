"""Sends counted by result, for reports and charts. Does not depend on the rows of messages."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from textgate.storage.tables.base import Base, PartnerRows, refers_to, refers_to_partner, table_of


class SendTallyRow(PartnerRows, Base):
    """`count` sends of one account ended with `code` on one UTC day.

    `account_id` is NULL if the sender was not found. `owner_id` is the account's id, or else the partner's:
    a unique constraint treats NULLs as distinct.
    """

    __tablename__ = "send_tally"
    __table_args__ = (
        UniqueConstraint("partner_id", "owner_id", "day", "code"),
        Index("ix_send_tally_partner_id_day_id", "partner_id", "day", "id"),
        Index(
            "ix_send_tally_partner_id_account_id_day_id", "partner_id", "account_id", "day", "id"
        ),
        refers_to_partner(),
        refers_to("account"),
    )

    account_id: Mapped[UUID | None]
    owner_id: Mapped[UUID]
    day: Mapped[date]
    code: Mapped[int]
    count: Mapped[int]


send_tally = table_of(SendTallyRow)
