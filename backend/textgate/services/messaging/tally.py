"""Counts how sends end, in rows that reports are read from: accepted ones and refused ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial
from operator import eq
from typing import Any, NamedTuple
from uuid import UUID

import structlog
from sqlalchemy import Dialect, Uuid, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.clock import Clock
from textgate.domain.ids import new_id
from textgate.domain.send_report import ACCEPTED
from textgate.domain.viewer import Viewer
from textgate.logs import places
from textgate.services.senders.state import SenderRef, is_referenced
from textgate.storage.database import Database
from textgate.storage.group import Group
from textgate.storage.prepared_write import PreparedWrite
from textgate.storage.statements import insert_or
from textgate.storage.tables import send_tally, sender

log = structlog.get_logger(__name__)


class _End(NamedTuple):
    """How one send ended. Where the account is not known yet, it is looked for by what was asked for."""

    partner_id: UUID
    account_id: UUID | None
    ref: SenderRef | None
    code: int


class SendTally:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._clock = clock
        self._refusals = Group(database, self._count_refusals)

    async def accepted(
        self, connection: AsyncConnection, texts: Iterable[tuple[UUID, UUID]], now: datetime
    ) -> None:
        """Count accepted texts, each a partner and an account, in the transaction that accepts them,
        before the audit log."""
        ends = [_End(partner_id, account_id, None, ACCEPTED) for partner_id, account_id in texts]
        await _count(connection, ends, now)

    async def refused(self, viewer: Viewer, ref: SenderRef | None, code: int) -> None:
        """Count a refused text once that is decided and nothing of it is left to be rolled back.

        Whatever goes wrong here is logged: the caller is told of the refusal all the same.
        """
        # Those who are limited to one account always ask for that one.
        account_id = viewer.account_id
        end = _End(viewer.partner_id, account_id, ref if account_id is None else None, code)
        try:
            await self._refusals.submit(end)
        except Exception as error:  # whatever it is, its text may hold anything
            log.error(  # noqa: TRY400
                "refusal_not_counted", code=code, error=type(error).__name__, frames=places(error)
            )

    async def _count_refusals(
        self, connection: AsyncConnection, ends: Sequence[_End]
    ) -> list[None]:
        await _count(connection, ends, self._clock())
        return [None] * len(ends)


async def _count(connection: AsyncConnection, ends: Sequence[_End], now: datetime) -> None:
    """So many more of each kind: a row is made once, and locked until the commit."""
    rows = [
        {
            "id": new_id(),
            "partner_id": end.partner_id,
            "known_id": end.account_id,
            "of_account": end.ref.id if end.ref and end.ref.is_account else None,
            "of_sender": end.ref.id if end.ref and not end.ref.is_account else None,
            "day": now.date(),
            "code": end.code,
            "count": count,
        }
        # In one order, so that two transactions cannot wait for each other.
        for end, count in sorted(Counter(ends).items(), key=_order)
    ]
    if rows:
        await _COUNT.execute(connection, rows)


def _order(counted: tuple[_End, int]) -> tuple[str, int]:
    end = counted[0]
    owner = end.account_id or (end.ref.id if end.ref else end.partner_id)
    return owner.hex, end.code


def _statement(dialect: Dialect) -> Any:
    """The account is found within the statement that counts; NULL where the partner has no such sender."""
    partner_id = bindparam("partner_id", type_=Uuid())
    account_id = func.coalesce(
        bindparam("known_id", type_=Uuid()),
        *(
            select(sender.c.account_id)
            .where(
                sender.c.partner_id == partner_id,
                is_referenced(partial(eq, bindparam(name, type_=Uuid())), is_account=is_account),
            )
            .scalar_subquery()
            for name, is_account in (("of_account", True), ("of_sender", False))
        ),
    )
    statement = insert_or(dialect, send_tally).values(
        id=bindparam("id"),
        partner_id=partner_id,
        account_id=account_id,
        owner_id=func.coalesce(account_id, partner_id),
        day=bindparam("day"),
        code=bindparam("code"),
        count=bindparam("count"),
    )
    return statement.on_conflict_do_update(
        index_elements=[send_tally.c.owner_id, send_tally.c.day, send_tally.c.code],
        set_={"count": send_tally.c.count + statement.excluded.count},
    )


_COUNT = PreparedWrite(_statement)
