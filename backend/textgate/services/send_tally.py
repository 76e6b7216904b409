"""Counts how sends end, in rows that reports are read from: accepted ones and refused ones."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import ColumnElement, Uuid, func, literal, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.clock import Clock
from textgate.domain.ids import new_id
from textgate.domain.send_report import ACCEPTED
from textgate.domain.viewer import Viewer
from textgate.logs import places
from textgate.services.scope import within
from textgate.services.sender_standing import SenderRef
from textgate.storage.database import Database
from textgate.storage.tables import send_tally, sender

log = structlog.get_logger(__name__)


class SendTally:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def accepted(
        self, connection: AsyncConnection, viewer: Viewer, account_id: UUID, now: datetime
    ) -> None:
        """Count an accepted text in the transaction that accepts it, before the audit log."""
        await _count(connection, viewer, literal(account_id, Uuid()), ACCEPTED, now)

    async def refused(self, viewer: Viewer, ref: SenderRef | None, code: int) -> None:
        """Count a refused text once that is decided and nothing of it is left to be rolled back.

        Whatever goes wrong here is logged: the caller is told of the refusal all the same.
        """
        try:
            async with self._database.write() as connection:
                account_id = _account_of(viewer, ref)
                await _count(connection, viewer, account_id, code, self._clock())
        except Exception as error:  # whatever it is, its text may hold anything
            log.error(  # noqa: TRY400
                "refusal_not_counted", code=code, error=type(error).__name__, frames=places(error)
            )


def _account_of(viewer: Viewer, ref: SenderRef | None) -> ColumnElement[Any]:
    """The account that a refused text was for, told within the statement that counts it; NULL where the
    viewer has no such sender. Those who are limited to one account always ask for that one."""
    if viewer.account_id is not None or ref is None:
        return literal(viewer.account_id, Uuid())
    found = select(sender.c.account_id).where(within(viewer, sender), ref.condition())
    return found.scalar_subquery()


async def _count(
    connection: AsyncConnection,
    viewer: Viewer,
    account_id: ColumnElement[Any],
    code: int,
    now: datetime,
) -> None:
    """One more of this kind: a row is made once, and locked until the commit."""
    dialect: Any = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(send_tally).values(
        id=new_id(),
        partner_id=viewer.partner_id,
        account_id=account_id,
        owner_id=func.coalesce(account_id, literal(viewer.partner_id, Uuid())),
        day=now.date(),
        code=code,
        count=1,
    )
    counted = statement.on_conflict_do_update(
        index_elements=[send_tally.c.owner_id, send_tally.c.day, send_tally.c.code],
        set_={"count": send_tally.c.count + 1},
    )
    await connection.execute(counted)
