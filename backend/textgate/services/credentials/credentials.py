"""Creates, authenticates, lists and revokes the credentials of partners' programs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.audit import AuditAction, Event, differences
from textgate.domain.clock import Clock
from textgate.domain.errors import InputErrors, UserErrorCode, invalid, not_found
from textgate.domain.ids import new_id
from textgate.domain.permissions import Role
from textgate.domain.text import line
from textgate.domain.viewer import Origin, Viewer, ViewerKind, operator
from textgate.services.access.authority import is_usable
from textgate.services.access.identity import LAST_USED_RESOLUTION, Authenticated
from textgate.services.access.scope import within
from textgate.services.access.tokens import has_key, new_token, open_key, token_key
from textgate.services.audit import audit_log
from textgate.services.limits import window_counters
from textgate.storage.compiled_query import CompiledQuery, LazyRow
from textgate.storage.database import Database
from textgate.storage.parameters import open_parameter
from textgate.storage.tables import credential, partner
from textgate.storage.tables.base import Moment
from textgate.storage.transactions import write_if_possible

TOKEN_PREFIX = "tg_"
MAX_AN_HOUR = 20
_HOUR = timedelta(hours=1)
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
                has_key(credential, open_key()),
                is_usable(open_parameter("now", Moment())),
            ),
            database.sql,
        )

    async def create(
        self, partner_id: UUID, name: str, *, valid_for: timedelta | None = None
    ) -> tuple[UUID, str]:
        """For operators. Returns the credential's id and its token; only the token's hash is stored."""
        return await self._create(operator(partner_id), name, valid_for)

    async def create_for(self, viewer: Viewer, name: str) -> tuple[UUID, str]:
        """As `create`, for an administrator; at most MAX_AN_HOUR of a partner. Raises InvalidInput."""
        return await self._create(viewer, name, None, is_limited=True)

    async def _create(
        self, viewer: Viewer, name: str, valid_for: timedelta | None, *, is_limited: bool = False
    ) -> tuple[UUID, str]:
        errors = InputErrors()
        clean_name = errors.require(("name",), line(100), name)
        errors.raise_if_any()
        now = self._clock()
        token = new_token(viewer.partner_id, TOKEN_PREFIX)
        row: dict[str, Any] = {
            "id": new_id(),
            **token_key(token, TOKEN_PREFIX)._asdict(),
            "name": clean_name,
            "created_at": now,
            "expires_at": now + valid_for if valid_for else None,
        }
        async with self._database.write() as connection:
            if is_limited:
                await _count(connection, viewer.partner_id, now)
            await connection.execute(insert(credential), row)
            changes = differences({}, {"name": clean_name, "expires_at": row["expires_at"]})
            event = Event(AuditAction.CREDENTIAL_CREATED, "credential", row["id"], changes=changes)
            await audit_log.record(connection, viewer, now, event)
        return row["id"], token

    async def authenticate(self, token: str, origin: Origin = _NOWHERE) -> Authenticated | None:
        """The viewer of a token. None if the token is unknown, expired or revoked."""
        now = self._clock()
        row = await self._database.one(
            self._by_token, **token_key(token, TOKEN_PREFIX)._asdict(), now=now
        )
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
        """For operators: revoke a credential of any partner. False if unknown or already revoked."""
        async with self._database.write() as connection:
            owner = select(credential.c.partner_id).where(credential.c.id == credential_id)
            partner_id = (await connection.execute(owner)).scalar_one_or_none()
            if partner_id is None:
                return False
            return await self._revoke(connection, operator(partner_id), credential_id)

    async def revoke_for(self, viewer: Viewer, credential_id: UUID) -> None:
        """Revoke a credential and the embed tokens that it created. Idempotent. Raises InvalidInput."""
        is_own = (credential.c.id == credential_id) & within(viewer, credential)
        async with self._database.write() as connection:
            if (await connection.execute(select(credential.c.id).where(is_own))).first() is None:
                raise not_found("API token")
            await self._revoke(connection, viewer, credential_id)

    async def _revoke(
        self, connection: AsyncConnection, viewer: Viewer, credential_id: UUID
    ) -> bool:
        """False if the credential is already revoked."""
        now = self._clock()
        is_open = (
            (credential.c.id == credential_id)
            & within(viewer, credential)
            & credential.c.revoked_at.is_(None)
        )
        revoked = await connection.execute(update(credential).where(is_open).values(revoked_at=now))
        if revoked.rowcount:
            event = Event(AuditAction.CREDENTIAL_REVOKED, "credential", credential_id)
            await audit_log.record(connection, viewer, now, event)
        return bool(revoked.rowcount)


async def _count(connection: AsyncConnection, partner_id: UUID, now: datetime) -> None:
    """Count one more credential. Raise InvalidInput beyond the limit."""
    key = window_counters.key_of("credential", partner_id.hex)
    counts = await window_counters.count(connection, now, {key: _HOUR})
    if counts[key].times > MAX_AN_HOUR:
        problem = f"cannot be created: {MAX_AN_HOUR} were created recently; try again in an hour"
        raise invalid(("name",), UserErrorCode.CONFLICT, problem, subject="API token")
