"""In every queue, a lease gives a row to one worker until the lease expires."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import Table, insert, select

from tests.product import Product
from textgate.domain.ids import new_id
from textgate.domain.webhooks import DeliveryStatus, WebhookEvent
from textgate.storage import leases
from textgate.storage.leases import LEASE
from textgate.storage.tables import message, outbox, verification, webhook_delivery

QUEUES = [message, outbox, verification, webhook_delivery]


class Deliveries:
    """Webhook deliveries as a queue; `due` returns the ids that a worker may lease."""

    def __init__(self, product: Product, webhook_id: UUID, partner_id: UUID) -> None:
        self.product = product
        self.partner_id = partner_id
        self._owner = {"webhook_id": webhook_id, "partner_id": partner_id}

    async def add(self, due_at: datetime | None) -> UUID:
        row_id = new_id()
        row = {
            "id": row_id,
            **self._owner,
            "event": WebhookEvent.TEST,
            "payload": "{}",
            "status": DeliveryStatus.PENDING,
            "tries": 0,
            "due_at": due_at,
            "created_at": self.product.clock.now,
        }
        async with self.product.services.database.write() as connection:
            await connection.execute(insert(webhook_delivery), row)
        return row_id

    async def due(self) -> list[UUID]:
        is_due = leases.is_due(webhook_delivery, self.product.clock.now)
        async with self.product.services.database.read() as connection:
            rows = await connection.execute(select(webhook_delivery.c.id).where(is_due))
            return list(rows.scalars())

    async def next_due(self) -> datetime | None:
        database = self.product.services.database
        statement = leases.next_due(database.dialect, webhook_delivery)
        async with database.read() as connection:
            return (await connection.execute(statement)).scalar_one()

    async def lease(self, *row_ids: UUID) -> datetime:
        now = self.product.clock.now
        async with self.product.services.database.write() as connection:
            return await leases.lease(
                connection, webhook_delivery, self.partner_id, row_ids, now, tries=1
            )

    async def holds(self, row_id: UUID, lease_until: datetime) -> bool:
        is_held = leases.is_held(webhook_delivery, self.partner_id, row_id, lease_until)
        async with self.product.services.database.read() as connection:
            rows = await connection.execute(select(webhook_delivery.c.id).where(is_held))
            return rows.first() is not None


@pytest.fixture
async def deliveries(product: Product) -> Deliveries:
    client = await product.partner()
    webhook_id, _ = await product.services.webhooks.create(
        client.viewer, url="https://ehr.example.org/", events=[WebhookEvent.MESSAGE_STATUS]
    )
    return Deliveries(product, webhook_id, client.viewer.partner_id)


@pytest.mark.parametrize("queue", QUEUES, ids=lambda queue: queue.name)
def test_every_queue_has_the_columns_of_a_lease(queue: Table) -> None:
    assert {"due_at", "lease_until", "tries"} <= set(queue.c.keys())


async def test_a_row_is_due_from_its_time_on(deliveries: Deliveries) -> None:
    now = deliveries.product.clock.now
    await deliveries.add(None)
    row_id = await deliveries.add(now + timedelta(seconds=1))
    assert (await deliveries.due(), await deliveries.next_due()) == ([], now + timedelta(seconds=1))
    deliveries.product.clock.turn(seconds=1)
    assert await deliveries.due() == [row_id]


async def test_a_leased_row_is_due_again_when_its_lease_expires(deliveries: Deliveries) -> None:
    now = deliveries.product.clock.now
    row_id = await deliveries.add(now)
    assert await deliveries.lease(row_id) == now + LEASE
    assert (await deliveries.due(), await deliveries.next_due()) == ([], now + LEASE)
    deliveries.product.clock.now = now + LEASE - timedelta(microseconds=1)
    assert await deliveries.due() == []
    deliveries.product.clock.now = now + LEASE
    assert await deliveries.due() == [row_id]


async def test_a_worker_loses_its_hold_when_another_leases_the_row(deliveries: Deliveries) -> None:
    row_id = await deliveries.add(deliveries.product.clock.now)
    first = await deliveries.lease(row_id)
    assert await deliveries.holds(row_id, first)
    deliveries.product.clock.now = first
    second = await deliveries.lease(row_id)
    assert not await deliveries.holds(row_id, first)
    assert await deliveries.holds(row_id, second)


async def test_a_queue_without_due_rows_has_no_next_due_time(deliveries: Deliveries) -> None:
    await deliveries.add(None)
    assert await deliveries.next_due() is None
    assert await deliveries.lease() == deliveries.product.clock.now + LEASE
