"""Partners' own identity providers: set and removed by the operator, looked up when somebody signs in."""

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

_LONGEST = 1_000


@dataclass(frozen=True, slots=True)
class IdentityProvider:
    """A partner's. The secret is never shown; a public client has none."""

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
        """Let the partner's people sign in there, in place of any provider before; raises InvalidInput."""
        errors = InputErrors()
        clean_issuer = errors.require(("issuer",), parse_issuer, issuer)
        clean_id = errors.require(("clientId",), _parse_word, client_id)
        clean_secret = errors.read(("clientSecret",), _parse_word, client_secret)
        errors.raise_if_any()
        assert clean_issuer is not None
        assert clean_id is not None
        made = IdentityProvider(partner_id, clean_issuer, clean_id, clean_secret)
        now = self._clock()
        async with self._database.write() as connection:
            # One operator after the other, as both would insert; nobody else waits.
            mine = select(partner.c.id).where(partner.c.id == partner_id)
            await connection.execute(mine.with_for_update(key_share=True))
            before = await _remove(connection, partner_id)
            row = {
                "id": new_id(),
                "partner_id": partner_id,
                "issuer": made.issuer,
                "client_id": made.client_id,
                "client_secret": made.client_secret,
                "created_at": now,
            }
            await connection.execute(insert(identity_provider), row)
            changes = differences(_shown(before), _shown(made))
            event = Event(AuditAction.IDENTITY_PROVIDER_SET, "partner", partner_id, changes=changes)
            await audit_log.record(connection, operator(partner_id), now, event)
        return made

    async def remove(self, partner_id: UUID) -> bool:
        """Nobody signs in there any more; false when there is none. Sessions that have begun go on."""
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
    """Delete the provider, and whatever is on its way to it: nothing of it may reach another one."""
    before = await load_provider(connection, partner_id)
    for table in (oidc_sign_in, identity_provider):
        await connection.execute(delete(table).where(table.c.partner_id == partner_id))
    return before


def _parse_word(text: str) -> str:
    """A client's id or secret (RFC 6749, appendix A): printable ASCII, the spaces around it aside."""
    word = text.strip()
    if len(word) > _LONGEST:
        raise InvalidValue(f"Use at most {_LONGEST} characters", UserErrorCode.TOO_LONG)
    if not word.isascii() or not word.isprintable():
        raise InvalidValue("Use what the identity provider gave: printable ASCII characters")
    return word


def _shown(provider: IdentityProvider | None) -> dict[str, object]:
    """What the audit log may tell."""
    if provider is None:
        return {}
    return {
        "issuer": provider.issuer,
        "client_id": provider.client_id,
        "has_client_secret": provider.client_secret is not None,
    }
