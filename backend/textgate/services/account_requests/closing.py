"""Closes requests in the transaction of the change that answers them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.audit import AuditAction, Event
from textgate.domain.sms_gate import Verdict
from textgate.domain.viewer import Viewer
from textgate.services.access.scope import within
from textgate.services.senders.state import SenderState, select_sender_states
from textgate.storage.tables import account_request, sender

IS_OPEN: ColumnElement[bool] = account_request.c.closed_at.is_(None)


async def close(
    connection: AsyncConnection, viewer: Viewer, now: datetime, condition: ColumnElement[bool]
) -> list[Event]:
    """Close the viewer's open requests that meet a condition. The caller records the events."""
    is_closed = IS_OPEN & within(viewer, account_request) & condition
    columns = account_request.c.id, account_request.c.account_id
    closed = await connection.execute(
        update(account_request).where(is_closed).values(closed_at=now).returning(*columns)
    )
    return [
        Event(AuditAction.ACCOUNT_REQUEST_CLOSED, "account_request", row.id, row.account_id)
        for row in closed
    ]


async def close_for_details(
    connection: AsyncConnection,
    viewer: Viewer,
    now: datetime,
    account_ids: Collection[UUID] | None = None,
) -> list[Event]:
    """After a change of details, close the requests of accounts that lack none any longer.

    Pass None after a change of the partner's details, which accounts fall back to.
    """
    accounts = select(account_request.c.account_id).where(IS_OPEN, within(viewer, account_request))
    if account_ids is not None:
        accounts = accounts.where(account_request.c.account_id.in_(list(account_ids)))
    asked = (await connection.execute(accounts)).scalars().all()
    if not asked:
        return []
    lacking = await accounts_that_lack_details(connection, viewer, asked)
    answered = [account_id for account_id in asked if account_id not in lacking]
    if not answered:
        return []
    return await close(connection, viewer, now, account_request.c.account_id.in_(answered))


async def accounts_that_lack_details(
    connection: AsyncConnection, viewer: Viewer, account_ids: Collection[UUID]
) -> set[UUID]:
    """The accounts with a missing detail, or with a rejected one that is unchanged."""
    of_accounts = sender.c.account_id.in_(list(account_ids)) & sender.c.is_active
    rows = (await connection.execute(select_sender_states(viewer, of_accounts))).mappings()
    states = [SenderState(row) for row in rows]
    return {
        state.account_id
        for state in states
        if state.missing or state.verdict is Verdict.INSUFFICIENT
    }
