"""Partners (EHR vendors) with their business details, credentials and embed tokens."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from textgate.domain.sender_preselection import SenderPreselection
from textgate.storage.tables.base import (
    Base,
    HasAddress,
    HasContact,
    KeyPart,
    PartnerRows,
    by_value,
    refers_to,
    refers_to_partner,
    table_of,
)


class PartnerRow(HasAddress, HasContact, Base):
    """`time_zone` determines the partner's days. Daily digests are due at 8 a.m. in it.

    `sender_preselection` applies to accounts that have none of their own.
    """

    __tablename__ = "partner"
    __table_args__ = (UniqueConstraint("name"),)

    id: Mapped[KeyPart]
    name: Mapped[str]
    sms_enabled: Mapped[bool]
    business_name: Mapped[str | None]
    legal_name: Mapped[str | None]
    website: Mapped[str | None]
    time_zone: Mapped[str]
    sender_preselection: Mapped[SenderPreselection] = mapped_column(
        by_value(SenderPreselection, is_guarded=False), server_default=SenderPreselection.LAST_USED
    )
    details_updated_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class CredentialRow(PartnerRows, Base):
    """`token_hash` is the SHA-256 of the token, in hex. The token itself is shown once and not stored."""

    __tablename__ = "credential"
    __table_args__ = (
        UniqueConstraint("partner_id", "token_hash"),
        refers_to_partner(),
    )

    name: Mapped[str]
    token_hash: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class EmbedTokenRow(PartnerRows, Base):
    """Lets a page of one origin send from one account, for some minutes. Ends earlier if the credential that
    minted it ends. Stored as a hash, like credentials."""

    __tablename__ = "embed_token"
    __table_args__ = (
        UniqueConstraint("partner_id", "token_hash"),
        Index("ix_embed_token_expires_at", "expires_at"),
        refers_to("account"),
        refers_to("credential"),
    )

    account_id: Mapped[UUID]
    credential_id: Mapped[UUID]
    user_name: Mapped[str]
    origin: Mapped[str]
    token_hash: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]


partner = table_of(PartnerRow)
credential = table_of(CredentialRow)
embed_token = table_of(EmbedTokenRow)
