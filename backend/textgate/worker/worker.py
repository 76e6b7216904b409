"""The worker: one loop for each kind of due work, until it is told to stop. While the database cannot be used
they wait; a loop that dies of anything else takes all down."""

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

# How late work made by another process may be noticed; our own wakes us at once.
LONGEST_SLEEP = 1.0
SHORTEST_SLEEP = 0.01
EVENT_POLL = 0.1
HOUSEKEEPING_PAUSE = 300.0
OUTAGE_PAUSE = 1.0
# Of so many failures one behind the other, the first is told.
TOLD_EVERY = 60


@dataclass(frozen=True, slots=True)
class _Loop:
    name: str
    run: Callable[[], Awaitable[int]]
    next_due_at: Callable[[], Awaitable[datetime | None]] | None
    woken: asyncio.Event
    longest_sleep: float = LONGEST_SLEEP
    finish: Callable[[], Awaitable[None]] | None = None


class Worker:
    """Runs until `stop`; raises what a loop raises, so that the process ends with an error."""

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
                longest_sleep=EVENT_POLL,
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
                "housekeeping",
                services.housekeeping.run,
                None,
                asyncio.Event(),
                longest_sleep=HOUSEKEEPING_PAUSE,
            ),
        )

    async def run(self) -> None:
        """Work until stopped; what was begun is finished first, so that no lease is left held."""
        log.info("worker_started")
        async with asyncio.TaskGroup() as group:
            for loop in self._loops:
                group.create_task(self._run(loop), name=f"worker-{loop.name}")
        log.info("worker_stopped")

    def stop(self) -> None:
        self._stopping.set()
        for loop in self._loops:
            loop.woken.set()

    async def _run(self, loop: _Loop) -> None:
        failures = 0
        while not self._stopping.is_set():
            loop.woken.clear()
            try:
                if not await loop.run():
                    await self._sleep(loop)
            except Exception as error:
                if not is_outage(error):
                    raise
                if failures % TOLD_EVERY == 0:
                    found = {"error": type(error).__name__, "frames": frame_locations(error)}
                    log.warning("work_put_off", loop=loop.name, failures=failures + 1, **found)
                failures += 1
                # What wakes it does not make the database come back.
                await _wait(self._stopping, OUTAGE_PAUSE)
            else:
                if failures:
                    log.info("work_resumed", loop=loop.name)
                failures = 0
        if loop.finish is not None:
            await loop.finish()

    async def _sleep(self, loop: _Loop) -> None:
        seconds = loop.longest_sleep
        if loop.next_due_at is not None:
            due_at = await loop.next_due_at()
            if due_at is not None:
                until_due = (due_at - self._services.clock()).total_seconds()
                seconds = min(max(until_due, SHORTEST_SLEEP), seconds)
        await _wait(loop.woken, seconds)


async def _wait(event: asyncio.Event, seconds: float) -> None:
    """Until it happens, but no longer than that."""
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        pass
