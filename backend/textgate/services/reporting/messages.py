"""Exports messages: counts and audits them first, then loads them in batches."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, FromClause, RowMapping, Select, func, select

from textgate.domain.audit import AuditAction, Change, Event
from textgate.domain.clock import Clock
from textgate.domain.message_filter import MAX_EXPORTED, MessageSelection, TooManyMessages
from textgate.domain.phone import last_four
from textgate.domain.viewer import Viewer
from textgate.services.access.scope import within
from textgate.services.audit import audit_log
from textgate.services.listing.message_filters import matches, page_of_messages
from textgate.services.listing.pages import PageRequest
from textgate.storage.database import Database
from textgate.storage.tables import account, message, sender

BATCH = 1_000


class MessageExports:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def begin(self, viewer: Viewer, selection: MessageSelection) -> MessageSelection:
        """Write the export to the audit log, before any message leaves.

        Returns the selection without later messages. Raises TooManyMessages.
        """
        now = self._clock()
        end = now + timedelta(microseconds=1)
        selection = replace(selection, until=min(selection.until or end, end))
        ids = self._select(viewer, selection, MAX_EXPORTED + 1, None).with_only_columns(
            message.c.id, maintain_column_froms=True
        )
        async with self._database.read() as connection:
            statement = select(func.count()).select_from(ids.subquery("exported"))
            count: int = (await connection.execute(statement)).scalar_one()
        if count > MAX_EXPORTED:
            raise TooManyMessages
        async with self._database.write() as connection:
            await audit_log.record(connection, viewer, now, _event(viewer, selection, count))
        return selection

    async def batches(
        self, viewer: Viewer, selection: MessageSelection
    ) -> AsyncIterator[Sequence[RowMapping]]:
        """Yield messages with the names of their senders and accounts, the newest first, in batches.

        Slow consumers hold no connection.
        """
        after: UUID | None = None
        while True:
            statement = self._select(viewer, selection, BATCH, after)
            async with self._database.read() as connection:
                rows = (await connection.execute(statement)).mappings().all()
            if rows:
                yield rows
            if len(rows) < BATCH:
                return
            after = rows[-1]["id"]

    def _select(
        self, viewer: Viewer, selection: MessageSelection, limit: int, after: UUID | None
    ) -> Select[Any]:
        def is_beyond(rows: FromClause) -> Sequence[ColumnElement[bool]]:
            return () if after is None else (rows.c.id < after,)

        page = PageRequest(message, ("id",), True, is_beyond, limit)
        ids = page_of_messages(self._database.dialect, viewer, selection, page)
        return (
            select(
                *(message.c[name] for name in _COLUMNS),
                sender.c.name.label("sender_name"),
                account.c.name.label("account_name"),
            )
            .join_from(
                message, sender, (sender.c.id == message.c.sender_id) & within(viewer, sender)
            )
            .join(account, (account.c.id == message.c.account_id) & within(viewer, account))
            .where(within(viewer, message), *matches(viewer, selection, message))
            .where(*() if ids is None else (message.c.id.in_(ids),), *is_beyond(message))
            .order_by(message.c.id.desc())
            .limit(limit)
        )


_COLUMNS = (
    *("id", "created_at", "recipient", "sender_phone", "sent_by_name", "status"),
    *("failure_code", "segments", "body"),
)


def _event(viewer: Viewer, selection: MessageSelection, count: int) -> Event:
    """The filter and the number of messages; of the recipient only the last four digits."""
    recipient, statuses = selection.recipient, selection.statuses
    values = {
        "count": str(count),
        "recipient": None if recipient is None else last_four(recipient),
        "since": None if selection.since is None else selection.since.isoformat(),
        "until": None if selection.until is None else selection.until.isoformat(),
        "statuses": None if statuses is None else ", ".join(sorted(statuses)),
        "sender_id": None if selection.sender_id is None else selection.sender_id.hex,
        "sent_by": " ".join(selection.sent_by) or None,
    }
    changes = [Change(name, None, value) for name, value in values.items() if value is not None]
    # An account without exported messages may be another partner's.
    account_id = viewer.account_id or (selection.account_id if count else None)
    kind, subject = ("account", account_id) if account_id else ("partner", viewer.partner_id)
    return Event(AuditAction.MESSAGES_EXPORTED, kind, subject, account_id, tuple(changes))
