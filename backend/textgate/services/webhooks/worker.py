"""Deliveries on their way: claim what is due, send each by itself, record how it went.

Each is sent by a task of its own and recorded when it has been answered, so that whoever answers late
delays nobody else; and of each webhook only a few are on their way at a time.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import ColumnElement, and_, func, or_, select

from textgate.domain.clock import Clock
from textgate.domain.webhook_signature import signed_headers
from textgate.domain.webhooks import WebhookStatus
from textgate.logs import frame_locations
from textgate.services.webhooks.client import WebhookClient
from textgate.services.webhooks.outcomes import Try, record
from textgate.services.worker_signals import WorkerSignals
from textgate.storage import leases
from textgate.storage.database import Database
from textgate.storage.outages import is_outage
from textgate.storage.statements import labelled, part
from textgate.storage.tables import webhook, webhook_delivery

log = structlog.get_logger(__name__)

BATCH = 50
MOST_AT_ONCE = 128
# To one webhook; to one that has been failing a single one, to find out whether it still does.
AT_ONCE = 4


class WebhookDelivery:
    """`chance` is from 0 to 1: what spreads tries that failed together."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        wake: WorkerSignals,
        client: WebhookClient,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._database = database
        self._clock = clock
        self._wake = wake
        self._client = client
        self._chance = chance
        self._tasks: set[asyncio.Task[None]] = set()
        self._under_way: Counter[UUID] = Counter()
        self._broken: BaseException | None = None

    async def run_due(self) -> int:
        """Begin to send what is due, one delivery of each webhook; returns how many. What was begun ends
        by itself, and wakes the worker."""
        if self._broken is not None:
            raise self._broken
        claimed = await self._claim()
        for row in claimed:
            webhook_id = row["webhook_id"]
            self._under_way[webhook_id] += 1
            task = asyncio.create_task(self._deliver(row))
            self._tasks.add(task)
            task.add_done_callback(partial(self._done, webhook_id))
        return len(claimed)

    async def settle(self) -> None:
        """Wait for what was begun."""
        while self._tasks:
            await asyncio.wait(self._tasks)
        if self._broken is not None:
            raise self._broken

    async def next_due_at(self) -> datetime | None:
        """When the next one may go, as far as is known now; None while it waits for another to end."""
        if len(self._tasks) >= MOST_AT_ONCE:
            return None
        unpaused_at = func.coalesce(webhook.c.paused_until, webhook_delivery.c.due_at)
        statement = (
            leases.next_due(self._database.dialect, webhook_delivery, unpaused_at)
            .join_from(webhook_delivery, webhook, webhook.c.id == webhook_delivery.c.webhook_id)
            .where(*self._has_room())
        )
        async with self._database.read() as connection:
            return (await connection.execute(statement)).scalar_one()

    def _done(self, webhook_id: UUID, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._under_way -= Counter([webhook_id])
        error = None if task.cancelled() else task.exception()
        if error is not None and is_outage(error):
            # As after a crash: it is due again when its lease is over.
            log.warning(
                "delivery_put_off", error=type(error).__name__, frames=frame_locations(error)
            )
        elif error is not None:
            # Raised by the loop, which takes the process down: nothing fails in silence.
            self._broken = error
        self._wake.webhooks.set()

    def _has_room(self) -> list[ColumnElement[bool]]:
        """The conditions for webhooks that take another delivery by now."""
        full = [each for each, count in self._under_way.items() if count >= AT_ONCE]
        is_idle = webhook.c.id.not_in(list(self._under_way))
        return [
            webhook.c.status == WebhookStatus.ENABLED,
            webhook.c.id.not_in(full),
            or_(webhook.c.failing_since.is_(None), is_idle),
        ]

    async def _claim(self) -> list[dict[str, Any]]:
        """Lease the delivery of each webhook that has waited longest. One for each, however many there
        are: the backlog of one must not stand before the others."""
        limit = min(BATCH, MOST_AT_ONCE - len(self._tasks))
        if limit <= 0:
            return []
        now = self._clock()
        statement = (
            select(
                *labelled(webhook_delivery, "delivery_"),
                webhook.c.url,
                webhook.c.secret,
                webhook.c.previous_secret,
                webhook.c.previous_secret_until,
            )
            .join_from(webhook_delivery, webhook, webhook.c.id == webhook_delivery.c.webhook_id)
            .where(
                webhook_delivery.c.id.in_(self._first_due(now, limit)),
                leases.is_due(webhook_delivery, now),
            )
            .with_for_update(of=webhook_delivery, skip_locked=True)
        )
        async with self._database.write() as connection:
            rows = (await connection.execute(statement)).mappings().all()
            lease_until = await leases.lease(
                connection,
                webhook_delivery,
                [row["delivery_id"] for row in rows],
                now,
                tries=webhook_delivery.c.tries + 1,
            )
        return [_leased(dict(row), lease_until) for row in rows]

    def _first_due(self, now: datetime, limit: int) -> Any:
        """The ids of what is due, one of each webhook: looked up by its index, so that a long backlog
        costs no more than a short one."""
        first = (
            select(webhook_delivery.c.id)
            .where(
                webhook_delivery.c.webhook_id == webhook.c.id,
                leases.is_due(webhook_delivery, now),
            )
            .order_by(webhook_delivery.c.due_at, webhook_delivery.c.id)
            .limit(1)
            .correlate(webhook)
            .scalar_subquery()
        )
        is_paused = and_(webhook.c.paused_until.is_not(None), webhook.c.paused_until > now)
        firsts = (
            select(first.label("id")).select_from(webhook).where(*self._has_room(), ~is_paused)
        ).subquery()
        return (
            select(firsts.c.id)
            .join(webhook_delivery, webhook_delivery.c.id == firsts.c.id)
            .order_by(webhook_delivery.c.due_at)
            .limit(limit)
        )

    async def _deliver(self, row: Mapping[str, Any]) -> None:
        """One try."""
        at = self._clock()
        headers = signed_headers(f"msg_{row['id'].hex}", at, row["payload"], _secrets(row, at))
        began = time.monotonic()
        answer = await self._client.post(row["url"], headers, row["payload"])
        milliseconds = int((time.monotonic() - began) * 1000)
        log.info(
            "webhook_tried",
            webhook_id=row["webhook_id"].hex,
            delivery_id=row["id"].hex,
            tries=row["tries"],
            status_code=answer.status_code,
            error=answer.error,
        )
        tried = Try(row, at, milliseconds, answer, self._chance())
        async with self._database.write() as connection:
            await record(connection, tried, self._clock())


def _leased(row: Mapping[str, Any], lease_until: datetime) -> dict[str, Any]:
    delivery = part(row, webhook_delivery, "delivery_")
    names = ("url", "secret", "previous_secret", "previous_secret_until")
    return {
        **delivery,
        **{name: row[name] for name in names},
        "lease_until": lease_until,
        "tries": delivery["tries"] + 1,
    }


def _secrets(row: Mapping[str, Any], now: datetime) -> list[str]:
    """What to sign with: until its end the secret before as well."""
    until = row["previous_secret_until"]
    is_valid = row["previous_secret"] is not None and until is not None and now < until
    return [row["secret"], row["previous_secret"]] if is_valid else [row["secret"]]
