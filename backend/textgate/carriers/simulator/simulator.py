"""The adapter of the simulated carrier, which keeps its state in an SQLite file of its own."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from textgate.carriers.base import (
    CarrierMessage,
    CarrierRefused,
    CarrierUnavailable,
    CarrierUncertain,
    MessageReport,
    OrderedNumber,
    VerificationReport,
    VerificationRequest,
)
from textgate.carriers.simulator import messages, numbers, verifications
from textgate.carriers.simulator.faults import Fault, Faults
from textgate.carriers.simulator.messages import SentMessage
from textgate.carriers.simulator.options import SimulatorOptions
from textgate.carriers.simulator.store import Store, count_attempt
from textgate.domain.clock import Clock
from textgate.domain.sms_numbers import NumberType

T = TypeVar("T")

_POLL_INTERVAL = timedelta(minutes=15)
_SHORTEST_POLL_INTERVAL = timedelta(seconds=0.2)


class Simulator:
    """Without a `path` the state is in memory. The first call opens the file."""

    name = "simulator"

    def __init__(self, path: Path | None, options: SimulatorOptions, clock: Clock) -> None:
        self.idempotent = options.idempotent
        self.review_poll_interval = _POLL_INTERVAL
        if options.review_seconds is not None:
            tenth = timedelta(seconds=options.review_seconds / 10)
            self.review_poll_interval = max(tenth, _SHORTEST_POLL_INTERVAL)
        self._options = options
        self._clock = clock
        self._store = Store(path)
        self._is_down = False

    async def search_numbers(
        self, number_type: NumberType, *, area_code: str | None = None, limit: int = 10
    ) -> Sequence[str]:
        seed = self._options.seed
        self._check_up()
        return await self._store.write(
            lambda connection: numbers.search(connection, seed, number_type, area_code, limit)
        )

    async def order_number(self, phone: str, *, reference: str) -> OrderedNumber:
        return await self._change(
            "order_number", reference, lambda store: numbers.order(store, phone, reference)
        )

    async def find_number(self, *, reference: str) -> OrderedNumber | None:
        self._check_up()
        return await self._store.read(
            lambda connection: numbers.find_by_reference(connection, reference)
        )

    async def submit_verification(self, request: VerificationRequest) -> VerificationReport:
        now = self._clock()
        return await self._change(
            "submit_verification",
            request.reference,
            lambda store: verifications.submit(store, request, self._options, now, now),
        )

    async def read_verification(self, carrier_id: str) -> VerificationReport:
        self._check_up()
        now = self._clock()
        return await self._store.read(lambda store: verifications.report(store, carrier_id, now))

    async def find_verification(self, *, reference: str) -> VerificationReport | None:
        self._check_up()
        now = self._clock()
        return await self._store.read(
            lambda store: verifications.find_by_reference(store, reference, now)
        )

    async def send(self, message: CarrierMessage) -> MessageReport:
        now = self._clock()
        return await self._change(
            "send",
            message.reference,
            lambda store: messages.accept(store, message, self._options, now),
        )

    async def find_message(
        self, message: CarrierMessage, *, since: datetime
    ) -> MessageReport | None:
        """By our reference alone, because the log has it for every message."""
        self._check_up()
        now = self._clock()
        return await self._store.read(
            lambda store: messages.find_by_reference(store, message.reference, since, now)
        )

    async def message_events(self, limit: int) -> Sequence[MessageReport]:
        self._check_up()
        now = self._clock()
        return await self._store.read(lambda store: messages.events(store, limit, now))

    async def acknowledge(self, event_ids: Sequence[str]) -> None:
        self._check_up()
        if event_ids:
            await self._store.write(lambda store: messages.acknowledge(store, event_ids))

    async def close(self) -> None:
        await self._store.close()

    def set_down(self, is_down: bool) -> None:  # noqa: FBT001 - a setter reads like one
        """While down, every call of this process raises CarrierUnavailable."""
        self._is_down = is_down

    def set_faults(self, faults: Faults) -> None:
        self._options = replace(self._options, faults=faults)

    async def sent_log(self) -> Sequence[SentMessage]:
        """Every accepted message in order, as the recipients received them."""
        return await self._store.read(messages.sent_log)

    async def adopt_number(
        self, phone: str, *, reference: str, is_approved: bool = False
    ) -> OrderedNumber:
        """Order a chosen number without faults, for demo data; an approved one may send."""
        return await self._store.write(
            lambda store: numbers.order(store, phone, reference, is_approved=is_approved)
        )

    async def seed_verification(
        self, request: VerificationRequest, *, submitted_at: datetime
    ) -> VerificationReport:
        """Submit a request in the past without faults, for demo data."""
        now = self._clock()
        return await self._store.write(
            lambda store: verifications.submit(store, request, self._options, submitted_at, now)
        )

    def _check_up(self) -> None:
        if self._is_down:
            raise CarrierUnavailable("The simulated carrier is down")

    async def _change(
        self, operation: str, reference: str, effect: Callable[[sqlite3.Connection], T]
    ) -> T:
        """Apply a call's effect, and its faults."""
        self._check_up()
        if not self._options.faults.any:
            return await self._store.write(effect)
        fault, delay, result = await self._store.write(
            lambda store: self._faulty(store, operation, reference, effect)
        )
        if delay is not None:
            await asyncio.sleep(delay)
        if fault is Fault.REFUSE:
            raise CarrierUnavailable("The simulated carrier refused the connection")
        if fault is not Fault.NONE or result is None:
            raise CarrierUncertain("The simulated carrier did not answer")
        if isinstance(result, CarrierRefused | CarrierUnavailable):
            raise result
        return result

    def _faulty(
        self,
        connection: sqlite3.Connection,
        operation: str,
        reference: str,
        effect: Callable[[sqlite3.Connection], T],
    ) -> tuple[Fault, float | None, T | CarrierRefused | CarrierUnavailable | None]:
        faults, seed = self._options.faults, self._options.seed
        attempt = count_attempt(connection, operation, reference)
        fault = faults.draw(seed, operation, reference, attempt)
        delay = faults.delay(seed, operation, reference, attempt)
        if fault in (Fault.REFUSE, Fault.TIMEOUT_BEFORE):
            return fault, delay, None
        try:
            return fault, delay, effect(connection)
        except (CarrierRefused, CarrierUnavailable) as refusal:
            # A refusal is an answer like any other: it may get lost, and the attempt counts.
            return fault, delay, refusal
