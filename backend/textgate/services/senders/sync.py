"""Synchronizes locations and queues with a partner's program, in batches; each row has its own outcome."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.audit import Event
from textgate.domain.clock import Clock
from textgate.domain.errors import (
    FieldError,
    InputErrors,
    InvalidInput,
    UserErrorCode,
    invalid,
    not_found,
)
from textgate.domain.viewer import Viewer
from textgate.services.access.scope import within
from textgate.services.audit import audit_log
from textgate.services.details import input_parsers, passthrough_fields
from textgate.services.senders import senders
from textgate.services.senders.lookup import parse_own_key
from textgate.services.senders.senders import new_sender, sender_derived
from textgate.storage.database import Database
from textgate.storage.statements import insert_unless_exists
from textgate.storage.tables import SenderKind, sender


@dataclass(frozen=True, slots=True)
class SenderInput:
    """One row of a batch: `key` is the partner's own; `problems` are its parse errors."""

    key: str
    changes: input_parsers.Changes
    is_active: bool | None = None
    kept: Mapping[str, Any] = field(default_factory=dict)
    problems: tuple[FieldError, ...] = ()


class SenderSync:
    """For viewers limited to one account."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def save(
        self, viewer: Viewer, kind: SenderKind, inputs: Sequence[SenderInput]
    ) -> list[InvalidInput | None]:
        """Create or change each sender; returns the error of each row, None for success.

        Missing fields and missing senders stay unchanged.
        """
        now = self._clock()
        outcomes: list[InvalidInput | None] = []
        events: list[Event] = []
        async with self._database.write() as connection:
            by_key = await _select_by_key(connection, viewer, kind)
            for sender_input in inputs:
                try:
                    event = await _save(connection, viewer, kind, sender_input, by_key, now)
                except InvalidInput as error:
                    outcomes.append(error)
                else:
                    outcomes.append(None)
                    events += [event] if event else []
            await audit_log.record(connection, viewer, now, *events)
        return outcomes


SendersByKey = dict[str | UUID, dict[str, Any]]


async def _select_by_key(
    connection: AsyncConnection, viewer: Viewer, kind: SenderKind
) -> SendersByKey:
    """Lock the account's senders; returns them by the partner's key, or else by our id."""
    of_kind = (sender.c.kind == kind) & within(viewer, sender)
    statement = select(sender).where(of_kind).order_by(sender.c.id).with_for_update()
    rows = (await connection.execute(statement)).mappings()
    return {row["external_id"] or row["id"]: {**row} for row in rows}


async def _save(
    connection: AsyncConnection,
    viewer: Viewer,
    kind: SenderKind,
    sender_input: SenderInput,
    by_key: SendersByKey,
    now: datetime,
) -> Event | None:
    """Returns the audit event, None without a change. Raises InvalidInput."""
    errors = InputErrors()
    errors.extend(sender_input.problems)
    key = errors.require(("externalId",), input_parsers.parse_external_id, sender_input.key)
    current = by_key.get(key or "")
    if current is None and (own := parse_own_key(kind, sender_input.key)) is not None:
        current = by_key.get(own)
        if current is None:
            errors.extend(not_found(kind.capitalize(), "externalId").errors)
    if current is None and "name" not in sender_input.changes:
        errors.add(("name",), UserErrorCode.REQUIRED, "is required")
    values = _parse_values(sender_input, current, errors)
    if current is not None:
        return await _change(connection, viewer, current, values, now)
    assert key is not None
    assert viewer.account_id is not None
    values["external_id"] = key
    row = new_sender(viewer.partner_id, viewer.account_id, kind, values, now)
    inserted = await connection.execute(insert_unless_exists(connection.dialect, sender), row)
    if inserted.rowcount == 0:
        problem = "is being created by another request; try again"
        raise invalid(("externalId",), UserErrorCode.CONFLICT, problem)
    by_key[key] = row
    return senders.created(row, values)


def _parse_values(
    sender_input: SenderInput, current: Mapping[str, Any] | None, errors: InputErrors
) -> dict[str, Any]:
    """The columns of a row of the batch; raises InvalidInput with every error."""
    changes = dict(sender_input.changes)
    if changes.get("state") and not (current and current["country_code"]):
        # The partner API has no country field: every sender is in the US.
        changes.setdefault("country_code", "US")
    values = input_parsers.parse_changes(changes, errors, current=current)
    errors.raise_if_any()
    if sender_input.is_active is not None:
        values["is_active"] = sender_input.is_active
    if sender_input.kept:
        values["extras"] = passthrough_fields.merged(
            current["extras"] if current else None, sender_input.kept
        )
    return values


async def _change(
    connection: AsyncConnection,
    viewer: Viewer,
    current: dict[str, Any],
    values: Mapping[str, Any],
    now: datetime,
) -> Event | None:
    """Update a sender and `current`, its row; returns the audit event, None without a change."""
    if values.get("is_active") is False and current["is_default"]:
        problem = "must stay active"
        raise invalid(("isActive",), UserErrorCode.INVALID, problem, subject="The default location")
    changed = {name: value for name, value in values.items() if value != current[name]}
    if not changed:
        return None
    event = senders.updated(current, changed)
    if "name" in changed:
        changed |= sender_derived(changed)
    is_sender = (sender.c.id == current["id"]) & within(viewer, sender)
    await connection.execute(update(sender).where(is_sender).values(**changed, updated_at=now))
    current |= changed
    return event
