"""Partners' own identity providers (OpenID Connect), and sign-ins that are on their way to one and back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from textgate.storage.tables.base import Base, Key, PartnerKey, table_of


class IdentityProviderRow(Base):
    """A partner has one. `client_secret` is kept as it is, because the provider wants to see it; it is
    empty for a public client."""

    __tablename__ = "identity_provider"
    __table_args__ = (UniqueConstraint("partner_id"),)

    id: Mapped[Key]
    partner_id: Mapped[PartnerKey]
    issuer: Mapped[str]
    client_id: Mapped[str]
    client_secret: Mapped[str | None]
    created_at: Mapped[datetime]


class OidcSignInRow(Base):
    """A browser that was sent to its partner's provider. `token_hash` is the SHA-256 of its cookie's
    token, in hex; the row is deleted when the browser comes back."""

    __tablename__ = "oidc_sign_in"
    __table_args__ = (
        UniqueConstraint("token_hash"),
        Index("ix_oidc_sign_in_partner_id_expires_at", "partner_id", "expires_at"),
    )

    id: Mapped[Key]
    partner_id: Mapped[PartnerKey]
    token_hash: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]


identity_provider = table_of(IdentityProviderRow)
oidc_sign_in = table_of(OidcSignInRow)
