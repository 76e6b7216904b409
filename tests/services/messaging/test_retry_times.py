"""Sends and look-ups are retried on schedules of their own; neither delays the other."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.services.messaging.test_worker import RELIABLE, Sending
from textgate.carriers.base import CarrierUnavailable, CarrierUncertain
from textgate.carriers.simulator import SimulatorOptions
from textgate.domain.messages import MessageStatus
from textgate.services.messaging.leasing import MessageLeases

LOST, REFUSED, OK = "lost", "refused", "ok"
ERRORS = {LOST: CarrierUncertain("no answer"), REFUSED: CarrierUnavailable("connection refused")}


class Script:
    """Replaces one method of the carrier: scripts the results of its next calls, and notes their times."""

    def __init__(self, clock: Any, call: Callable[..., Any], ends: list[str]) -> None:
        self._clock = clock
        self._call = call
        self._began = clock()
        self._ends = iter(ends)
        self.at: list[float] = []

    async def __call__(self, *arguments: Any, **named: Any) -> Any:
        self.at.append((self._clock() - self._began).total_seconds())
        end = next(self._ends, OK)
        if end in ERRORS:
            raise ERRORS[end]
        return await self._call(*arguments, **named)


def script(
    sending: Sending, sends: list[str], lookups: list[str] | None = None
) -> tuple[Script, Script]:
    """Script the results of the carrier's next sends and look-ups; later calls work normally."""
    clock, carrier = sending.product.clock, sending.product.carrier
    sent = Script(clock, carrier.send, sends)
    looked_up = Script(clock, carrier.find_message, lookups or [])
    carrier.send = sent  # type: ignore[method-assign]
    carrier.find_message = looked_up  # type: ignore[method-assign]
    return sent, looked_up


@pytest.fixture
async def sending(database_url: str) -> AsyncIterator[Sending]:
    async with Sending.open(database_url, RELIABLE) as opened:
        yield opened


@pytest.mark.parametrize(
    ("ends", "times"),
    [
        # After a lost answer: 30 seconds of look-ups. After a refused connection: a back-off of 1, 2, 4.
        ([LOST, LOST, LOST], [0, 30, 60, 90]),
        ([REFUSED, REFUSED, REFUSED], [0, 1, 3, 7]),
        ([LOST, REFUSED, LOST], [0, 30, 32, 62]),
        ([REFUSED, LOST, REFUSED], [0, 1, 31, 35]),
        ([LOST, REFUSED, REFUSED], [0, 30, 32, 36]),
        ([LOST, LOST, REFUSED], [0, 30, 60, 64]),
    ],
    ids=lambda values: "-".join(map(str, values)),
)
async def test_four_attempts_come_on_schedule(
    sending: Sending, ends: list[str], times: list[int]
) -> None:
    message_id = await sending.send()
    sent, _ = script(sending, ends)
    await sending.product.work()
    await sending.pass_time(times[-1])
    assert sent.at == times
    row = await sending.row(message_id)
    assert (row.tries, row.failed_lookups, row.status) == (4, 0, MessageStatus.SENDING)
    assert await sending.sent() == {str(message_id): 1}


async def test_an_idempotent_carrier_gets_a_repeated_send_instead_of_a_lookup(
    database_url: str,
) -> None:
    options = SimulatorOptions(idempotent=True, undelivered_share=0.0)
    async with Sending.open(database_url, options) as sending:
        message_id = await sending.send()
        sent, looked_up = script(sending, [LOST, REFUSED, LOST])
        await sending.product.work()
        await sending.pass_time(7)
        assert (sent.at, looked_up.at) == ([0, 1, 3, 7], [])
        assert (await sending.row(message_id)).tries == 4


async def test_an_unanswered_send_is_looked_up_every_five_seconds(sending: Sending) -> None:
    await sending.send()
    sent, looked_up = script(sending, [LOST])
    await sending.product.work()
    await sending.pass_time(30)
    assert looked_up.at == [5, 10, 15, 20, 25, 30]
    assert sent.at == [0, 30]


async def test_failed_lookups_have_a_back_off_of_their_own(sending: Sending) -> None:
    message_id = await sending.send()
    failing = [OK, OK, REFUSED, LOST, REFUSED, OK, REFUSED]
    sent, looked_up = script(sending, [LOST, REFUSED, LOST], [*failing, *[REFUSED] * 3])
    await sending.product.work()
    await sending.pass_time(22)
    # Each consecutive failure doubles the wait, and an answer resets it.
    assert looked_up.at == [5, 10, 15, 16, 18, 22]
    assert (await sending.row(message_id)).failed_lookups == 0
    await sending.pass_time(5)
    assert looked_up.at[6:] == [27]
    assert (await sending.row(message_id)).failed_lookups == 1
    await sending.pass_time(15)
    assert looked_up.at[7:] == [28, 30, 34, 42]
    # Four consecutive look-ups have failed. The second attempt waits for its own back-off only.
    await sending.pass_time(2)
    assert sent.at == [0, 42, 44]
    assert (await sending.row(message_id)).failed_lookups == 0


async def test_a_new_attempt_resets_the_back_off_of_lookups(sending: Sending) -> None:
    await sending.send()
    sent, looked_up = script(sending, [LOST, LOST], [REFUSED] * 5 + [OK, REFUSED, REFUSED])
    await sending.product.work()
    await sending.pass_time(36)
    assert (looked_up.at, sent.at) == ([5, 6, 8, 12, 20, 36], [0, 36])
    await sending.pass_time(8)
    assert looked_up.at[6:] == [41, 42, 44]


async def test_a_lost_lease_does_not_count_as_an_attempt(sending: Sending) -> None:
    message_id = await sending.send()
    sent, _ = script(sending, [REFUSED])
    for _ in range(3):
        # A worker leases the message and dies before it sends it.
        async with sending.product.services.database.write() as connection:
            assert len(await MessageLeases().lease_batch(connection, sending.product.clock())) == 1
        sending.product.clock.turn(seconds=30)
    await sending.product.work()
    # The first send is refused. The next follows after one second, as after any first attempt.
    (refused_at,) = sent.at
    row = await sending.row(message_id)
    assert (row.status, row.tries) == (MessageStatus.QUEUED, 1)
    assert row.due_at == sending.product.clock() + timedelta(seconds=1)
    await sending.pass_time(1)
    assert sent.at == [refused_at, refused_at + 1]
