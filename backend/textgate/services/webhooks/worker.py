"""Delivers webhooks: lease due deliveries, send each in a task of its own, record each response.

A slow endpoint delays only its own webhook, because each webhook has a limited number of deliveries in
flight. `webhook.failing_since` is a circuit breaker: while it is set, the webhook gets one half-open probe
at a time. A success resets it; see outcomes.py.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from textgate.domain.clock import Clock
from textgate.domain.webhook_signature import signed_headers
from textgate.domain.webhooks import WebhookStatus
from textgate.logs import frame_locations
from textgate.services.webhooks.client import WebhookClient
from textgate.services.webhooks.outcomes import Attempt, record_attempt
from textgate.services.worker_signals import WorkerSignals
from textgate.storage import leases
from textgate.storage.database import Database
from textgate.storage.outages import is_outage
from textgate.storage.statements import labelled, part
from textgate.storage.tables import webhook, webhook_delivery

log = structlog.get_logger(__name__)

BATCH = 50
MAX_IN_FLIGHT = 128
MAX_IN_FLIGHT_PER_WEBHOOK = 4


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
        self._in_flight: Counter[UUID] = Counter()
        self._failure: BaseException | None = None

    async def run_due(self) -> int:
        """Start due deliveries, one for each webhook; returns how many.

        Each wakes the worker when it ends, so that the webhook's next delivery follows. Raises what an
        earlier delivery died of, unless that was an outage of the database.
        """
        self._raise_failure()
        batch = await self._lease_batch()
        for row in batch:
            webhook_id = row["webhook_id"]
            self._in_flight[webhook_id] += 1
            task = asyncio.create_task(self._deliver(row))
            self._tasks.add(task)
            task.add_done_callback(partial(self._finish, webhook_id))
        return len(batch)

    async def settle(self) -> None:
        """Wait until no delivery is in flight."""
        while self._tasks:
            await asyncio.wait(self._tasks)
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
        self._in_flight -= Counter([webhook_id])
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
        full = [
            webhook_id
            for webhook_id, count in self._in_flight.items()
            if count >= MAX_IN_FLIGHT_PER_WEBHOOK
        ]
        is_breaker_closed = webhook.c.failing_since.is_(None)
        is_half_open_probe = webhook.c.id.not_in(list(self._in_flight))
        return [
            webhook.c.status == WebhookStatus.ENABLED,
            webhook.c.id.not_in(full),
            or_(is_breaker_closed, is_half_open_probe),
        ]

    async def _lease_batch(self) -> list[dict[str, Any]]:
        """Lease the first due delivery of each webhook."""
        limit = min(BATCH, MAX_IN_FLIGHT - len(self._tasks))
        if limit <= 0:
            return []
        now = self._clock()
        batch: list[dict[str, Any]] = []
        async with self._database.write() as connection:
            first_due = self._select_first_due(now, limit)
            by_partner = await leases.ids_by_partner(connection, first_due)
            for partner_id, ids in by_partner.items():
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

    def _select_first_due(self, now: datetime, limit: int) -> Select[UUID, UUID]:
        """Selects the partner and id of the first due delivery of each webhook, the longest overdue first.

        One index lookup for each webhook: a long backlog of one costs no more and delays no other.
        """
        first_due = (
            select(webhook_delivery.c.id)
            .where(
                webhook_delivery.c.partner_id == webhook.c.partner_id,
                webhook_delivery.c.webhook_id == webhook.c.id,
                leases.is_due(webhook_delivery, now),
            )
            .order_by(webhook_delivery.c.due_at, webhook_delivery.c.id)
            .limit(1)
            .correlate(webhook)
            .scalar_subquery()
        )
        is_paused = and_(webhook.c.paused_until.is_not(None), webhook.c.paused_until > now)
        candidates = (
            select(webhook.c.partner_id, first_due.label("id"))
            .where(*self._may_start(), ~is_paused)
            .subquery()
        )
        is_candidate = (webhook_delivery.c.partner_id == candidates.c.partner_id) & (
            webhook_delivery.c.id == candidates.c.id
        )
        return (
            select(candidates.c.partner_id, candidates.c.id)
            .join(webhook_delivery, is_candidate)
            .order_by(webhook_delivery.c.due_at)
            .limit(limit)
        )

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
        attempt = Attempt(row, at, milliseconds, response, self._chance())
        async with self._database.write() as connection:
            await record_attempt(connection, attempt, self._clock())


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
