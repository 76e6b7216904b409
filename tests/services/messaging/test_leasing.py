"""A worker's claim finds what may go, number after number, however many texts and numbers wait."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import insert, select, update

from tests.services.messaging.practice import processes
from tests.services.messaging.test_worker import RELIABLE, Sending
from textgate.domain.ids import new_id
from textgate.domain.messages import MessageStatus
from textgate.services.messaging.leasing import BATCH, LOOK, LOOKS, MessageLeases
from textgate.storage.tables import message, sender, sms_number


@pytest.fixture
async def sending(database_url: str) -> AsyncIterator[Sending]:
    async with Sending.open(database_url, RELIABLE) as opened:
        yield opened


async def queue(sending: Sending, numbers: int, texts: int) -> list[UUID]:
    """So many more numbers with so many texts each that wait; the numbers' ids, in their order."""
    template = dict((await sending.row(await sending.send()))._mapping)
    async with sending.product.services.database.write() as connection:
        # The one that was only to be copied.
        await connection.execute(update(message).values(status=MessageStatus.CANCELED, due_at=None))
        found = await connection.execute(select(sms_number))
        number = dict(found.mappings().first() or {})
        found = await connection.execute(select(sender).where(sender.c.id == number["sender_id"]))
        place = dict(found.mappings().one())
        ids = sorted(new_id() for _ in range(numbers))
        senders = [new_id() for _ in ids]
        await connection.execute(
            insert(sender), [place | {"id": each, "is_default": False} for each in senders]
        )
        await connection.execute(
            insert(sms_number),
            [
                number
                | {"id": each, "sender_id": sender_id, "phone": f"+1833{2_000_000 + n}"}
                | {"carrier_id": str(n), "next_free_at": None}
                for n, (each, sender_id) in enumerate(zip(ids, senders, strict=True))
            ],
        )
        now = sending.product.clock.now
        await connection.execute(
            insert(message),
            [
                template
                | {"id": new_id(), "number_id": each, "body": f"Text {n}"}
                | {"sender_phone": "+15005550006", "due_at": now + timedelta(microseconds=n)}
                for n in range(texts)
                for each in ids
            ],
        )
    sending.product.clock.turn(seconds=1)
    return ids


async def claim(sending: Sending, claims: MessageLeases) -> list[UUID]:
    """The numbers whose texts are leased."""
    now = sending.product.clock.now
    async with sending.product.services.database.write() as connection:
        taken = [each.id for each in await claims.take(connection, now)]
        numbers = await connection.execute(
            select(message.c.id, message.c.number_id).where(message.c.id.in_(taken))
        )
        of = {row.id: row.number_id for row in numbers}
    return [of[each] for each in taken]


async def test_every_number_gets_its_turn_before_any_gets_another(sending: Sending) -> None:
    count = 2 * BATCH + 100
    numbers = await queue(sending, count, 3)
    claims, taken = MessageLeases(), []
    for _ in range(3):
        taken.append(await claim(sending, claims))
    assert [len(each) for each in taken] == [BATCH, BATCH, 100]
    assert sorted(each for batch in taken for each in batch) == numbers
    # Their throughput is used up for a third of a second.
    assert await claim(sending, claims) == []
    sending.product.clock.turn(milliseconds=333)
    assert await claim(sending, claims) == []
    sending.product.clock.turn(milliseconds=1)
    again = [await claim(sending, claims) for _ in range(3)]
    assert sorted(each for batch in again for each in batch) == numbers


async def test_a_claim_goes_past_numbers_that_are_busy(sending: Sending) -> None:
    numbers = await queue(sending, 2 * LOOK + 10, 1)
    later = sending.product.clock.now + timedelta(minutes=1)
    async with sending.product.services.database.write() as connection:
        await connection.execute(
            update(sms_number)
            .where(sms_number.c.id.in_(numbers[: 2 * LOOK]))
            .values(next_free_at=later)
        )
    claims = MessageLeases()
    # Wherever it begins.
    for place in (UUID(int=0), numbers[LOOK], numbers[-5]):
        claims._place = place
        taken = await claim(sending, claims)
        assert set(taken) <= set(numbers[2 * LOOK :])
        async with sending.product.services.database.write() as connection:
            assert len(taken) == 10
            await connection.execute(
                update(message)
                .where(message.c.number_id.in_(taken))
                .values(status=MessageStatus.QUEUED, lease_until=None)
            )
            await connection.execute(
                update(sms_number).where(sms_number.c.id.in_(taken)).values(next_free_at=None)
            )
    assert LOOKS > 3


async def test_a_number_is_never_used_twice_whatever_was_found(
    sending: Sending, monkeypatch: pytest.MonkeyPatch
) -> None:
    await queue(sending, 1, 3)
    async with sending.product.services.database.read() as connection:
        ids = list(
            (await connection.execute(select(message.c.id).order_by(message.c.due_at))).scalars()
        )

    async def all_of_them(*_: object) -> list[UUID]:
        return ids

    monkeypatch.setattr(MessageLeases, "_firsts", all_of_them)
    # Another worker may have been quicker since they were looked for.
    assert len(await claim(sending, MessageLeases())) == 1
    assert await claim(sending, MessageLeases()) == []
    sending.product.clock.turn(seconds=1)
    assert len(await claim(sending, MessageLeases())) == 1


async def test_texts_of_one_number_leave_in_their_order(sending: Sending) -> None:
    await queue(sending, 2, 4)
    for _ in range(4):
        await sending.product.services.delivery.run_due()
        sending.product.clock.turn(seconds=1)
    bodies = select(message.c.body, message.c.number_id).where(message.c.carrier_id.is_not(None))
    async with sending.product.services.database.read() as connection:
        found = await connection.execute(bodies.order_by(message.c.attempted_at))
        by_number: dict[UUID, list[str]] = {}
        for row in found:
            by_number.setdefault(row.number_id, []).append(row.body)
    assert [*by_number.values()] == [[f"Text {n}" for n in range(4)]] * 2


@pytest.mark.parametrize("numbers", [1, 200])
async def test_a_batch_takes_no_more_statements_than_a_text(sending: Sending, numbers: int) -> None:
    await queue(sending, numbers, 2)
    with sending.product.statements() as statements:
        assert await sending.product.services.delivery.run_due() == numbers
    # What is due for news; the numbers' first texts, these, their numbers and what they use up; that they
    # are being sent, and in their history; the texts again with their answers.
    assert len(statements) == 9
    assert len(await sending.sent()) == numbers


async def test_the_next_text_is_due_when_its_number_is_free(sending: Sending) -> None:
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
    # Nothing waits but callbacks, for five minutes.
    assert await delivery.next_due_at() is None
    sending.product.clock.turn(minutes=4, seconds=59)
    assert await delivery.next_due_at() == now + timedelta(minutes=5)


async def test_texts_are_accepted_while_their_numbers_are_claimed(sending: Sending) -> None:
    database = sending.product.services.database
    if database.dialect == "sqlite":
        pytest.skip("SQLite has one writer")
    await sending.send()
    async with asyncio.timeout(20), database.write() as connection:
        assert len(await MessageLeases().take(connection, sending.product.clock.now)) == 1
        # Before that is committed.
        await sending.send()


async def test_workers_of_several_processes_take_each_text_once(sending: Sending) -> None:
    numbers = await queue(sending, 400, 1)
    async with processes(sending.product, 3) as all_of_them:
        counts = [
            await asyncio.gather(*(each.delivery.run_due() for each in all_of_them))
            for _ in range(4)
        ]
    assert sum(map(sum, counts)) == len(numbers)
    assert Counter((await sending.sent()).values()) == {1: 400}


async def test_no_claim_reads_all_that_waits(sending: Sending) -> None:
    if sending.product.services.database.dialect != "sqlite":
        pytest.skip("PostgreSQL's plans depend on how full its tables are")
    plans = []
    with sending.product.statements() as statements:
        await sending.product.services.delivery.run_due()
        await sending.product.services.delivery.next_due_at()
    async with sending.product.services.database.read() as connection:
        for each in statements:
            plan = await connection.exec_driver_sql(
                f"EXPLAIN QUERY PLAN {each}", (None,) * each.count("?")
            )
            plans += [row.detail for row in plan]
    assert any("ix_message_queued (number_id>?)" in line for line in plans)
    assert any("ix_message_in_hand (due_at>? AND due_at<?)" in line for line in plans)
    assert not any(line.startswith("SCAN message") for line in plans)
