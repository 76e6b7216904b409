"""Writes the audit log: one entry for each change, in the change's own transaction, chained per partner."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, Uuid, bindparam, insert, update
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.audit import Event, chain_hash
from textgate.domain.ids import new_id
from textgate.domain.viewer import Viewer
from textgate.services.access import authority
from textgate.storage.parameters import open_parameter
from textgate.storage.prepared_select import PreparedSelect
from textgate.storage.prepared_write import PreparedWrite
from textgate.storage.statements import insert_unless_exists
from textgate.storage.tables import audit_entry, audit_head

FIRST_HASH = "0" * 64

_MOVE = PreparedSelect(
    lambda _: (
        update(audit_head)
        .where(audit_head.c.partner_id == open_parameter("of", Uuid()))
        .values(sequence=audit_head.c.sequence + open_parameter("by", Integer()))
        .returning(audit_head.c.sequence, audit_head.c.hash)
    )
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
    """Append what the viewer has just done on this connection, or what several have, one for each
    event; call it last in the transaction.

    Raises AuthorityLost, which must roll the transaction back, when one of them may not do it any more; see
    authority.py. So no entry, and no change, follows the entry that took its actor's authority away.

    Entries of one partner are written one after the other: the head's row is locked until the commit.
    """
    if not events:
        return
    viewers = [viewer] * len(events) if isinstance(viewer, Viewer) else viewer
    done = list(zip(viewers, events, strict=True))
    counts = Counter(each.partner_id for each in viewers)
    # In one order, so that two transactions with several partners cannot wait for each other.
    heads = {
        partner_id: await _advance(connection, partner_id, counts[partner_id])
        for partner_id in sorted(counts)
    }
    await authority.check(connection, done, now)
    entries = []
    for each, event in done:
        sequence, previous = heads[each.partner_id]
        entry = _entry(each, now, event) | {"sequence": sequence + 1, "previous_hash": previous}
        entry["hash"] = chain_hash(entry)
        entries.append(entry)
        heads[each.partner_id] = entry["sequence"], entry["hash"]
    await _ENTRIES.execute(connection, entries)
    moved = [{"of": partner_id, "last": last} for partner_id, (_, last) in heads.items()]
    await _SET_HASH.execute(connection, moved)


async def _advance(connection: AsyncConnection, partner_id: UUID, by: int) -> tuple[int, str]:
    """Lock the head and move it forward; the place and the hash it was at before."""
    moved = await _MOVE.rows(connection, of=partner_id, by=by)
    if not moved:
        first = {"partner_id": partner_id, "sequence": 0, "hash": FIRST_HASH}
        await connection.execute(insert_unless_exists(connection.dialect, audit_head), first)
        moved = await _MOVE.rows(connection, of=partner_id, by=by)
    (head,) = moved
    return head["sequence"] - by, head["hash"]


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
