"""Users, their sessions, one-time links, and outgoing mail."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from textgate.domain.permissions import Role
from textgate.storage.tables.base import (
    Base,
    Extras,
    OrderedText,
    PartnerRows,
    by_value,
    refers_to,
    table_of,
)
from textgate.storage.tables.directory import is_listed_in


class LinkPurpose(StrEnum):
    INVITATION = "INVITATION"
    PASSWORD_RESET = "PASSWORD_RESET"


class UserRow(PartnerRows, Base):
    """A user of the partner, or of one practice if `account_id` is set. `email` is normalized and unique.

    `password_hash` (argon2id) is NULL until the user accepts the invitation. `totp_secret` is NULL without a
    second factor. `totp_used_step` is the last accepted time step, and prevents replay. `external_id` is the
    partner's own id of a user that its programs manage.
    """

    __tablename__ = "user"
    __table_args__ = (
        UniqueConstraint("partner_id", "email"),
        UniqueConstraint("partner_id", "account_id", "external_id"),
        refers_to("account"),
        is_listed_in("email_directory", "email"),
    )

    account_id: Mapped[UUID | None]
    external_id: Mapped[str | None]
    email: Mapped[OrderedText]
    name: Mapped[str]
    role: Mapped[Role] = mapped_column(by_value(Role))
    password_hash: Mapped[str | None]
    totp_secret: Mapped[str | None]
    totp_used_step: Mapped[int | None]
    failed_sign_ins: Mapped[int]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    last_sign_in_at: Mapped[datetime | None]
    deactivated_at: Mapped[datetime | None]
    extras: Mapped[Extras]


class SessionRow(PartnerRows, Base):
    """`token_hash` is the SHA-256 of the cookie's token, in hex. Ended sessions are deleted."""

    __tablename__ = "session"
    __table_args__ = (
        UniqueConstraint("partner_id", "token_hash"),
        Index("ix_session_partner_id_user_id", "partner_id", "user_id"),
        Index("ix_session_expires_at", "expires_at"),
        refers_to("user"),
    )

    user_id: Mapped[UUID]
    token_hash: Mapped[str]
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class LinkRow(PartnerRows, Base):
    """A one-time link with which a user chooses a password."""

    __tablename__ = "link"
    __table_args__ = (
        UniqueConstraint("partner_id", "token_hash"),
        Index("ix_link_partner_id_user_id", "partner_id", "user_id"),
        refers_to("user"),
    )

    user_id: Mapped[UUID]
    purpose: Mapped[LinkPurpose] = mapped_column(by_value(LinkPurpose))
    token_hash: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class OutboxRow(PartnerRows, Base):
    """A mail to one user. Also the queue. `body` is cleared once the mail is sent or has expired.

    With a `link_purpose`, `body` has a placeholder instead of a link. Each attempt to send creates a link with
    that purpose, which expires at `expires_at`.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index(
            "ix_outbox_due_at",
            "due_at",
            sqlite_where=text("due_at IS NOT NULL"),
            postgresql_where=text("due_at IS NOT NULL"),
        ),
        refers_to("user"),
    )

    user_id: Mapped[UUID]
    recipient: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]
    link_purpose: Mapped[LinkPurpose | None] = mapped_column(by_value(LinkPurpose))
    tries: Mapped[int]
    due_at: Mapped[datetime | None]
    lease_until: Mapped[datetime | None]
    expires_at: Mapped[datetime]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]


user = table_of(UserRow)
session = table_of(SessionRow)
link = table_of(LinkRow)
outbox = table_of(OutboxRow)
