"""Asks an account's administrators for business details, once, and closes requests."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.audit import AuditAction, Event
from textgate.domain.clock import Clock
from textgate.domain.errors import InputErrors, UserErrorCode, invalid, not_found
from textgate.domain.ids import new_id
from textgate.domain.permissions import Role
from textgate.domain.text import line
from textgate.domain.viewer import Viewer
from textgate.services.access.scope import within
from textgate.services.access.user_status import UserStatus, has_status
from textgate.services.account_requests import closing
from textgate.services.audit import audit_log
from textgate.services.mail import outbox, templates
from textgate.services.mail.templates import Words
from textgate.services.options import Options
from textgate.services.worker_signals import WorkerSignals
from textgate.storage.database import Database
from textgate.storage.tables import account, account_request, partner, user

MAX_NOTE_LENGTH = 500
MAX_MAILS = 20
MAIL_LIFETIME = timedelta(days=2)


class AccountRequests:
    def __init__(
        self, database: Database, clock: Clock, signals: WorkerSignals, options: Options
    ) -> None:
        self._database = database
        self._clock = clock
        self._signals = signals
        self._has_mail_server = options.smtp is not None
        self._public_url = options.public_url

    async def ask_for_details(
        self, viewer: Viewer, account_id: UUID, note: str | None
    ) -> tuple[UUID, bool]:
        """Ask for the account's missing or rejected details. Raises InvalidInput.

        Returns the id of the account's open request, and whether this call created it.
        """
        clean_note = _parse_note(note)
        async with self._database.write() as connection:
            asker = await _lock(connection, viewer, account_id)
            if not await closing.accounts_that_lack_details(connection, viewer, [account_id]):
                problem = "has all details that carriers require"
                raise invalid(("accountId",), UserErrorCode.CONFLICT, problem, subject="Account")
            is_same = (account_request.c.account_id == account_id) & closing.IS_OPEN
            existing = select(account_request.c.id).where(is_same, within(viewer, account_request))
            open_id: UUID | None = (await connection.execute(existing)).scalar_one_or_none()
            if open_id is not None:
                return open_id, False
            request_id = await self._insert(connection, viewer, asker, account_id, clean_note)
        self._signals.mails.set()
        return request_id, True

    async def close(self, viewer: Viewer, request_id: UUID) -> None:
        """Idempotent. Raises InvalidInput."""
        is_request = account_request.c.id == request_id
        owner = select(account_request.c.account_id).where(
            is_request, within(viewer, account_request)
        )
        now = self._clock()
        async with self._database.write() as connection:
            account_id = (await connection.execute(owner)).scalar_one_or_none()
            if account_id is None:
                raise not_found("Request")
            await _lock(connection, viewer, account_id)
            events = await closing.close(connection, viewer, now, is_request)
            await audit_log.record(connection, viewer, now, *events)

    async def _insert(
        self,
        connection: AsyncConnection,
        viewer: Viewer,
        asker: str,
        account_id: UUID,
        note: str | None,
    ) -> UUID:
        now, request_id = self._clock(), new_id()
        await connection.execute(
            insert(account_request).values(
                id=request_id,
                partner_id=viewer.partner_id,
                account_id=account_id,
                asked_by=asker,
                note=note,
                created_at=now,
            )
        )
        if self._has_mail_server:
            await self._mail(connection, viewer, asker, account_id, now)
        # The note may name a patient, so it is not logged.
        action = AuditAction.ACCOUNT_REQUEST_CREATED
        event = Event(action, "account_request", request_id, account_id)
        await audit_log.record(connection, viewer, now, event)
        return request_id

    async def _mail(
        self,
        connection: AsyncConnection,
        viewer: Viewer,
        asker: str,
        account_id: UUID,
        now: datetime,
    ) -> None:
        """Mail the account's administrators."""
        is_admin = (
            (user.c.account_id == account_id)
            & within(viewer, user)
            & (user.c.role == Role.ACCOUNT_ADMIN)
            & has_status(UserStatus.ACTIVE)
        )
        admins = (
            select(
                user.c.id,
                user.c.partner_id,
                user.c.email,
                user.c.name,
                account.c.name.label("account"),
            )
            .join_from(user, account)
            .where(is_admin)
            .order_by(user.c.id)
            .limit(MAX_MAILS)
        )
        rows = (await connection.execute(admins)).mappings().all()
        mails: list[tuple[Mapping[str, Any], Words]] = [
            (
                dict(row),
                templates.account_request(
                    name=row["name"],
                    asker=asker,
                    account=row["account"],
                    page=self._public_url,
                ),
            )
            for row in rows
        ]
        await outbox.enqueue_all(connection, mails, None, now=now, until=now + MAIL_LIFETIME)


async def _lock(connection: AsyncConnection, viewer: Viewer, account_id: UUID) -> str:
    """Lock the account, and the partner against changes of its details, so that no change that answers the
    request is missed. Raises InvalidInput.

    Returns the name of the asker: the partner's for its own users and programs, whom the account does not know.
    """
    own = select(partner.c.name).where(partner.c.id == viewer.partner_id)
    partner_name: str = (await connection.execute(own.with_for_update(read=True))).scalar_one()
    is_owned = (account.c.id == account_id) & within(viewer, account)
    locked = select(account.c.id).where(is_owned).with_for_update()
    if (await connection.execute(locked)).first() is None:
        raise not_found("Account", "accountId")
    return partner_name if viewer.account_id is None else viewer.name


def _parse_note(note: str | None) -> str | None:
    errors = InputErrors()
    clean_note = errors.read(("note",), line(MAX_NOTE_LENGTH), note)
    errors.raise_if_any()
    return clean_note
