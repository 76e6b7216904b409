"""Creates, authenticates, lists and revokes the credentials of partners' programs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Text, insert, select, update

from textgate.domain.audit import AuditAction, Event, differences
from textgate.domain.clock import Clock
from textgate.domain.errors import InputErrors
from textgate.domain.ids import new_id
from textgate.domain.permissions import Role
from textgate.domain.text import line
from textgate.domain.viewer import Origin, Viewer, ViewerKind, operator
from textgate.services.access.authority import is_usable
from textgate.services.access.identity import LAST_USED_RESOLUTION, Authenticated
from textgate.services.access.tokens import hash_token, new_token
from textgate.services.audit import audit_log
from textgate.storage.compiled_query import CompiledQuery, LazyRow
from textgate.storage.database import Database
from textgate.storage.parameters import open_parameter
from textgate.storage.tables import credential, partner
from textgate.storage.tables.base import Moment
from textgate.storage.transactions import write_if_possible

TOKEN_PREFIX = "tg_"
_NOWHERE = Origin()


@dataclass(frozen=True, slots=True)
class CredentialSummary:
    id: UUID
    partner: str
    name: str
    created_at: datetime
    last_used_at: datetime | None
    expires_at: datetime | None
    revoked_at: datetime | None


class Credentials:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._by_token = CompiledQuery(
            select(
                credential.c.id.label("credential_id"),
                credential.c.name.label("credential_name"),
                credential.c.last_used_at,
                *partner.c,
            )
            .join_from(credential, partner)
            .where(
                credential.c.token_hash == open_parameter("token_hash", Text()),
                is_usable(open_parameter("now", Moment())),
            ),
            database.sql,
        )

    async def create(
        self, partner_id: UUID, name: str, *, valid_for: timedelta | None = None
    ) -> tuple[UUID, str]:
        """Create a credential. Returns its id and its token; only the token's hash is stored."""
        errors = InputErrors()
        clean_name = errors.require(("name",), line(100), name)
        errors.raise_if_any()
        now = self._clock()
        token = new_token(TOKEN_PREFIX)
        row: dict[str, Any] = {
            "id": new_id(),
            "partner_id": partner_id,
            "name": clean_name,
            "token_hash": hash_token(token),
            "created_at": now,
            "expires_at": now + valid_for if valid_for else None,
        }
        async with self._database.write() as connection:
            await connection.execute(insert(credential), row)
            changes = differences({}, {"name": clean_name, "expires_at": row["expires_at"]})
            event = Event(AuditAction.CREDENTIAL_CREATED, "credential", row["id"], changes=changes)
            await audit_log.record(connection, operator(partner_id), now, event)
        return row["id"], token

    async def authenticate(self, token: str, origin: Origin = _NOWHERE) -> Authenticated | None:
        """The viewer of a token. None if the token is unknown, expired or revoked."""
        now = self._clock()
        row = await self._database.one(self._by_token, token_hash=hash_token(token), now=now)
        if row is None:
            return None
        last_used = row["last_used_at"]
        if last_used is None or now - last_used > LAST_USED_RESOLUTION:
            await self._note_use(row, now)
        viewer = Viewer(
            kind=ViewerKind.PARTNER,
            partner_id=row["id"],
            id=row["credential_id"],
            name=row["credential_name"],
            sms_enabled=row["sms_enabled"],
            role=Role.PROGRAM,
            origin=origin,
        )
        return Authenticated(viewer, row)

    async def _note_use(self, row: LazyRow, now: datetime) -> None:
        is_used = (credential.c.id == row["credential_id"]) & (credential.c.partner_id == row["id"])
        statement = update(credential).where(is_used).values(last_used_at=now)
        await write_if_possible(self._database, statement)

    async def all(self, partner_id: UUID | None = None) -> list[CredentialSummary]:
        """Credentials with the names of their partners, newest last."""
        statement = select(
            credential.c.id,
            partner.c.name,
            credential.c.name,
            credential.c.created_at,
            credential.c.last_used_at,
            credential.c.expires_at,
            credential.c.revoked_at,
        ).join_from(credential, partner)
        if partner_id is not None:
            statement = statement.where(credential.c.partner_id == partner_id)
        async with self._database.read() as connection:
            rows = await connection.execute(statement.order_by(credential.c.id))
            return [CredentialSummary(*row) for row in rows]

    async def revoke(self, credential_id: UUID) -> bool:
        """Revoke a credential and the embed tokens that it minted. False if unknown or already revoked."""
        now = self._clock()
        statement = (
            update(credential)
            .where(credential.c.id == credential_id, credential.c.revoked_at.is_(None))
            .values(revoked_at=now)
            .returning(credential.c.partner_id)
        )
        async with self._database.write() as connection:
            partner_id = (await connection.execute(statement)).scalar_one_or_none()
            if partner_id is None:
                return False
            event = Event(AuditAction.CREDENTIAL_REVOKED, "credential", credential_id)
            await audit_log.record(connection, operator(partner_id), now, event)
        return True
