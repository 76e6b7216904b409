"""Each message reaches the carrier once and in time, despite faults, crashes and concurrent workers."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update

from tests.product import SEND, Client, Product
from textgate.carriers.simulator import Faults, SimulatorOptions
from textgate.domain.ids import parse_row_reference
from textgate.domain.messages import MessageStatus
from textgate.graphql.declare.ids import decode_as
from textgate.services.messaging.worker import Delivery
from textgate.storage.database import Database
from textgate.storage.tables import message, message_event, opt_out, sms_number

RELIABLE = SimulatorOptions(undelivered_share=0.0)


class Sending:
    """One account with an approved number; reads its messages and their history."""

    def __init__(self, product: Product, client: Client, account: str) -> None:
        self.product = product
        self.client = client
        self.account = account

    @classmethod
    @asynccontextmanager
    async def open(cls, url: str, options: SimulatorOptions) -> AsyncIterator[Sending]:
        async with Product.open(url, options) as product:
            client = await product.partner()
            yield cls(product, client, await product.approved_account(client))

    async def send(self, to: str = "4065550120", body: str = "Hi") -> UUID:
        given = {"senderId": self.account, "to": to, "body": body}
        answer = (await self.client.get(SEND, input=given))["sendSms"]
        assert answer["__typename"] == "SendSmsSuccess", answer
        decoded = decode_as(answer["smsMessage"]["id"], "message")
        assert decoded is not None
        return decoded

    async def row(self, message_id: UUID) -> Any:
        async with self.product.services.database.read() as connection:
            found = await connection.execute(select(message).where(message.c.id == message_id))
            return found.one()

    async def history(self, message_id: UUID) -> list[str]:
        statement = select(message_event.c.status).where(message_event.c.message_id == message_id)
        async with self.product.services.database.read() as connection:
            found = await connection.execute(statement.order_by(message_event.c.id))
            return [row.status.value for row in found]

    async def pass_time(self, seconds: int) -> None:
        """Turn the clock second by second, with all due work after each."""
        for _ in range(seconds):
            self.product.clock.turn(seconds=1)
            await self.product.work()

    async def sent(self) -> Counter[str]:
        """How often the carrier accepted each message, by its id."""
        log = await self.product.carrier.sent_log()
        return Counter(str(parse_row_reference(text.reference)[1]) for text in log)


@pytest.fixture
async def sending(database_url: str) -> AsyncIterator[Sending]:
    async with Sending.open(database_url, RELIABLE) as opened:
        yield opened


async def test_messages_keep_to_their_numbers_throughput(sending: Sending) -> None:
    ids = [await sending.send(body=f"Text {n}") for n in range(7)]
    for _ in range(30):
        await sending.product.work()
        sending.product.clock.turn(seconds=0.1)
    log = await sending.product.carrier.sent_log()
    partner_id = sending.client.viewer.partner_id
    assert [parse_row_reference(text.reference) for text in log] == [
        (partner_id, message_id) for message_id in ids
    ]
    # A toll-free number sends three segments a second, and the clock turns by tenths of a second.
    assert [b.at - a.at for a, b in pairwise(log)] == [timedelta(seconds=0.4)] * 6


async def test_a_longer_message_uses_more_throughput(sending: Sending) -> None:
    await sending.send(body="x" * 459)
    await sending.send()
    await sending.product.work()
    assert len(await sending.product.carrier.sent_log()) == 1
    sending.product.clock.turn(seconds=0.9)
    await sending.product.work()
    assert len(await sending.product.carrier.sent_log()) == 1
    sending.product.clock.turn(seconds=0.2)
    await sending.product.work()
    assert len(await sending.product.carrier.sent_log()) == 2


async def test_a_busy_number_does_not_delay_another(sending: Sending) -> None:
    other = await sending.product.approved_account(sending.client)
    for _ in range(60):
        await sending.send()
    sending.account = other
    quick = await sending.send()
    await sending.product.services.delivery.run_due()
    assert str(quick) in await sending.sent()


async def test_an_outage_of_the_carrier_loses_no_message(sending: Sending) -> None:
    sending.product.carrier.set_down(True)
    message_id = await sending.send()
    began, waits = sending.product.clock(), set()
    for _ in range(20):
        await sending.product.work()
        waits.add(((await sending.row(message_id)).due_at - began).total_seconds())
        sending.product.clock.turn(seconds=1)
    # The back-off doubles each time.
    assert waits == {1, 3, 7, 15, 31}
    assert (await sending.row(message_id)).status is MessageStatus.QUEUED
    assert await sending.sent() == {}
    sending.product.carrier.set_down(False)
    await sending.pass_time(60)
    assert await sending.sent() == {str(message_id): 1}
    assert (await sending.row(message_id)).status is MessageStatus.DELIVERED
    # All attempts are one entry in the history. SENT is absent if DELIVERED overtook it.
    history = [status for status in await sending.history(message_id) if status != "SENT"]
    assert history == ["QUEUED", "SENDING", "DELIVERED"]


@pytest.mark.parametrize("fault", ["timeout_after_accept", "timeout_before"])
@pytest.mark.parametrize("idempotent", [False, True], ids=["no keys", "idempotent"])
async def test_a_lost_answer_never_sends_twice(
    database_url: str, fault: str, idempotent: bool
) -> None:
    options = SimulatorOptions(idempotent=idempotent, undelivered_share=0.0)
    async with Sending.open(database_url, options) as sending:
        message_id = await sending.send()
        carrier = sending.product.carrier
        carrier.set_faults(Faults(**{fault: 1.0}))
        await sending.product.services.delivery.run_due()
        assert (await sending.row(message_id)).status is MessageStatus.UNCERTAIN
        carrier.set_faults(Faults())
        await sending.pass_time(60)
        assert await sending.sent() == {str(message_id): 1}
        assert (await sending.row(message_id)).status is MessageStatus.DELIVERED


@pytest.mark.parametrize("idempotent", [False, True], ids=["no keys", "idempotent"])
@pytest.mark.parametrize("has_sent", [False, True], ids=["before sending", "after sending"])
async def test_another_worker_takes_over_after_a_crash(
    database_url: str, idempotent: bool, has_sent: bool
) -> None:
    options = SimulatorOptions(idempotent=idempotent, undelivered_share=0.0)
    async with Sending.open(database_url, options) as sending:
        message_id = await sending.send()
        delivery = sending.product.services.delivery
        (leased,) = await delivery.lease_batch()
        if has_sent:
            await sending.product.carrier.send(leased.message)
        # The worker dies here. No other worker takes the message before its lease expires.
        await sending.pass_time(29)
        assert await sending.sent() == ({str(message_id): 1} if has_sent else {})
        await sending.pass_time(20)
        assert await sending.sent() == {str(message_id): 1}
        assert (await sending.row(message_id)).status is MessageStatus.DELIVERED


async def test_concurrent_workers_send_each_message_once(sending: Sending) -> None:
    accounts = [await sending.product.approved_account(sending.client) for _ in range(4)]
    ids = []
    for n in range(20):
        sending.account = accounts[n % 4]
        ids.append(await sending.send(body=f"Text {n}"))
    # Each has connections of its own, as in several processes.
    databases = [Database(sending.product.database_url) for _ in range(3)]
    clock, carrier = sending.product.clock, sending.product.carrier
    workers = [Delivery(database, clock, carrier) for database in databases]
    for _ in range(40):
        await asyncio.gather(*(worker.run_due() for worker in workers))
        clock.turn(seconds=0.25)
    await asyncio.gather(*(database.close() for database in databases))
    assert await sending.sent() == {str(message_id): 1 for message_id in ids}


@pytest.mark.parametrize(("last", "code"), [(1, 21211), (2, 21612), (3, 21408), (9, 21614)])
async def test_a_final_refusal_fails_with_the_carriers_code(
    sending: Sending, last: int, code: int
) -> None:
    message_id = await sending.send(to=f"+1500555000{last}")
    await sending.product.work()
    row = await sending.row(message_id)
    assert (row.status, row.failure_code, row.due_at) == (MessageStatus.FAILED, code, None)
    assert await sending.sent() == {}


async def test_an_opt_out_reported_by_the_carrier_is_stored(sending: Sending) -> None:
    await sending.send(to="+15005550004")
    await sending.product.work()
    async with sending.product.services.database.read() as connection:
        (kept,) = await connection.execute(select(opt_out))
    assert kept.recipient == "+15005550004"
    given = {"senderId": sending.account, "to": "+15005550004", "body": "Hi"}
    answer = (await sending.client.get(SEND, input=given))["sendSms"]
    assert answer == {
        "__typename": "RecipientOptedOutError",
        "code": 4080,
        "message": "Recipient unable to receive messages",
    }


async def test_a_full_queue_is_retried_after_the_carriers_retry_time(sending: Sending) -> None:
    message_id = await sending.send()
    async with sending.product.services.database.write() as connection:
        await connection.execute(
            update(message).where(message.c.id == message_id).values(sender_phone="+15005550008")
        )
    await sending.product.work()
    row = await sending.row(message_id)
    assert (row.status, row.lease_until) == (MessageStatus.QUEUED, None)
    assert row.due_at == sending.product.clock() + timedelta(seconds=30)


async def test_a_message_without_callbacks_is_looked_up(sending: Sending) -> None:
    message_id = await sending.send()
    await sending.product.services.delivery.run_due()
    sending.product.clock.turn(minutes=1)
    events = await sending.product.carrier.message_events(10)
    await sending.product.carrier.acknowledge([event.event_id or "" for event in events])
    await sending.product.work()
    sending.product.clock.turn(minutes=4, microseconds=-1)
    await sending.product.work()
    assert (await sending.row(message_id)).status is MessageStatus.SENDING
    sending.product.clock.turn(microseconds=1)
    await sending.product.work()
    assert (await sending.row(message_id)).status is MessageStatus.DELIVERED


async def test_a_day_without_the_carrier_ends_in_a_retryable_failure(
    sending: Sending,
) -> None:
    message_id = await sending.send()
    sending.product.carrier.set_down(True)
    for _ in range(26):
        await sending.product.work()
        sending.product.clock.turn(hours=1)
    row = await sending.row(message_id)
    assert (row.status, row.failure_is_retryable) == (MessageStatus.FAILED, True)
    assert await sending.sent() == {}


async def test_a_canceled_message_is_not_sent_and_a_sent_one_cannot_be_canceled(
    sending: Sending,
) -> None:
    cancel = """mutation ($input: CancelSmsInput!) { cancelSms(input: $input) {
        smsMessage { status } userErrors { field code } } }"""
    first, second = await sending.send(), await sending.send()
    await sending.product.services.delivery.run_due()
    answers = [
        (await sending.client.get(cancel, input={"id": f"message_{each.hex}"}))["cancelSms"]
        for each in (first, second, second)
    ]
    assert answers == [
        {"smsMessage": None, "userErrors": [{"field": ["id"], "code": "CONFLICT"}]},
        {"smsMessage": {"status": "CANCELED"}, "userErrors": []},
        {"smsMessage": {"status": "CANCELED"}, "userErrors": []},
    ]
    await sending.pass_time(5)
    assert await sending.sent() == {str(first): 1}
    assert await sending.history(second) == ["QUEUED", "CANCELED"]


async def test_no_lease_is_left_after_all_work_is_done(sending: Sending) -> None:
    for _ in range(5):
        await sending.send()
    await sending.pass_time(20)
    async with sending.product.services.database.read() as connection:
        held = await connection.execute(select(message).where(message.c.lease_until.is_not(None)))
        assert held.all() == []
        free = await connection.execute(select(sms_number.c.next_free_at))
        assert free.scalar_one() is not None
