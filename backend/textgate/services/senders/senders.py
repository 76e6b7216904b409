"""Creates and changes locations and queues, the senders of an account's messages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.audit import AuditAction, Change, Event, differences
from textgate.domain.clock import Clock
from textgate.domain.errors import InputErrors, InvalidInput, UserErrorCode, invalid, not_found
from textgate.domain.ids import new_id
from textgate.domain.search import searchable
from textgate.domain.text import search_key
from textgate.domain.viewer import Viewer
from textgate.services.access.scope import within
from textgate.services.audit import audit_log
from textgate.services.details import input_parsers, passthrough_fields
from textgate.storage.database import Database
from textgate.storage.statements import insert_unless_exists
from textgate.storage.tables import SenderKind, account, sender

_EMPTY = dict.fromkeys(
    (*input_parsers.ADDRESS_COLUMNS, "phone", "time_zone", "external_id", "extras")
)


def sender_derived(row: input_parsers.RowLike) -> dict[str, Any]:
    """The columns that are computed from others."""
    return {"name_key": search_key(row["name"]), "search_key": searchable(row["name"])}


def new_sender(
    partner_id: UUID,
    account_id: UUID,
    kind: SenderKind,
    values: input_parsers.RowLike,
    now: datetime,
) -> dict[str, Any]:
    """A complete row for a new location or queue."""
    row = {
        **_EMPTY,
        "is_active": True,
        **values,
        "id": new_id(),
        "partner_id": partner_id,
        "account_id": account_id,
        "kind": kind,
        "is_default": False,
        "created_at": now,
        "updated_at": now,
    }
    return row | sender_derived(row)


def created(row: input_parsers.RowLike, values: input_parsers.RowLike) -> Event:
    """The audit event of a new location or queue."""
    default = {"is_default": True} if row["is_default"] else {}
    shown = passthrough_fields.without(values)
    changes = differences({}, {"kind": row["kind"], **shown, **default})
    changes += passthrough_fields.changes(None, row["extras"])
    return _event(AuditAction.SENDER_CREATED, row, changes)


def updated(before: input_parsers.RowLike, values: input_parsers.RowLike) -> Event:
    """The audit event of a changed location or queue."""
    changes = differences(before, passthrough_fields.without(values))
    if "extras" in values:
        changes += passthrough_fields.changes(before["extras"], values["extras"])
    return _event(AuditAction.SENDER_UPDATED, before, changes)


def _event(action: AuditAction, row: input_parsers.RowLike, changes: tuple[Change, ...]) -> Event:
    # The prefix of its ids, so that the log names it as the API does.
    subject_kind = SenderKind(row["kind"]).lower()
    return Event(action, subject_kind, row["id"], row["account_id"], changes)


class Senders:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def create(
        self,
        viewer: Viewer,
        account_id: UUID,
        kind: SenderKind,
        changes: input_parsers.Changes,
        *,
        is_default: bool = False,
    ) -> UUID:
        """Create a location or a queue; a new default replaces the old one. Raises InvalidInput."""
        errors = InputErrors()
        values = input_parsers.parse_changes(changes, errors)
        now = self._clock()
        async with self._database.write() as connection:
            owner = select(account.c.id).where(account.c.id == account_id, within(viewer, account))
            if (await connection.execute(owner)).scalar_one_or_none() is None:
                errors.extend(not_found("Account", "accountId").errors)
            errors.raise_if_any()
            replaced = await _unset_default(connection, viewer, account_id) if is_default else ()
            row = new_sender(viewer.partner_id, account_id, kind, values, now)
            row["is_default"] = is_default
            statement = insert_unless_exists(connection.dialect, sender)
            if (await connection.execute(statement, row)).rowcount == 0:
                raise _taken(kind)
            await audit_log.record(connection, viewer, now, created(row, values), *replaced)
        return row["id"]  # type: ignore[no-any-return]

    async def update(
        self,
        viewer: Viewer,
        sender_id: UUID,
        kind: SenderKind,
        changes: input_parsers.Changes,
        *,
        is_default: bool | None = None,
    ) -> None:
        """Change a location or queue. Only another default can replace the default. Raises InvalidInput."""
        errors = InputErrors()
        async with self._database.write() as connection:
            is_sender = (
                (sender.c.id == sender_id) & (sender.c.kind == kind) & within(viewer, sender)
            )
            current = (
                (await connection.execute(select(sender).where(is_sender).with_for_update()))
                .mappings()
                .one_or_none()
            )
            if current is None:
                raise not_found(kind.capitalize())
            values = input_parsers.parse_changes(changes, errors, current=current)
            if is_default is False and current["is_default"]:
                problem = "can only be replaced by another default location"
                errors.add(("isDefault",), UserErrorCode.INVALID, problem)
            errors.raise_if_any()
            replaced: Sequence[Event] = ()
            if is_default and not current["is_default"]:
                replaced = await _unset_default(connection, viewer, current["account_id"])
                values["is_default"] = True
            changed = {name: value for name, value in values.items() if value != current[name]}
            if not changed:
                return
            now = self._clock()
            event = updated(current, changed)
            if "name" in changed:
                changed |= sender_derived(changed)
            try:
                await connection.execute(
                    update(sender).where(is_sender).values(**changed, updated_at=now)
                )
            except IntegrityError:
                raise _taken(kind) from None
            await audit_log.record(connection, viewer, now, event, *replaced)


def _taken(kind: SenderKind) -> InvalidInput:
    problem = f"is already used by another {kind.lower()}"
    return invalid(("externalId",), UserErrorCode.ALREADY_EXISTS, problem)


async def _unset_default(
    connection: AsyncConnection, viewer: Viewer, account_id: UUID
) -> list[Event]:
    """Unset the account's current default; returns the audit events."""
    # Lock the account, so that concurrent calls see each other's default.
    is_account = (account.c.id == account_id) & within(viewer, account)
    locked = select(account.c.id).where(is_account).with_for_update(key_share=True)
    await connection.execute(locked)
    unset = (
        update(sender)
        .where(
            sender.c.account_id == account_id,
            within(viewer, sender),
            sender.c.is_default,
        )
        .values(is_default=False)
        .returning(*sender.c)
    )
    rows = (await connection.execute(unset)).mappings().all()
    return [updated({**row, "is_default": True}, {"is_default": False}) for row in rows]
