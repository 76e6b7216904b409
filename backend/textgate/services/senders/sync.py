"""Locations and queues as a partner's program keeps them: many at once, each row with its own outcome."""

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
class Place:
    """One row: `key` is the partner's own; `problems` are those of reading it."""

    key: str
    changes: input_parsers.Changes
    is_active: bool | None = None
    kept: Mapping[str, Any] = field(default_factory=dict)
    problems: tuple[FieldError, ...] = ()


class SenderSync:
    """For viewers who are limited to one account."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def save(
        self, viewer: Viewer, kind: SenderKind, places: Sequence[Place]
    ) -> list[InvalidInput | None]:
        """Create or change each; why not, for each that is refused. What is not in it stays as it is."""
        now = self._clock()
        outcomes: list[InvalidInput | None] = []
        events: list[Event] = []
        async with self._database.write() as connection:
            known = await _known(connection, viewer, kind)
            for place in places:
                try:
                    event = await _save(connection, viewer, kind, place, known, now)
                except InvalidInput as refused:
                    outcomes.append(refused)
                else:
                    outcomes.append(None)
                    events += [event] if event else []
            await audit_log.record(connection, viewer, now, *events)
        return outcomes


Known = dict[str | UUID, dict[str, Any]]


async def _known(connection: AsyncConnection, viewer: Viewer, kind: SenderKind) -> Known:
    """The account's, by the partner's own key, or by our id where there is none."""
    mine = (sender.c.kind == kind) & within(viewer, sender)
    statement = select(sender).where(mine).order_by(sender.c.id).with_for_update()
    found = (await connection.execute(statement)).mappings()
    return {row["external_id"] or row["id"]: {**row} for row in found}


async def _save(
    connection: AsyncConnection,
    viewer: Viewer,
    kind: SenderKind,
    place: Place,
    known: Known,
    now: datetime,
) -> Event | None:
    """What to record of it, None where nothing differs; raises InvalidInput."""
    errors = InputErrors()
    errors.extend(place.problems)
    key = errors.require(("externalId",), input_parsers.parse_external_id, place.key)
    current = known.get(key or "")
    if current is None and (own := parse_own_key(kind, place.key)) is not None:
        current = known.get(own)
        if current is None:
            errors.extend(not_found(kind.capitalize(), "externalId").errors)
    if current is None and "name" not in place.changes:
        errors.add(("name",), UserErrorCode.REQUIRED, "is required")
    changes = dict(place.changes)
    if changes.get("state") and not (current and current["country_code"]):
        # The partner API knows of no places elsewhere.
        changes.setdefault("country_code", "US")
    values = input_parsers.parse_changes(changes, errors, current=current)
    errors.raise_if_any()
    if place.is_active is not None:
        values["is_active"] = place.is_active
    if place.kept:
        values["extras"] = passthrough_fields.merged(
            current["extras"] if current else None, place.kept
        )
    if current is None:
        assert key is not None
        assert viewer.account_id is not None
        values["external_id"] = key
        row = new_sender(viewer.partner_id, viewer.account_id, kind, values, now)
        inserted = await connection.execute(insert_unless_exists(connection.dialect, sender), row)
        if inserted.rowcount == 0:
            problem = "is being created by another request; try again"
            raise invalid(("externalId",), UserErrorCode.CONFLICT, problem)
        known[key] = row
        return senders.created(row, values)
    if values.get("is_active") is False and current["is_default"]:
        problem = "must stay active"
        raise invalid(("isActive",), UserErrorCode.INVALID, problem, subject="The default location")
    changed = {name: value for name, value in values.items() if value != current[name]}
    if not changed:
        return None
    event = senders.updated(current, changed)
    if "name" in changed:
        changed |= sender_derived(changed)
    mine = (sender.c.id == current["id"]) & within(viewer, sender)
    await connection.execute(update(sender).where(mine).values(**changed, updated_at=now))
    current |= changed
    return event
