"""Loads the results of sends: totals for charts, and rows with account names for files."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, func, select, tuple_

from textgate.domain.send_report import SendSelection
from textgate.domain.viewer import Viewer
from textgate.services.access.scope import within
from textgate.storage.database import Database
from textgate.storage.tables import account, send_tally

BATCH = 1_000


def selected(selection: SendSelection) -> Sequence[ColumnElement[bool]]:
    """The conditions of a report, without the scope of the viewer."""
    conditions: list[ColumnElement[bool]] = [
        send_tally.c.day.between(selection.since, selection.until)
    ]
    if selection.account_id is not None:
        conditions.append(send_tally.c.account_id == selection.account_id)
    if selection.code is not None:
        conditions.append(send_tally.c.code == selection.code)
    return conditions


class SendReports:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def totals(self, viewer: Viewer, selection: SendSelection) -> Sequence[RowMapping]:
        """Rows of `day`, `code` and `count` over all accounts, oldest day first."""
        statement = (
            select(send_tally.c.day, send_tally.c.code, func.sum(send_tally.c.count).label("count"))
            .where(within(viewer, send_tally), *selected(selection))
            .group_by(send_tally.c.day, send_tally.c.code)
            .order_by(send_tally.c.day, send_tally.c.code)
        )
        async with self._database.read() as connection:
            return (await connection.execute(statement)).mappings().all()

    async def batches(
        self, viewer: Viewer, selection: SendSelection
    ) -> AsyncIterator[Sequence[RowMapping]]:
        """Yield all rows with their accounts, newest day first, in batches. Slow consumers hold no
        connection."""
        after: ColumnElement[bool] | None = None
        while True:
            statement = _rows(viewer, selection)
            if after is not None:
                statement = statement.where(after)
            async with self._database.read() as connection:
                rows = (await connection.execute(statement)).mappings().all()
            if rows:
                yield rows
            if len(rows) < BATCH:
                return
            last = rows[-1]
            is_after_last = tuple_(send_tally.c.day, send_tally.c.id) < tuple_(
                last["day"], last["id"]
            )
            after = (send_tally.c.day <= last["day"]) & is_after_last


def _rows(viewer: Viewer, selection: SendSelection) -> Select[Any]:
    return (
        select(
            send_tally.c.id,
            send_tally.c.day,
            send_tally.c.code,
            send_tally.c.count,
            send_tally.c.account_id,
            account.c.external_id,
            account.c.name,
        )
        .join_from(
            send_tally,
            account,
            (account.c.id == send_tally.c.account_id) & within(viewer, account),
            isouter=True,
        )
        .where(within(viewer, send_tally), *selected(selection))
        .order_by(send_tally.c.day.desc(), send_tally.c.id.desc())
        .limit(BATCH)
    )
