"""Everything that writes an account's numbers locks the account first, so that no deadlock is possible."""

from __future__ import annotations

import asyncio

from sqlalchemy import select

from tests.product import Product
from textgate.graphql.declare.ids import decode_as
from textgate.services.senders.state import SenderRef
from textgate.storage.tables import account, verification


async def test_adding_a_number_while_details_change_starts_one_verification(
    product: Product,
) -> None:
    client = await product.partner()
    account_id = decode_as(await product.account(client), "account")
    assert account_id is not None
    numbers, viewer = product.services.sms_numbers, client.viewer
    async with product.services.database.write() as connection:
        lock = select(account.c.id).where(account.c.id == account_id)
        await connection.execute(lock.with_for_update())
        adding = asyncio.create_task(
            numbers.add_number(viewer, SenderRef(account_id, is_account=True))
        )
        # Enough time for the other transaction to block on the lock.
        await asyncio.sleep(0.3)
        await numbers.verify_corrected_account(connection, viewer, account_id)
    await adding
    async with product.services.database.read() as connection:
        attempts = await connection.execute(select(verification.c.attempt))
        assert attempts.scalars().all() == [1]
