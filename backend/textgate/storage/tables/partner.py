"""Partners (EHR vendors) with their business details, credentials and embed tokens."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from textgate.domain.sender_preselection import SenderPreselection
from textgate.storage.tables.base import (
    AccountKey,
    Base,
    HasAddress,
    HasContact,
    Key,
    PartnerKey,
    by_value,
    table_of,
)


class PartnerRow(HasAddress, HasContact, Base):
    """`time_zone` determines the partner's days. Daily digests are due at 8 a.m. in it.

    `sender_preselection` applies to accounts that have none of their own.
    """

    __tablename__ = "partner"
    __table_args__ = (UniqueConstraint("name"),)

    id: Mapped[Key]
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


class CredentialRow(Base):
    """`token_hash` is the SHA-256 of the token, in hex. The token itself is shown once and not stored."""

    __tablename__ = "credential"
    __table_args__ = (
        UniqueConstraint("token_hash"),
        Index("ix_credential_partner_id_id", "partner_id", "id"),
    )

    id: Mapped[Key]
    partner_id: Mapped[PartnerKey]
    name: Mapped[str]
    token_hash: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class EmbedTokenRow(Base):
    """Lets a page of one origin send from one account, for some minutes. Ends earlier if the credential that
    minted it ends. Stored as a hash, like credentials."""

    __tablename__ = "embed_token"
    __table_args__ = (
        UniqueConstraint("token_hash"),
        Index("ix_embed_token_expires_at", "expires_at"),
    )

    id: Mapped[Key]
    partner_id: Mapped[PartnerKey]
    account_id: Mapped[AccountKey]
    credential_id: Mapped[UUID] = mapped_column(Uuid(), ForeignKey("credential.id"))
    user_name: Mapped[str]
    origin: Mapped[str]
    token_hash: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]


partner = table_of(PartnerRow)
credential = table_of(CredentialRow)
embed_token = table_of(EmbedTokenRow)
