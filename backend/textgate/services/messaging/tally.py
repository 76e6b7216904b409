"""Counts the results of sends, accepted or refused by code, for the send report."""

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
from textgate.logs import frame_locations
from textgate.services.senders.state import SenderRef, is_referenced
from textgate.storage.database import Database
from textgate.storage.group_commit import GroupCommit
from textgate.storage.prepared_write import PreparedWrite
from textgate.storage.statements import insert_or
from textgate.storage.tables import send_tally, sender

log = structlog.get_logger(__name__)


class _SendResult(NamedTuple):
    """`account_id` is None if unknown; the INSERT then resolves it from `ref`."""

    partner_id: UUID
    account_id: UUID | None
    ref: SenderRef | None
    code: int


class SendTally:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._clock = clock
        self._refusals = GroupCommit(database, self._count_refusals)

    async def count_accepted(
        self, connection: AsyncConnection, accounts: Iterable[tuple[UUID, UUID]], now: datetime
    ) -> None:
        """Count accepted messages (partner id and account id of each) in the transaction that inserts them.

        Call it before the audit log, whose lock is the last one in the lock order.
        """
        results = [
            _SendResult(partner_id, account_id, None, ACCEPTED)
            for partner_id, account_id in accounts
        ]
        await count_results(connection, results, now)

    async def count_refused(self, viewer: Viewer, ref: SenderRef | None, code: int) -> None:
        """Count a refusal in a transaction of its own, after the refused one has ended.

        An error here is only logged, because the caller still gets the refusal.
        """
        # A viewer limited to one account cannot send for another one.
        account_id = viewer.account_id
        result = _SendResult(
            viewer.partner_id, account_id, ref if account_id is None else None, code
        )
        try:
            await self._refusals.submit(result)
        except Exception as error:  # log type and frames only: the text may contain PHI
            log.error(  # noqa: TRY400
                "refusal_not_counted",
                code=code,
                error=type(error).__name__,
                frames=frame_locations(error),
            )

    async def _count_refusals(
        self, connection: AsyncConnection, results: Sequence[_SendResult]
    ) -> list[None]:
        await count_results(connection, results, self._clock())
        return [None] * len(results)


async def count_results(
    connection: AsyncConnection, results: Sequence[_SendResult], now: datetime
) -> None:
    rows = [
        {
            "id": new_id(),
            "partner_id": result.partner_id,
            "known_id": result.account_id,
            "of_account": result.ref.id if result.ref and result.ref.is_account else None,
            "of_sender": result.ref.id if result.ref and not result.ref.is_account else None,
            "day": now.date(),
            "code": result.code,
            "count": count,
        }
        # Always in this order, so that two transactions cannot deadlock.
        for result, count in sorted(Counter(results).items(), key=_lock_order)
    ]
    if rows:
        await _COUNT.execute(connection, rows)


def _lock_order(counted: tuple[_SendResult, int]) -> tuple[str, int]:
    result = counted[0]
    owner = result.account_id or (result.ref.id if result.ref else result.partner_id)
    return owner.hex, result.code


def _upsert_counts(dialect: Dialect) -> Any:
    """Resolves the account within the statement; NULL if the partner has no such sender."""
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
    statement = insert_or(dialect.name, send_tally).values(
        id=bindparam("id"),
        partner_id=partner_id,
        account_id=account_id,
        owner_id=func.coalesce(account_id, partner_id),
        day=bindparam("day"),
        code=bindparam("code"),
        count=bindparam("count"),
    )
    return statement.on_conflict_do_update(
        index_elements=[send_tally.c[name] for name in ("partner_id", "owner_id", "day", "code")],
        set_={"count": send_tally.c.count + statement.excluded.count},
    )


_COUNT = PreparedWrite(_upsert_counts)
