"""Writes the audit log: one entry for each change, in the change's own transaction, chained per partner."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import insert, update
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.audit import Event, chain_hash
from textgate.domain.ids import new_id
from textgate.domain.viewer import Viewer
from textgate.storage.statements import insert_unless_exists
from textgate.storage.tables import audit_entry, audit_head

FIRST_HASH = "0" * 64


async def record(
    connection: AsyncConnection, viewer: Viewer, now: datetime, *events: Event
) -> None:
    """Append what the viewer has just done on this connection; call it last in the transaction.

    Entries of one partner are written one after the other: the head's row is locked until the commit.
    """
    if not events:
        return
    sequence, previous = await _advance(connection, viewer, len(events))
    entries = []
    for event in events:
        sequence += 1
        entry = _entry(viewer, now, event) | {"sequence": sequence, "previous_hash": previous}
        previous = entry["hash"] = chain_hash(entry)
        entries.append(entry)
    await connection.execute(insert(audit_entry), entries)
    mine = audit_head.c.partner_id == viewer.partner_id
    await connection.execute(update(audit_head).where(mine).values(hash=previous))


async def _advance(connection: AsyncConnection, viewer: Viewer, by: int) -> tuple[int, str]:
    """Lock the head and move it forward; the place and the hash it was at before."""
    moved = (
        update(audit_head)
        .where(audit_head.c.partner_id == viewer.partner_id)
        .values(sequence=audit_head.c.sequence + by)
        .returning(audit_head.c.sequence, audit_head.c.hash)
    )
    head = (await connection.execute(moved)).one_or_none()
    if head is None:
        first = {"partner_id": viewer.partner_id, "sequence": 0, "hash": FIRST_HASH}
        await connection.execute(insert_unless_exists(connection, audit_head), first)
        head = (await connection.execute(moved)).one()
    return head.sequence - by, head.hash


def _entry(viewer: Viewer, now: datetime, event: Event) -> dict[str, Any]:
    return {
        "id": new_id(),
        "partner_id": viewer.partner_id,
        "at": now,
        "actor_kind": viewer.kind,
        "actor_id": viewer.id,
        "actor_name": viewer.name,
        "action": event.action,
        "subject_kind": event.subject_kind,
        "subject_id": event.subject_id,
        "account_id": event.account_id,
        "changes": event.changes_as_json(),
        "request_id": viewer.origin.request_id,
        "address": viewer.origin.address,
    }
