"""Whoever writes an account's numbers waits for the account first, so that nobody waits in a circle."""

from __future__ import annotations

import asyncio

from sqlalchemy import select

from tests.product import Product
from textgate.graphql.declare.ids import decode_as
from textgate.services.senders.state import SenderRef
from textgate.storage.tables import account, verification


async def test_a_number_is_asked_for_while_details_are_mended(product: Product) -> None:
    client = await product.partner()
    account_id = decode_as(await product.account(client), "account")
    assert account_id is not None
    numbers, viewer = product.services.sms_numbers, client.viewer
    async with product.services.database.write() as connection:
        lock = select(account.c.id).where(account.c.id == account_id)
        await connection.execute(lock.with_for_update())
        asking = asyncio.create_task(
            numbers.request_number(viewer, SenderRef(account_id, is_account=True))
        )
        # Time for the other to come to where it has to wait.
        await asyncio.sleep(0.3)
        await numbers.request_again(connection, viewer, account_id)
    await asking
    async with product.services.database.read() as connection:
        attempts = await connection.execute(select(verification.c.attempt))
        assert attempts.scalars().all() == [1]
