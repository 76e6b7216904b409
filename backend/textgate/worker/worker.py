"""The worker: one loop for each kind of due work.

During an outage of the database every loop retries. Any other error in one loop ends them all.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

import structlog

from textgate.logs import frame_locations
from textgate.services.services import Services
from textgate.storage.outages import is_outage

log = structlog.get_logger(__name__)

MAX_SLEEP = 1.0
"""Seconds after which a loop finds work that another process has enqueued; this process wakes it at once."""

MIN_SLEEP = 0.01
EVENT_POLL_INTERVAL = 0.1
HOUSEKEEPING_INTERVAL = 300.0
RETRY_INTERVAL = 1.0

LOG_EVERY = 60
"""One warning for so many consecutive failures, beginning with the first."""


@dataclass(frozen=True, slots=True)
class _Loop:
    """`run` processes a batch and returns its size; the loop sleeps after an empty one.

    It sleeps until `next_due_at`, until `wake` is set, or for `max_sleep`. `finish` runs after the last batch.
    """

    name: str
    run: Callable[[], Awaitable[int]]
    next_due_at: Callable[[], Awaitable[datetime | None]] | None
    wake: asyncio.Event
    max_sleep: float = MAX_SLEEP
    finish: Callable[[], Awaitable[None]] | None = None


class Worker:
    """Runs until `stop`; raises the error of a loop, so that the process ends with it."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._stopping = asyncio.Event()
        self._loops = (
            _Loop(
                "verifications",
                services.review.run_due,
                services.review.next_due_at,
                services.signals.verifications,
            ),
            _Loop(
                "messages",
                services.delivery.run_due,
                services.delivery.next_due_at,
                services.signals.messages,
            ),
            _Loop(
                "events",
                services.delivery.apply_events,
                None,
                asyncio.Event(),
                max_sleep=EVENT_POLL_INTERVAL,
            ),
            _Loop(
                "mails",
                services.outbox.run_due,
                services.outbox.next_due_at,
                services.signals.mails,
            ),
            _Loop(
                "digests",
                services.webhook_digest.run_due,
                services.webhook_digest.next_due_at,
                asyncio.Event(),
            ),
            _Loop(
                "webhooks",
                services.webhook_delivery.run_due,
                services.webhook_delivery.next_due_at,
                services.signals.webhooks,
                finish=services.webhook_delivery.settle,
            ),
            _Loop(
                "imports",
                services.import_worker.run_due,
                services.import_worker.next_due_at,
                services.signals.imports,
                finish=services.import_worker.release,
            ),
            _Loop(
                "housekeeping",
                services.housekeeping.run,
                None,
                asyncio.Event(),
                max_sleep=HOUSEKEEPING_INTERVAL,
            ),
        )

    async def run(self) -> None:
        """Work until `stop`. Every batch in progress is finished, so that no lease stays held."""
        log.info("worker_started")
        async with asyncio.TaskGroup() as group:
            for loop in self._loops:
                group.create_task(self._run(loop), name=f"worker-{loop.name}")
        log.info("worker_stopped")

    def stop(self) -> None:
        self._stopping.set()
        for loop in self._loops:
            loop.wake.set()

    async def _run(self, loop: _Loop) -> None:
        failures = 0
        while not self._stopping.is_set():
            loop.wake.clear()
            try:
                if not await loop.run():
                    await self._sleep(loop)
            except Exception as error:
                if not is_outage(error):
                    raise
                failures += 1
                if failures % LOG_EVERY == 1:
                    log.warning(
                        "loop_retry",
                        loop=loop.name,
                        failures=failures,
                        error=type(error).__name__,
                        frames=frame_locations(error),
                    )
                # Not loop.wake: new work does not bring the database back.
                await _wait(self._stopping, RETRY_INTERVAL)
            else:
                if failures:
                    log.info("loop_recovered", loop=loop.name)
                failures = 0
        if loop.finish is not None:
            await loop.finish()

    async def _sleep(self, loop: _Loop) -> None:
        seconds = loop.max_sleep
        if loop.next_due_at is not None:
            due_at = await loop.next_due_at()
            if due_at is not None:
                until_due = (due_at - self._services.clock()).total_seconds()
                seconds = min(max(until_due, MIN_SLEEP), seconds)
        await _wait(loop.wake, seconds)


async def _wait(event: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        pass
