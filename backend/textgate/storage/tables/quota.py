"""Counters for limits in fixed time windows, such as sign-in attempts and messages of an account."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from textgate.storage.tables.base import Base, table_of


class QuotaRow(Base):
    """`key` names what is counted. `count` is its total in the window that ends at `ends_at`."""

    __tablename__ = "quota"
    __table_args__ = (Index("ix_quota_ends_at", "ends_at"),)

    key: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int]
    ends_at: Mapped[datetime]


quota = table_of(QuotaRow)
