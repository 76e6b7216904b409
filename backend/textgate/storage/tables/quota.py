"""Counters of what may only happen so often: attempts to sign in, texts of an account, texts to a number."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from textgate.storage.tables.base import Base, table_of


class QuotaRow(Base):
    """`key` says what is counted, `count` how often since the window began that ends at `ends_at`."""

    __tablename__ = "quota"
    __table_args__ = (Index("ix_quota_ends_at", "ends_at"),)

    key: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int]
    ends_at: Mapped[datetime]


quota = table_of(QuotaRow)
