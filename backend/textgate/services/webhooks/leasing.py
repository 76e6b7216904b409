"""Leases due deliveries: of each webhook up to its limit, and one of each before the second of any."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, FromClause, Row, Select, and_, func, or_, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.webhooks import WebhookStatus
from textgate.services.webhooks.in_flight import MAX_LIMIT, InFlight
from textgate.storage import leases
from textgate.storage.statements import labelled, part
from textgate.storage.tables import webhook, webhook_delivery

T = TypeVar("T")

BATCH = 50
"""Webhooks in one batch."""

_OF_WEBHOOK = ("url", "secret", "previous_secret", "previous_secret_until")


def next_due(dialect: str, in_flight: InFlight) -> Select[datetime]:
    """Selects when the next delivery may start; NULL if that depends on one in flight."""
    unpaused_at = func.coalesce(webhook.c.paused_until, webhook_delivery.c.due_at)
    return (
        leases.next_due(dialect, webhook_delivery, unpaused_at)
        .join_from(webhook_delivery, webhook)
        .where(*_may_start(in_flight))
    )


async def lease_batch(
    connection: AsyncConnection, in_flight: InFlight, slots: int, now: datetime
) -> list[dict[str, Any]]:
    """Lease up to `slots` deliveries. Returns their rows, with the URL and the secrets of their webhooks."""
    batch: list[dict[str, Any]] = []
    statement = _select_first_due(connection.dialect.name, in_flight, now)
    due = (await connection.execute(statement)).all()
    for partner_id, ids in _in_turn(due, in_flight, slots).items():
        locked = await connection.execute(_select_due(partner_id, ids, now))
        rows = locked.mappings().all()
        lease_until = await leases.lease(
            connection,
            webhook_delivery,
            partner_id,
            [row["delivery_id"] for row in rows],
            now,
            tries=webhook_delivery.c.tries + 1,
        )
        batch += [_leased(dict(row), lease_until) for row in rows]
    return batch


def _may_start(in_flight: InFlight) -> list[ColumnElement[bool]]:
    """The conditions for webhooks that take one more delivery."""
    is_breaker_closed = webhook.c.failing_since.is_(None)
    is_half_open_probe = webhook.c.id.not_in(in_flight.webhooks)
    return [
        webhook.c.status == WebhookStatus.ENABLED,
        webhook.c.id.not_in(in_flight.full_webhooks),
        or_(is_breaker_closed, is_half_open_probe),
    ]


def _select_first_due(dialect: str, in_flight: InFlight, now: datetime) -> Select[Any]:
    """Selects the first due deliveries of the BATCH webhooks whose first one is the longest overdue.

    Reads a range of the index for each webhook: a long backlog of one costs no more and delays no other.
    """
    is_paused = and_(webhook.c.paused_until.is_not(None), webhook.c.paused_until > now)
    due_at = _first_due(now, webhook, webhook_delivery.c.due_at).limit(1).scalar_subquery()
    ready = (
        select(webhook.c.partner_id, webhook.c.id, webhook.c.failing_since)
        .where(*_may_start(in_flight), ~is_paused, due_at.is_not(None))
        .order_by(due_at)
        .limit(BATCH)
        .subquery("ready")
    )
    first = _first_due(now, ready, webhook_delivery.c.id).limit(MAX_LIMIT)
    rows: FromClause
    if dialect == "postgresql":
        rows = first.add_columns(webhook_delivery.c.due_at).lateral("first_due")
        joined = ready.join(rows, true())
    else:
        # SQLite has no LATERAL: join the rows again by id.
        rows = webhook_delivery.alias("first_due")
        is_first = (rows.c.partner_id == ready.c.partner_id) & rows.c.id.in_(first)
        joined = ready.join(rows, is_first)
    columns = (ready.c.partner_id, ready.c.id.label("webhook_id"), ready.c.failing_since)
    return select(*columns, rows.c.id).select_from(joined).order_by(rows.c.due_at, rows.c.id)


def _first_due(now: datetime, webhooks: FromClause, column: ColumnElement[T]) -> Select[T]:
    """Selects a column of a webhook's due deliveries, the longest overdue first."""
    return (
        select(column)
        .where(
            webhook_delivery.c.partner_id == webhooks.c.partner_id,
            webhook_delivery.c.webhook_id == webhooks.c.id,
            leases.is_due(webhook_delivery, now),
        )
        .order_by(webhook_delivery.c.due_at, webhook_delivery.c.id)
        .correlate(webhooks)
    )


def _in_turn(due: Sequence[Row[Any]], in_flight: InFlight, slots: int) -> dict[UUID, list[UUID]]:
    """Choose deliveries; returns their ids by partner."""
    by_webhook: dict[UUID, list[Row[Any]]] = defaultdict(list)
    for row in due:
        by_webhook[row.webhook_id].append(row)
    turns: list[tuple[int, Row[Any]]] = []
    for webhook_id, rows in by_webhook.items():
        is_failing = rows[0].failing_since is not None
        room = 1 if is_failing else in_flight.room(webhook_id)
        turns += enumerate(rows[:room])
    turns.sort(key=lambda turn: turn[0])
    chosen: dict[UUID, list[UUID]] = defaultdict(list)
    for _, row in turns[:slots]:
        chosen[row.partner_id].append(row.id)
    # Always in this order, so that two workers cannot deadlock.
    return dict(sorted(chosen.items()))


def _select_due(partner_id: UUID, ids: Sequence[UUID], now: datetime) -> Select[Any]:
    return (
        select(*labelled(webhook_delivery, "delivery_"), *(webhook.c[name] for name in _OF_WEBHOOK))
        .join_from(webhook_delivery, webhook)
        .where(
            webhook_delivery.c.partner_id == partner_id,
            webhook_delivery.c.id.in_(ids),
            leases.is_due(webhook_delivery, now),
        )
        .with_for_update(of=webhook_delivery, skip_locked=True)
    )


def _leased(row: Mapping[str, Any], lease_until: datetime) -> dict[str, Any]:
    delivery = part(row, webhook_delivery, "delivery_")
    return {
        **delivery,
        **{name: row[name] for name in _OF_WEBHOOK},
        "lease_until": lease_until,
        "tries": delivery["tries"] + 1,
    }
