"""Delivers webhooks: lease due deliveries, send each in a task of its own, record the responses in batches.

A slow endpoint delays only its own webhook, because each webhook has a limited number of deliveries in
flight (in_flight.py). `webhook.failing_since` is a circuit breaker: while it is set, the webhook gets one
half-open probe at a time. A success resets it; see outcomes.py. Deliveries are in no order.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

import structlog
from sqlalchemy import ColumnElement, FromClause, Row, Select, and_, func, or_, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.clock import Clock
from textgate.domain.webhook_signature import signed_headers
from textgate.domain.webhooks import WebhookStatus
from textgate.logs import frame_locations
from textgate.services.webhooks.client import WebhookClient
from textgate.services.webhooks.in_flight import MAX_LIMIT, InFlight
from textgate.services.webhooks.outcomes import Attempt, record_attempts
from textgate.services.worker_signals import WorkerSignals
from textgate.storage import leases
from textgate.storage.database import Database
from textgate.storage.group_commit import GroupCommit
from textgate.storage.outages import is_outage
from textgate.storage.statements import labelled, part
from textgate.storage.tables import webhook, webhook_delivery

T = TypeVar("T")

log = structlog.get_logger(__name__)

BATCH = 50
"""Webhooks in one batch."""

MAX_IN_FLIGHT = 128


class WebhookDelivery:
    """`chance` returns a number from 0 to 1; it spreads the retries of deliveries that failed together."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        signals: WorkerSignals,
        client: WebhookClient,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._database = database
        self._clock = clock
        self._signals = signals
        self._client = client
        self._chance = chance
        self._tasks: set[asyncio.Task[None]] = set()
        self._in_flight = InFlight()
        self._records = GroupCommit(database, self._record)
        self._failure: BaseException | None = None

    async def run_due(self) -> int:
        """Start due deliveries, up to each webhook's limit; returns how many.

        Each wakes the worker when it ends, so that the webhook's next delivery follows. Raises what an
        earlier delivery died of, unless that was an outage of the database.
        """
        self._raise_failure()
        batch = await self._lease_batch()
        for row in batch:
            webhook_id = row["webhook_id"]
            self._in_flight.start(webhook_id)
            task = asyncio.create_task(self._deliver(row))
            self._tasks.add(task)
            task.add_done_callback(partial(self._finish, webhook_id))
        return len(batch)

    async def settle(self) -> None:
        """Wait until no delivery is in flight."""
        while self._tasks:
            await asyncio.wait(self._tasks)
        await self._client.close()
        self._raise_failure()

    async def next_due_at(self) -> datetime | None:
        """When the next delivery may start; None if that depends on one in flight."""
        if len(self._tasks) >= MAX_IN_FLIGHT:
            return None
        unpaused_at = func.coalesce(webhook.c.paused_until, webhook_delivery.c.due_at)
        statement = (
            leases.next_due(self._database.dialect, webhook_delivery, unpaused_at)
            .join_from(webhook_delivery, webhook)
            .where(*self._may_start())
        )
        async with self._database.read() as connection:
            return (await connection.execute(statement)).scalar_one()

    def _finish(self, webhook_id: UUID, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._in_flight.end(webhook_id)
        error = None if task.cancelled() else task.exception()
        if error is not None and is_outage(error):
            # As after a crash, the delivery is due again when its lease expires.
            log.warning(
                "delivery_deferred", error=type(error).__name__, frames=frame_locations(error)
            )
        elif error is not None:
            self._failure = error
        self._signals.webhooks.set()

    def _raise_failure(self) -> None:
        """Raise it in the worker's loop, which ends the process: a bug must not go unnoticed."""
        if self._failure is not None:
            failure, self._failure = self._failure, None
            raise failure

    def _may_start(self) -> list[ColumnElement[bool]]:
        """The conditions for webhooks that take one more delivery."""
        is_breaker_closed = webhook.c.failing_since.is_(None)
        is_half_open_probe = webhook.c.id.not_in(self._in_flight.webhooks)
        return [
            webhook.c.status == WebhookStatus.ENABLED,
            webhook.c.id.not_in(self._in_flight.full_webhooks),
            or_(is_breaker_closed, is_half_open_probe),
        ]

    async def _lease_batch(self) -> list[dict[str, Any]]:
        """Lease the first due deliveries of webhooks, in turn, until the worker's slots are full."""
        slots = MAX_IN_FLIGHT - len(self._tasks)
        if slots <= 0:
            return []
        now = self._clock()
        batch: list[dict[str, Any]] = []
        async with self._database.write() as connection:
            due = (await connection.execute(self._select_first_due(now))).all()
            for partner_id, ids in self._in_turn(due, slots).items():
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

    def _in_turn(self, due: Sequence[Row[Any]], slots: int) -> dict[UUID, list[UUID]]:
        """Choose deliveries, one of each webhook before the second of any; returns their ids by partner."""
        by_webhook: dict[UUID, list[Row[Any]]] = defaultdict(list)
        for row in due:
            by_webhook[row.webhook_id].append(row)
        turns: list[tuple[int, Row[Any]]] = []
        for webhook_id, rows in by_webhook.items():
            is_failing = rows[0].failing_since is not None
            room = 1 if is_failing else self._in_flight.room(webhook_id)
            turns += enumerate(rows[:room])
        turns.sort(key=lambda turn: turn[0])
        chosen: dict[UUID, list[UUID]] = defaultdict(list)
        for _, row in turns[:slots]:
            chosen[row.partner_id].append(row.id)
        # Always in this order, so that two workers cannot deadlock.
        return dict(sorted(chosen.items()))

    def _select_first_due(self, now: datetime) -> Select[Any]:
        """Selects the first due deliveries of the BATCH webhooks whose first one is the longest overdue.

        Reads a range of the index for each webhook: a long backlog of one costs no more and delays no other.
        """
        is_paused = and_(webhook.c.paused_until.is_not(None), webhook.c.paused_until > now)
        due_at = _first_due(now, webhook, webhook_delivery.c.due_at).limit(1).scalar_subquery()
        ready = (
            select(webhook.c.partner_id, webhook.c.id, webhook.c.failing_since)
            .where(*self._may_start(), ~is_paused, due_at.is_not(None))
            .order_by(due_at)
            .limit(BATCH)
            .subquery("ready")
        )
        first = _first_due(now, ready, webhook_delivery.c.id).limit(MAX_LIMIT)
        rows: FromClause
        if self._database.dialect == "postgresql":
            rows = first.add_columns(webhook_delivery.c.due_at).lateral("first_due")
            joined = ready.join(rows, true())
        else:
            # SQLite has no LATERAL: join the rows again by id.
            rows = webhook_delivery.alias("first_due")
            is_first = (rows.c.partner_id == ready.c.partner_id) & rows.c.id.in_(first)
            joined = ready.join(rows, is_first)
        columns = (ready.c.partner_id, ready.c.id.label("webhook_id"), ready.c.failing_since)
        return select(*columns, rows.c.id).select_from(joined).order_by(rows.c.due_at, rows.c.id)

    async def _deliver(self, row: Mapping[str, Any]) -> None:
        at = self._clock()
        headers = signed_headers(f"msg_{row['id'].hex}", at, row["payload"], _secrets(row, at))
        began = time.monotonic()
        response = await self._client.post(row["url"], headers, row["payload"])
        milliseconds = int((time.monotonic() - began) * 1000)
        log.info(
            "webhook_tried",
            webhook_id=row["webhook_id"].hex,
            delivery_id=row["id"].hex,
            tries=row["tries"],
            status_code=response.status_code,
            error=response.error,
        )
        is_delivered = response.error is None
        self._in_flight.adapt(row["webhook_id"], milliseconds, is_delivered=is_delivered)
        await self._records.submit(Attempt(row, at, milliseconds, response, self._chance()))

    async def _record(
        self, connection: AsyncConnection, attempts: Sequence[Attempt]
    ) -> Sequence[None]:
        await record_attempts(connection, attempts, self._clock())
        return [None] * len(attempts)


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


def _select_due(partner_id: UUID, ids: Sequence[UUID], now: datetime) -> Select[Any]:
    return (
        select(
            *labelled(webhook_delivery, "delivery_"),
            webhook.c.url,
            webhook.c.secret,
            webhook.c.previous_secret,
            webhook.c.previous_secret_until,
        )
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
    webhook_columns = ("url", "secret", "previous_secret", "previous_secret_until")
    return {
        **delivery,
        **{name: row[name] for name in webhook_columns},
        "lease_until": lease_until,
        "tries": delivery["tries"] + 1,
    }


def _secrets(row: Mapping[str, Any], now: datetime) -> list[str]:
    """The secrets to sign with; both while a rotation overlaps."""
    until = row["previous_secret_until"]
    is_valid = row["previous_secret"] is not None and until is not None and now < until
    return [row["secret"], row["previous_secret"]] if is_valid else [row["secret"]]
