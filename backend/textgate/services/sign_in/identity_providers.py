"""Partners' own identity providers: the operator sets and removes them; sign-ins load them."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.audit import AuditAction, Event, differences
from textgate.domain.clock import Clock
from textgate.domain.errors import InputErrors, InvalidValue, UserErrorCode
from textgate.domain.ids import new_id
from textgate.domain.issuer import parse_issuer
from textgate.domain.viewer import operator
from textgate.services.audit import audit_log
from textgate.storage.database import Database
from textgate.storage.tables import identity_provider, oidc_sign_in, partner

_MAX_LENGTH = 1_000


@dataclass(frozen=True, slots=True)
class IdentityProvider:
    """A partner's provider. The secret is never shown; public clients have none."""

    partner_id: UUID
    issuer: str
    client_id: str
    client_secret: str | None = field(repr=False)


class IdentityProviders:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def set(
        self, partner_id: UUID, *, issuer: str, client_id: str, client_secret: str | None
    ) -> IdentityProvider:
        """Set or replace the provider of a partner. Raises InvalidInput."""
        errors = InputErrors()
        clean_issuer = errors.require(("issuer",), parse_issuer, issuer)
        clean_id = errors.require(("clientId",), _parse_word, client_id)
        clean_secret = errors.read(("clientSecret",), _parse_word, client_secret)
        errors.raise_if_any()
        assert clean_issuer is not None
        assert clean_id is not None
        provider = IdentityProvider(partner_id, clean_issuer, clean_id, clean_secret)
        now = self._clock()
        async with self._database.write() as connection:
            # Serialize concurrent operators, since both would insert.
            statement = select(partner.c.id).where(partner.c.id == partner_id)
            await connection.execute(statement.with_for_update(key_share=True))
            before = await _remove(connection, partner_id)
            row = {
                "id": new_id(),
                "partner_id": partner_id,
                "issuer": provider.issuer,
                "client_id": provider.client_id,
                "client_secret": provider.client_secret,
                "created_at": now,
            }
            await connection.execute(insert(identity_provider), row)
            changes = differences(_audited(before), _audited(provider))
            event = Event(AuditAction.IDENTITY_PROVIDER_SET, "partner", partner_id, changes=changes)
            await audit_log.record(connection, operator(partner_id), now, event)
        return provider

    async def remove(self, partner_id: UUID) -> bool:
        """Remove the provider. False if there is none. Sessions that it started continue."""
        async with self._database.write() as connection:
            before = await _remove(connection, partner_id)
            if before is None:
                return False
            event = Event(AuditAction.IDENTITY_PROVIDER_REMOVED, "partner", partner_id)
            await audit_log.record(connection, operator(partner_id), self._clock(), event)
        return True


async def load_provider(connection: AsyncConnection, partner_id: UUID) -> IdentityProvider | None:
    table = identity_provider.c
    statement = select(table.partner_id, table.issuer, table.client_id, table.client_secret).where(
        table.partner_id == partner_id
    )
    row = (await connection.execute(statement)).one_or_none()
    return None if row is None else IdentityProvider(*row)


async def _remove(connection: AsyncConnection, partner_id: UUID) -> IdentityProvider | None:
    """Delete the provider and its pending sign-ins, so that none of them reaches a new provider."""
    before = await load_provider(connection, partner_id)
    for table in (oidc_sign_in, identity_provider):
        await connection.execute(delete(table).where(table.c.partner_id == partner_id))
    return before


def _parse_word(text: str) -> str:
    """Parse a client's id or secret (RFC 6749, appendix A): printable ASCII, stripped."""
    word = text.strip()
    if len(word) > _MAX_LENGTH:
        raise InvalidValue(f"must have at most {_MAX_LENGTH} characters", UserErrorCode.TOO_LONG)
    if not word.isascii() or not word.isprintable():
        raise InvalidValue("must have only printable ASCII characters")
    return word


def _audited(provider: IdentityProvider | None) -> dict[str, object]:
    """The values for the audit log, without the secret."""
    if provider is None:
        return {}
    return {
        "issuer": provider.issuer,
        "client_id": provider.client_id,
        "has_client_secret": provider.client_secret is not None,
    }
