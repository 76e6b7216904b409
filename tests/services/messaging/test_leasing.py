"""Leasing is round-robin over numbers, and its cost does not depend on the backlog."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from tests.rows import insert_numbers
from tests.services.messaging.practice import processes
from tests.services.messaging.test_worker import RELIABLE, Sending
from textgate.domain.ids import new_id
from textgate.domain.messages import MessageStatus
from textgate.services.messaging.leasing import BATCH, MAX_SCANS, MessageLeases
from textgate.services.messaging.number_scan import BEFORE_ALL_NUMBERS, SCAN_SIZE, NumberKey
from textgate.storage.tables import message, sender, sms_number


@pytest.fixture
async def sending(database_url: str) -> AsyncIterator[Sending]:
    async with Sending.open(database_url, RELIABLE) as opened:
        yield opened


async def queue(sending: Sending, numbers: int, messages: int) -> list[UUID]:
    """Add numbers, each with queued messages; returns the numbers' ids in ascending order."""
    template = dict((await sending.row(await sending.send()))._mapping)
    async with sending.product.services.database.write() as connection:
        # It served as a template only.
        await connection.execute(update(message).values(status=MessageStatus.CANCELED, due_at=None))
        number_rows = await connection.execute(select(sms_number))
        number = dict(number_rows.mappings().first() or {})
        sender_rows = await connection.execute(
            select(sender).where(sender.c.id == number["sender_id"])
        )
        location = dict(sender_rows.mappings().one())
        ids = sorted(new_id() for _ in range(numbers))
        senders = [new_id() for _ in ids]
        await connection.execute(
            insert(sender),
            [location | {"id": sender_id, "is_default": False} for sender_id in senders],
        )
        await insert_numbers(
            connection,
            [
                number
                | {"id": number_id, "sender_id": sender_id, "phone": f"+1833{2_000_000 + n}"}
                | {"carrier_id": str(n), "next_free_at": None}
                for n, (number_id, sender_id) in enumerate(zip(ids, senders, strict=True))
            ],
        )
        now = sending.product.clock.now
        await connection.execute(
            insert(message),
            [
                template
                | {"id": new_id(), "number_id": number_id, "body": f"Text {n}"}
                | {"sender_phone": "+15005550006", "due_at": now + timedelta(microseconds=n)}
                for n in range(messages)
                for number_id in ids
            ],
        )
    sending.product.clock.turn(seconds=1)
    return ids


async def lease(sending: Sending, message_leases: MessageLeases) -> list[UUID]:
    """Lease a batch; returns the numbers that its messages leave from."""
    now = sending.product.clock.now
    async with sending.product.services.database.write() as connection:
        batch = await message_leases.lease_batch(connection, now)
        message_ids = [leased.id for leased in batch]
        rows = await connection.execute(
            select(message.c.id, message.c.number_id).where(message.c.id.in_(message_ids))
        )
        number_ids = {row.id: row.number_id for row in rows}
    return [number_ids[message_id] for message_id in message_ids]


async def test_every_number_gets_its_turn_before_any_gets_another(sending: Sending) -> None:
    count = 2 * BATCH + 100
    numbers = await queue(sending, count, 3)
    message_leases = MessageLeases()
    batches = [await lease(sending, message_leases) for _ in range(3)]
    assert [len(batch) for batch in batches] == [BATCH, BATCH, 100]
    assert sorted(number for batch in batches for number in batch) == numbers
    # Every number has used its throughput of a third of a second.
    assert await lease(sending, message_leases) == []
    sending.product.clock.turn(milliseconds=333)
    assert await lease(sending, message_leases) == []
    sending.product.clock.turn(milliseconds=1)
    batches = [await lease(sending, message_leases) for _ in range(3)]
    assert sorted(number for batch in batches for number in batch) == numbers


async def test_a_batch_skips_busy_numbers_wherever_its_scan_starts(sending: Sending) -> None:
    numbers = await queue(sending, 2 * SCAN_SIZE + 10, 1)
    later = sending.product.clock.now + timedelta(minutes=1)
    async with sending.product.services.database.write() as connection:
        await connection.execute(
            update(sms_number)
            .where(sms_number.c.id.in_(numbers[: 2 * SCAN_SIZE]))
            .values(next_free_at=later)
        )
    partner_id = sending.client.viewer.partner_id
    keys = (NumberKey(partner_id, numbers[index]) for index in (SCAN_SIZE, -5))
    for start in (BEFORE_ALL_NUMBERS, *keys):
        leased = await lease(sending, MessageLeases(start_after=start))
        assert set(leased) <= set(numbers[2 * SCAN_SIZE :])
        async with sending.product.services.database.write() as connection:
            assert len(leased) == 10
            await connection.execute(
                update(message)
                .where(message.c.number_id.in_(leased))
                .values(status=MessageStatus.QUEUED, lease_until=None)
            )
            await connection.execute(
                update(sms_number).where(sms_number.c.id.in_(leased)).values(next_free_at=None)
            )
    assert MAX_SCANS > 3


class StaleLeases(MessageLeases):
    """Its scan returns messages that other workers may have leased since."""

    def __init__(self, partner_id: UUID, message_ids: list[UUID]) -> None:
        super().__init__()
        self._found = {partner_id: message_ids}

    async def next_ready_messages(
        self, connection: AsyncConnection, now: datetime
    ) -> dict[UUID, list[UUID]]:
        return self._found


async def test_a_number_is_never_used_twice_after_a_stale_scan(sending: Sending) -> None:
    await queue(sending, 1, 3)
    async with sending.product.services.database.read() as connection:
        in_order = select(message.c.id).order_by(message.c.due_at)
        message_ids = list((await connection.execute(in_order)).scalars())
    stale = StaleLeases(sending.client.viewer.partner_id, message_ids)
    assert len(await lease(sending, stale)) == 1
    assert await lease(sending, stale) == []
    sending.product.clock.turn(seconds=1)
    assert len(await lease(sending, stale)) == 1


async def test_messages_of_one_number_leave_in_order(sending: Sending) -> None:
    await queue(sending, 2, 4)
    for _ in range(4):
        await sending.product.services.delivery.run_due()
        sending.product.clock.turn(seconds=1)
    bodies = select(message.c.body, message.c.number_id).where(message.c.carrier_id.is_not(None))
    async with sending.product.services.database.read() as connection:
        rows = await connection.execute(bodies.order_by(message.c.attempted_at))
        by_number: dict[UUID, list[str]] = {}
        for row in rows:
            by_number.setdefault(row.number_id, []).append(row.body)
    assert [*by_number.values()] == [[f"Text {n}" for n in range(4)]] * 2


@pytest.mark.parametrize("numbers", [1, 200])
async def test_a_batch_takes_as_many_statements_as_one_message(
    sending: Sending, numbers: int
) -> None:
    await queue(sending, numbers, 2)
    with sending.product.statements() as statements:
        assert await sending.product.services.delivery.run_due() == numbers
    # Select: in hand, the partner, its numbers, the next partner, messages, numbers. Write: throughput, leases,
    # events. After the carrier's answers: lock the messages, update them.
    assert len(statements) == 11
    assert len(await sending.sent()) == numbers


async def test_the_next_message_is_due_once_its_number_is_free(sending: Sending) -> None:
    delivery = sending.product.services.delivery
    assert await delivery.next_due_at() is None
    await queue(sending, 3, 2)
    now = sending.product.clock.now
    due_at = await delivery.next_due_at()
    assert due_at is not None
    assert due_at < now
    assert await delivery.run_due() == 3
    assert await delivery.next_due_at() == now + timedelta(seconds=1) / 3
    sending.product.clock.turn(seconds=1)
    assert await delivery.run_due() == 3
    # Only callbacks are outstanding, for up to five minutes.
    assert await delivery.next_due_at() is None
    sending.product.clock.turn(minutes=4, seconds=59)
    assert await delivery.next_due_at() == now + timedelta(minutes=5)


async def test_sends_are_accepted_while_a_lease_locks_their_number(sending: Sending) -> None:
    database = sending.product.services.database
    if database.dialect == "sqlite":
        pytest.skip("SQLite has one writer")
    await sending.send()
    async with asyncio.timeout(20), database.write() as connection:
        assert len(await MessageLeases().lease_batch(connection, sending.product.clock.now)) == 1
        # The lease is not committed yet.
        await sending.send()


async def test_workers_in_several_processes_send_each_message_once(sending: Sending) -> None:
    numbers = await queue(sending, 400, 1)
    async with processes(sending.product, 3) as all_services:
        counts = [
            await asyncio.gather(*(services.delivery.run_due() for services in all_services))
            for _ in range(4)
        ]
    assert sum(map(sum, counts)) == len(numbers)
    assert Counter((await sending.sent()).values()) == {1: 400}


async def test_no_statement_scans_the_backlog(sending: Sending) -> None:
    if sending.product.services.database.dialect != "sqlite":
        pytest.skip("PostgreSQL's plans depend on how full its tables are")
    plans = []
    await sending.send()
    with sending.product.statements() as statements:
        await sending.product.services.delivery.run_due()
        await sending.product.services.delivery.next_due_at()
    async with sending.product.services.database.read() as connection:
        for statement in statements:
            plan = await connection.exec_driver_sql(
                f"EXPLAIN QUERY PLAN {statement}", (None,) * statement.count("?")
            )
            plans += [row.detail for row in plan]
    for search in ("partner_id>?", "partner_id=? AND number_id>?"):
        assert any(f"ix_message_queued ({search})" in line for line in plans), search
    assert any("ix_message_in_hand (due_at>? AND due_at<?)" in line for line in plans), plans
    assert not any(line.startswith("SCAN message") for line in plans), plans
