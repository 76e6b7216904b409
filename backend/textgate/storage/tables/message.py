"""Messages, their events, and recipients' opt-outs."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Index,
    Integer,
    UniqueConstraint,
    func,
    literal_column,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from textgate.domain.messages import MessageKind, MessageStatus
from textgate.domain.sms_text import SmsEncoding
from textgate.storage.tables.base import Base, PartnerRows, by_value, refers_to, table_of

_IS_QUEUED = text("status = 'QUEUED' AND due_at IS NOT NULL")
_IS_IN_HAND = text("status IN ('SENDING', 'UNCERTAIN', 'SENT') AND due_at IS NOT NULL")
_IS_NOT_DELIVERED = text("status != 'DELIVERED'")


class MessageRow(PartnerRows, Base):
    """Also the queue: a message that needs work has a `due_at`, and a lease while a worker processes it.

    `tries` counts attempts to send, and determines their back-off. `failed_lookups` counts consecutive failed
    status lookups since the last attempt, and determines the back-off of lookups.
    `sent_by_name` is the sending caller's name at that time; null in rows of older versions.
    """

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("partner_id", "idempotency_key"),
        Index(
            "ix_message_due_at",
            "due_at",
            sqlite_where=text("due_at IS NOT NULL"),
            postgresql_where=text("due_at IS NOT NULL"),
        ),
        Index(
            "ix_message_queued",
            "partner_id",
            "number_id",
            "due_at",
            "id",
            sqlite_where=_IS_QUEUED,
            postgresql_where=_IS_QUEUED,
        ),
        Index(
            "ix_message_in_hand",
            "due_at",
            sqlite_where=_IS_IN_HAND,
            postgresql_where=_IS_IN_HAND,
        ),
        # No keys: they need not begin with the partner, which would be a sixth of their size.
        Index("ix_message_account_id_id", "account_id", "id"),
        Index("ix_message_sender_id_id", "sender_id", "id"),
        Index("ix_message_account_id_sent_by_name_id", "account_id", "sent_by_name", "id"),
        # Almost all messages are delivered. Without those the indexes stay small, and so do their costs.
        # They cover other filters: a combination with one that excludes most messages reads no rows.
        *(
            Index(
                f"ix_message_{owner}_status",
                owner,
                "status",
                "id",
                other,
                "sender_id",
                "sent_by_name",
                sqlite_where=_IS_NOT_DELIVERED,
                postgresql_where=_IS_NOT_DELIVERED,
            )
            for owner, other in (("partner_id", "account_id"), ("account_id", "partner_id"))
        ),
        refers_to("account"),
        refers_to("sender"),
        refers_to("sms_number", "number_id"),
    )

    account_id: Mapped[UUID]
    sender_id: Mapped[UUID]
    number_id: Mapped[UUID]
    sender_phone: Mapped[str]
    recipient: Mapped[str]
    body: Mapped[str]
    kind: Mapped[MessageKind] = mapped_column(by_value(MessageKind))
    encoding: Mapped[SmsEncoding] = mapped_column(by_value(SmsEncoding))
    segments: Mapped[int]
    status: Mapped[MessageStatus] = mapped_column(by_value(MessageStatus))
    carrier_id: Mapped[str | None]
    failure_code: Mapped[int | None]
    failure_message: Mapped[str | None]
    failure_is_retryable: Mapped[bool | None]
    idempotency_key: Mapped[str | None]
    request_hash: Mapped[str]
    sent_by_name: Mapped[str | None]
    tries: Mapped[int]
    failed_lookups: Mapped[int]
    attempted_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None]
    lease_until: Mapped[datetime | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class MessageEventRow(PartnerRows, Base):
    """A change of a message's status. A message enters each status at most once."""

    __tablename__ = "message_event"
    __table_args__ = (UniqueConstraint("partner_id", "message_id", "status"), refers_to("message"))

    message_id: Mapped[UUID]
    status: Mapped[MessageStatus] = mapped_column(by_value(MessageStatus))
    at: Mapped[datetime]
    code: Mapped[int | None]


class MessageAuthorRow(PartnerRows, Base):
    """A name in `message.sent_by_name` of an account's messages. Few names, so a search scans them all."""

    __tablename__ = "message_author"
    __table_args__ = (UniqueConstraint("partner_id", "account_id", "name"), refers_to("account"))

    account_id: Mapped[UUID]
    name: Mapped[str]
    name_key: Mapped[str]


class OptOutRow(PartnerRows, Base):
    """A recipient who has opted out of messages from one number."""

    __tablename__ = "opt_out"
    __table_args__ = (
        UniqueConstraint("partner_id", "number_id", "recipient"),
        refers_to("sms_number", "number_id"),
    )

    number_id: Mapped[UUID]
    recipient: Mapped[str]
    created_at: Mapped[datetime]


message = table_of(MessageRow)
message_event = table_of(MessageEventRow)
message_author = table_of(MessageAuthorRow)
opt_out = table_of(OptOutRow)


def last_four_of(table: FromClause) -> ColumnElement[str]:
    """The last four digits of the recipient: E.164 numbers of +1 have twelve characters.

    Uses a literal, because an index on an expression serves only queries with an identical expression.
    """
    return func.substr(table.c.recipient, literal_column("9", Integer()))


def is_not_delivered(table: FromClause) -> ColumnElement[bool]:
    """The condition of the indexes on statuses. Only a query that repeats it can use them."""
    return table.c.status != literal_column("'DELIVERED'")


# Few numbers end with the same four digits. The index covers the conditions that exclude the others.
Index(
    "ix_message_recipient",
    message.c.partner_id,
    last_four_of(message),
    *(message.c[name] for name in ("id", "recipient", "account_id")),
)
