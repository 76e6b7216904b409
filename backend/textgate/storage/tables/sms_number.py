"""Senders' SMS numbers, and all their verifications."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Index,
    UniqueConstraint,
    literal_column,
    text,
    true,
)
from sqlalchemy.orm import Mapped, mapped_column

from textgate.domain.sms_numbers import NumberType, SmsNumberStatus
from textgate.domain.verification import IN_FLIGHT, VerificationStatus
from textgate.storage.tables.base import Base, Json, PartnerRows, by_value, refers_to, table_of
from textgate.storage.tables.directory import is_listed_in

_IN_FLIGHT = text(f"status IN ({', '.join(sorted(repr(status.value) for status in IN_FLIGHT))})")


class SmsNumberRow(PartnerRows, Base):
    """`phone` and `carrier_id` are NULL until the carrier has provisioned the number. Its throughput is
    used up until `next_free_at`."""

    __tablename__ = "sms_number"
    __table_args__ = (
        UniqueConstraint("partner_id", "sender_id"),
        UniqueConstraint("partner_id", "phone"),
        Index("ix_sms_number_account_id_status", "account_id", "status"),
        Index("ix_sms_number_partner_id_status_id", "partner_id", "status", "id"),
        refers_to("account"),
        refers_to("sender"),
        is_listed_in("phone_directory", "phone"),
    )

    account_id: Mapped[UUID]
    sender_id: Mapped[UUID]
    phone: Mapped[str | None]
    number_type: Mapped[NumberType] = mapped_column(by_value(NumberType))
    status: Mapped[SmsNumberStatus] = mapped_column(by_value(SmsNumberStatus))
    carrier_id: Mapped[str | None]
    segments_per_second: Mapped[float]
    next_free_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class VerificationRow(PartnerRows, Base):
    """One attempt to verify a number. `details` are the business details as submitted, each with its source.

    A trigger maintains `is_newest`, the number's newest verification, for filters and counts.
    The partial unique index prevents a race: concurrent first sends request one verification.
    """

    __tablename__ = "verification"
    __table_args__ = (
        UniqueConstraint("partner_id", "number_id", "attempt"),
        Index(
            "uq_verification_partner_id_number_id_in_flight",
            "partner_id",
            "number_id",
            unique=True,
            sqlite_where=_IN_FLIGHT,
            postgresql_where=_IN_FLIGHT,
        ),
        Index(
            "ix_verification_due_at",
            "due_at",
            sqlite_where=text("due_at IS NOT NULL"),
            postgresql_where=text("due_at IS NOT NULL"),
        ),
        Index(
            "ix_verification_partner_id_requested_at",
            "partner_id",
            "requested_at",
            sqlite_where=_IN_FLIGHT,
            postgresql_where=_IN_FLIGHT,
        ),
        Index("ix_verification_account_id_id", "account_id", "id"),
        Index(
            "ix_verification_partner_id_status_is_newest_id",
            "partner_id",
            "status",
            "is_newest",
            "id",
        ),
        refers_to("account"),
        refers_to("sms_number", "number_id"),
    )

    account_id: Mapped[UUID]
    number_id: Mapped[UUID]
    attempt: Mapped[int]
    is_newest: Mapped[bool] = mapped_column(server_default=true())
    status: Mapped[VerificationStatus] = mapped_column(by_value(VerificationStatus))
    details: Mapped[Json]
    reasons: Mapped[Json]
    carrier_id: Mapped[str | None]
    replaces: Mapped[str | None]
    editable_until: Mapped[datetime | None]
    requested_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    completed_at: Mapped[datetime | None]
    tries: Mapped[int]
    due_at: Mapped[datetime | None]
    lease_until: Mapped[datetime | None]


sms_number = table_of(SmsNumberRow)
verification = table_of(VerificationRow)


def is_in_flight(table: FromClause) -> ColumnElement[bool]:
    """The condition of the partial indexes. Uses literals, since parameters would keep the indexes unused."""
    return table.c.status.in_([literal_column(repr(status.value)) for status in sorted(IN_FLIGHT)])
