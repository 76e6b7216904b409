"""Partners' own identity providers (OpenID Connect), and pending sign-ins with them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from textgate.storage.tables.base import Base, PartnerRows, refers_to_partner, table_of


class IdentityProviderRow(PartnerRows, Base):
    """At most one for each partner. `client_secret` is stored in plain text, because it is sent to the
    provider. It is NULL for a public client."""

    __tablename__ = "identity_provider"
    __table_args__ = (UniqueConstraint("partner_id"), refers_to_partner())

    issuer: Mapped[str]
    client_id: Mapped[str]
    client_secret: Mapped[str | None]
    created_at: Mapped[datetime]


class OidcSignInRow(PartnerRows, Base):
    """A sign-in that was redirected to the provider. `token_hash` is the SHA-256 of the cookie's token, in
    hex. The row is deleted when the browser returns."""

    __tablename__ = "oidc_sign_in"
    __table_args__ = (
        UniqueConstraint("partner_id", "token_hash"),
        Index("ix_oidc_sign_in_partner_id_expires_at", "partner_id", "expires_at"),
        refers_to_partner(),
    )

    token_hash: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]


identity_provider = table_of(IdentityProviderRow)
oidc_sign_in = table_of(OidcSignInRow)
