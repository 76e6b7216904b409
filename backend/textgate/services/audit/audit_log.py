"""Writes the audit log: one entry per change, in the transaction of the change, chained per partner."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, insert, update
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.audit import Event, chain_hash
from textgate.domain.ids import new_id
from textgate.domain.viewer import Viewer
from textgate.services.access import authority
from textgate.storage.prepared_write import PreparedWrite
from textgate.storage.statements import insert_unless_exists
from textgate.storage.tables import audit_entry, audit_head

FIRST_HASH = "0" * 64

_ADVANCE = (
    update(audit_head)
    .where(audit_head.c.partner_id == bindparam("of"))
    .values(sequence=audit_head.c.sequence + bindparam("by"))
    .returning(audit_head.c.sequence, audit_head.c.hash)
)
_SET_HASH = PreparedWrite(
    lambda _: (
        update(audit_head)
        .where(audit_head.c.partner_id == bindparam("of"))
        .values(hash=bindparam("last"))
    )
)
_ENTRIES = PreparedWrite(lambda _: insert(audit_entry))


async def record(
    connection: AsyncConnection,
    viewer: Viewer | Sequence[Viewer],
    now: datetime,
    *events: Event,
) -> None:
    """Append events to the audit log. Call this last in the transaction.

    `viewer` is the actor of all events, or a sequence with the actor of each event.

    Raises AuthorityLost if an actor has lost its authority (see authority.py); roll back then. So once
    an entry ends an actor's authority, no later entry or change comes from that actor.

    The lock on the head's row serializes the writers of one partner until they commit.
    """
    if not events:
        return
    viewers = [viewer] * len(events) if isinstance(viewer, Viewer) else viewer
    done = list(zip(viewers, events, strict=True))
    counts = Counter(actor.partner_id for actor in viewers)
    # Sorted, so that two transactions with several partners cannot deadlock.
    heads = {
        partner_id: await _advance(connection, partner_id, counts[partner_id])
        for partner_id in sorted(counts)
    }
    await authority.check(connection, done, now)
    entries = []
    for actor, event in done:
        sequence, previous = heads[actor.partner_id]
        entry = _entry(actor, now, event) | {"sequence": sequence + 1, "previous_hash": previous}
        entry["hash"] = chain_hash(entry)
        entries.append(entry)
        heads[actor.partner_id] = entry["sequence"], entry["hash"]
    await _ENTRIES.execute(connection, entries)
    new_hashes = [{"of": partner_id, "last": last} for partner_id, (_, last) in heads.items()]
    await _SET_HASH.execute(connection, new_hashes)


async def _advance(connection: AsyncConnection, partner_id: UUID, by: int) -> tuple[int, str]:
    """Lock the head and advance it. Returns the sequence and the hash before."""
    values = {"of": partner_id, "by": by}
    head = (await connection.execute(_ADVANCE, values)).first()
    if head is None:
        first = {"partner_id": partner_id, "sequence": 0, "hash": FIRST_HASH}
        await connection.execute(insert_unless_exists(connection.dialect, audit_head), first)
        head = (await connection.execute(_ADVANCE, values)).one()
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
