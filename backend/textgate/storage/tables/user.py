"""People who sign in, their sessions, the one-time links they are sent, and the mail on its way to them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from textgate.domain.permissions import Role
from textgate.storage.tables.base import (
    AccountKey,
    Base,
    Extras,
    Key,
    OrderedText,
    PartnerKey,
    by_value,
    table_of,
)

UserKey = Annotated[UUID, mapped_column(Uuid(), ForeignKey("user.id"))]


class LinkPurpose(StrEnum):
    """What a one-time link is for."""

    INVITATION = "INVITATION"
    PASSWORD_RESET = "PASSWORD_RESET"


class UserRow(Base):
    """Of the partner, or with an account of one practice. `email` is normalised, and one person's only.

    `password_hash` is argon2id's and empty until the invitation is accepted; `totp_secret` is empty
    without a second factor, and `totp_used_step` the last time step that was accepted. `external_id` is
    the partner's own key of somebody whom its programs have told of.
    """

    __tablename__ = "user"
    __table_args__ = (
        UniqueConstraint("email"),
        Index("ix_user_partner_id_email_id", "partner_id", "email", "id"),
        Index("uq_user_account_id_external_id", "account_id", "external_id", unique=True),
    )

    id: Mapped[Key]
    partner_id: Mapped[PartnerKey]
    account_id: Mapped[AccountKey | None]
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


class SessionRow(Base):
    """`token_hash` is the SHA-256 of the cookie's token, in hex; a session that has ended is deleted."""

    __tablename__ = "session"
    __table_args__ = (
        UniqueConstraint("token_hash"),
        Index("ix_session_user_id", "user_id"),
        Index("ix_session_expires_at", "expires_at"),
    )

    id: Mapped[Key]
    partner_id: Mapped[PartnerKey]
    user_id: Mapped[UserKey]
    token_hash: Mapped[str]
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class LinkRow(Base):
    """A link that lets its user choose a password, once."""

    __tablename__ = "link"
    __table_args__ = (
        UniqueConstraint("token_hash"),
        Index("ix_link_user_id", "user_id"),
    )

    id: Mapped[Key]
    partner_id: Mapped[PartnerKey]
    user_id: Mapped[UserKey]
    purpose: Mapped[LinkPurpose] = mapped_column(by_value(LinkPurpose))
    token_hash: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class OutboxRow(Base):
    """A mail to one user; the row is the queue, and its text is emptied once it has been handed over.

    The text has a placeholder instead of a link: each try to send it makes a link with this purpose, which
    ends at `expires_at`.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index(
            "ix_outbox_due_at",
            "due_at",
            sqlite_where=text("due_at IS NOT NULL"),
            postgresql_where=text("due_at IS NOT NULL"),
        ),
    )

    id: Mapped[Key]
    partner_id: Mapped[PartnerKey]
    user_id: Mapped[UserKey]
    recipient: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]
    link_purpose: Mapped[LinkPurpose] = mapped_column(by_value(LinkPurpose))
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
