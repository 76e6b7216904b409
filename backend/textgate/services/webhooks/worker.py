"""Delivers webhooks: lease due deliveries, send each in a task of its own, record the responses in batches.

A slow endpoint delays only its own webhook, because each webhook has a limited number of deliveries in
flight (in_flight.py). `webhook.failing_since` is a circuit breaker: while it is set, the webhook gets one
half-open probe at a time. A success resets it; see outcomes.py. Deliveries are in no order.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.clock import Clock
from textgate.domain.webhook_signature import signed_headers
from textgate.logs import frame_locations
from textgate.services.webhooks import leasing
from textgate.services.webhooks.client import WebhookClient
from textgate.services.webhooks.in_flight import InFlight
from textgate.services.webhooks.outcomes import Attempt, record_attempts
from textgate.services.worker_signals import WorkerSignals
from textgate.storage.database import Database
from textgate.storage.group_commit import GroupCommit
from textgate.storage.outages import is_outage

log = structlog.get_logger(__name__)

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
        statement = leasing.next_due(self._database.dialect, self._in_flight)
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

    async def _lease_batch(self) -> list[dict[str, Any]]:
        slots = MAX_IN_FLIGHT - len(self._tasks)
        if slots <= 0:
            return []
        async with self._database.write() as connection:
            return await leasing.lease_batch(connection, self._in_flight, slots, self._clock())

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


def _secrets(row: Mapping[str, Any], now: datetime) -> list[str]:
    """The secrets to sign with; both while a rotation overlaps."""
    until = row["previous_secret_until"]
    is_valid = row["previous_secret"] is not None and until is not None and now < until
    return [row["secret"], row["previous_secret"]] if is_valid else [row["secret"]]
