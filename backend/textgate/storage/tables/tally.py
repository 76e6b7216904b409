"""Counts of rows by kind, maintained by triggers, so that totals need not scan the rows.

A count is the sum of its rows. On PostgreSQL each change inserts a row with +1 or -1: writers need not wait for
row locks. At random, a trigger also merges a partner's rows into one of each kind. `change` keeps the rows
distinct. SQLite has one writer, and updates the row in place.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from textgate.domain.sms_numbers import SmsNumberStatus
from textgate.domain.verification import VerificationStatus
from textgate.storage.tables.base import Base, by_value, table_of


class _Tally:
    """The count of one partner's rows of one kind. Subclasses add the columns of the kind."""

    partner_id: Mapped[UUID] = mapped_column(
        ForeignKey("partner.id"), primary_key=True, sort_order=-1
    )
    change: Mapped[int] = mapped_column(
        BigInteger(), primary_key=True, autoincrement=False, sort_order=1
    )
    count: Mapped[int] = mapped_column(sort_order=2)


class AccountTallyRow(_Tally, Base):
    __tablename__ = "account_tally"

    gaps: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number_statuses: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class SmsNumberTallyRow(_Tally, Base):
    __tablename__ = "sms_number_tally"

    status: Mapped[SmsNumberStatus] = mapped_column(
        by_value(SmsNumberStatus, is_guarded=False), primary_key=True
    )


class VerificationTallyRow(_Tally, Base):
    __tablename__ = "verification_tally"

    status: Mapped[VerificationStatus] = mapped_column(
        by_value(VerificationStatus, is_guarded=False), primary_key=True
    )
    is_newest: Mapped[bool] = mapped_column(primary_key=True)


account_tally = table_of(AccountTallyRow)
sms_number_tally = table_of(SmsNumberTallyRow)
verification_tally = table_of(VerificationTallyRow)
