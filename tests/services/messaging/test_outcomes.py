"""Outcomes give the same result in any order, repeated, or late."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from itertools import permutations
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import insert, select

from tests.product import START, Product
from tests.services.messaging.test_worker import RELIABLE, Sending
from textgate.domain.errors import InvalidInput
from textgate.domain.ids import new_id
from textgate.domain.messages import MessageStatus as Status
from textgate.services.messaging.outcomes import Outcome, record_outcomes
from textgate.services.messaging.worker import Delivery
from textgate.storage.tables import message, message_event, opt_out

WAY = [Status.SENDING, Status.SENT]
ENDS = [Status.DELIVERED, Status.UNDELIVERED]


@pytest.fixture
async def sending(database_url: str) -> AsyncIterator[Sending]:
    async with Sending.open(database_url, RELIABLE) as opened:
        yield opened


async def queued(sending: Sending, count: int) -> list[UUID]:
    """Insert queued messages directly, which is faster than sending each."""
    template = dict((await sending.row(await sending.send()))._mapping)
    ids = [new_id() for _ in range(count)]
    async with sending.product.services.database.write() as connection:
        await connection.execute(
            insert(message), [template | {"id": message_id} for message_id in ids]
        )
    return ids


async def record(product: Product, *outcomes: Outcome) -> None:
    async with product.services.database.write() as connection:
        await record_outcomes(connection, outcomes, product.clock())


async def states(product: Product) -> dict[UUID, Any]:
    async with product.services.database.read() as connection:
        return {row.id: row for row in await connection.execute(select(message))}


async def histories(product: Product) -> dict[UUID, list[Status]]:
    found: dict[UUID, list[Status]] = defaultdict(list)
    async with product.services.database.read() as connection:
        for row in await connection.execute(select(message_event)):
            found[row.message_id].append(row.status)
    return found


def callback(sending: Sending, message_id: UUID, status: Status) -> Outcome:
    code = 30005 if status is Status.UNDELIVERED else None
    partner_id = sending.client.viewer.partner_id
    return Outcome(
        partner_id, message_id, status, START, carrier_id=f"SM{message_id.hex}", code=code
    )


def steps(order: Sequence[Status]) -> set[Status]:
    """The statuses in the history: those that advanced the message, up to its end."""
    end = next(index for index, status in enumerate(order) if status in ENDS)
    before = order[:end]
    # A SENDING that SENT has overtaken is not in the history.
    has_overtaken = Status.SENT in before and Status.SENDING not in before[: before.index(WAY[1])]
    return {*before, order[end]} - ({Status.SENDING} if has_overtaken else set())


@pytest.mark.parametrize("at_once", [False, True], ids=["one by one", "at once"])
async def test_callbacks_in_every_order_end_the_same(sending: Sending, at_once: bool) -> None:
    product = sending.product
    scripted = [order for end in ENDS for order in {*permutations((*WAY, end) * 2)}]
    assert len(scripted) == 180
    orders = dict(zip(await queued(sending, len(scripted)), scripted, strict=True))
    rounds = [
        [callback(sending, each, order[n]) for each, order in orders.items()] for n in range(6)
    ]
    if at_once:
        await record(product, *(outcome for each in rounds for outcome in each))
    ended: dict[UUID, Status] = {}
    for outcomes in () if at_once else rounds:
        await record(product, *outcomes)
        for message_id, row in (await states(product)).items():
            # A final status stays.
            assert ended.setdefault(message_id, row.status) is row.status or (
                ended[message_id] not in ENDS
            )
            ended[message_id] = row.status
    found, entered = await states(product), await histories(product)
    for message_id, order in orders.items():
        row, (end,) = found[message_id], {*ENDS} & {*order}
        assert (row.status, row.due_at, row.lease_until) == (end, None, None)
        assert row.carrier_id == f"SM{message_id.hex}"
        assert row.failure_code == (30005 if end is Status.UNDELIVERED else None)
        assert len(entered[message_id]) == len({*entered[message_id]})
        assert {*entered[message_id]} == steps(order)


async def test_the_first_of_two_final_statuses_stays(sending: Sending) -> None:
    scripted = list(permutations([*WAY, *ENDS]))
    orders = dict(zip(await queued(sending, len(scripted)), scripted, strict=True))
    for n in [*range(4)] * 3:
        await record(
            sending.product, *(callback(sending, each, order[n]) for each, order in orders.items())
        )
    found, entered = await states(sending.product), await histories(sending.product)
    for message_id, order in orders.items():
        first = next(status for status in order if status in ENDS)
        assert found[message_id].status is first
        assert {*entered[message_id]} & {*ENDS} == {first}


async def test_an_outcome_of_an_unknown_message_is_ignored(sending: Sending) -> None:
    (message_id,) = await queued(sending, 1)
    news = [
        callback(sending, new_id(), Status.DELIVERED),
        callback(sending, message_id, Status.DELIVERED),
    ]
    await record(sending.product, *news)
    assert (await sending.row(message_id)).status is Status.DELIVERED
    assert (await histories(sending.product)).keys() <= (await states(sending.product)).keys()
    await record(sending.product)


@pytest.mark.parametrize(("code", "is_retryable"), [(30003, True), (30005, False), (30007, False)])
async def test_a_failure_says_whether_it_is_retryable(
    sending: Sending, code: int, is_retryable: bool
) -> None:
    (message_id,) = await queued(sending, 1)
    news = Outcome(
        sending.client.viewer.partner_id,
        message_id,
        Status.UNDELIVERED,
        START,
        code=code,
        message="Why",
    )
    await record(sending.product, news)
    row = await sending.row(message_id)
    assert (row.failure_code, row.failure_message) == (code, "Why")
    assert row.failure_is_retryable is is_retryable


async def test_an_opt_out_is_stored_once_even_after_a_final_status(sending: Sending) -> None:
    (message_id,) = await queued(sending, 1)
    await record(sending.product, callback(sending, message_id, Status.DELIVERED))
    late = Outcome(
        sending.client.viewer.partner_id, message_id, Status.UNDELIVERED, START, code=21610
    )
    await record(sending.product, late, late)
    await record(sending.product, late)
    async with sending.product.services.database.read() as connection:
        (kept,) = await connection.execute(select(opt_out))
    assert kept.recipient == "+14065550120"
    assert (await sending.row(message_id)).status is Status.DELIVERED


async def test_a_late_record_does_not_cause_a_second_send(sending: Sending) -> None:
    product, message_id = sending.product, await sending.send()
    late, other = (
        Delivery(product.services.database, product.clock, product.carrier) for _ in range(2)
    )
    (leased,) = await late.lease_batch()
    product.carrier.set_down(True)
    nothing_was_sent = await late.attempt(leased)
    product.carrier.set_down(False)
    assert nothing_was_sent.status is Status.QUEUED
    # It stalls before it records that. Another worker takes over and sends.
    product.clock.turn(seconds=31)
    await other.run_due()
    (again,) = await other.lease_batch()
    accepted = await other.attempt(again)
    await record(product, nothing_was_sent)
    assert (await sending.row(message_id)).status is Status.SENDING
    product.clock.turn(seconds=2)
    await late.run_due()
    await record(product, accepted)
    await sending.pass_time(40)
    assert await sending.sent() == {str(message_id): 1}
    assert (await sending.row(message_id)).status is Status.DELIVERED


async def test_a_stalled_worker_does_not_send_what_another_may_have_leased(
    sending: Sending,
) -> None:
    await sending.send()
    delivery = sending.product.services.delivery
    (leased,) = await delivery.lease_batch()
    sending.product.clock.turn(seconds=16)
    await delivery.attempt(leased)
    assert await sending.sent() == {}


async def test_a_message_unknown_to_the_carrier_is_given_up_after_a_day(
    sending: Sending, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def nothing(*_: object, **__: object) -> None:
        return None

    message_id = await sending.send()
    monkeypatch.setattr(sending.product.carrier, "find_message", nothing)
    for _ in range(25):
        await sending.product.services.delivery.run_due()
        sending.product.clock.turn(hours=1)
    row = await sending.row(message_id)
    assert (row.status, row.due_at) == (
        Status.SENDING,
        sending.product.clock.now - timedelta(hours=1, minutes=-5),
    )
    await sending.product.services.delivery.run_due()
    row = await sending.row(message_id)
    assert (row.status, row.due_at) == (Status.UNDELIVERED, None)
    assert await sending.sent() == {str(message_id): 1}


async def test_an_outcome_recorded_in_time_counts(sending: Sending) -> None:
    product, message_id = sending.product, await sending.send()
    product.carrier.set_down(True)
    (leased,) = await product.services.delivery.lease_batch()
    await record(product, await product.services.delivery.attempt(leased))
    row = await sending.row(message_id)
    assert (row.status, row.lease_until) == (Status.QUEUED, None)
    assert row.due_at == product.clock() + timedelta(seconds=1)


async def test_a_message_canceled_while_it_is_leased_is_either_sent_or_canceled(
    sending: Sending,
) -> None:
    product, viewer = sending.product, sending.client.viewer
    for n in range(30):
        message_id = await sending.send()
        product.clock.turn(seconds=1)
        both = [product.services.messages.cancel(viewer, message_id)]
        # Alternate which one starts first.
        both.insert(n % 2, _run(product.services.delivery))
        outcomes = await asyncio.gather(*both, return_exceptions=True)
        refused = next((each for each in outcomes if each is not None), None)
        assert refused is None or isinstance(refused, InvalidInput)
        is_canceled = (await sending.row(message_id)).status is Status.CANCELED
        assert is_canceled is (refused is None)
        await product.services.delivery.run_due()
        assert (await sending.sent())[str(message_id)] == (0 if is_canceled else 1)


async def _run(delivery: Delivery) -> None:
    await delivery.run_due()
