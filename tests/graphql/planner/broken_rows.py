"""Breaks rows so that they violate promises of the schema, as no statement of Textgate would."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Table, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from tests.graphql.access.world import PARTNERS, World
from textgate.storage.tables import (
    account,
    message,
    partner,
    send_tally,
    sender,
    sms_number,
    user,
    verification,
    webhook,
    webhook_delivery,
)

# One row in this many is broken.
EVERY = 2

TYPES = ("SmsMessage", "Verification", "RejectionReason", "SmsNumber", "Webhook", "WebhookDelivery")
"""The types whose promises are broken."""

_STRAYED: tuple[tuple[Column[Any], Table], ...] = (
    (message.c.number_id, sms_number),
    (message.c.sender_id, sender),
    (verification.c.account_id, account),
    (sms_number.c.account_id, account),
    (message.c.account_id, account),
    (user.c.account_id, account),
    (send_tally.c.account_id, account),
    (webhook_delivery.c.webhook_id, webhook),
)
"""References to a row of another account, which the scope of an account's users excludes. The database
refuses those to another partner's rows."""

_WRONG: tuple[tuple[Column[Any], Any], ...] = (
    (sms_number.c.segments_per_second, float("inf")),
    (webhook.c.events, ["MESSAGE_STATUS", "NOTHING"]),
    (
        verification.c.reasons,
        [{"code": 1, "message": "x", "fields": ["NOTHING"], "isRetryable": True}],
    ),
    (verification.c.details, {"values": 7}),
)
"""Values that the schema cannot represent."""


async def break_rows(world: World) -> None:
    """Break some of a partner's rows of every kind."""
    async with world.product.services.database.write() as connection:
        is_home = partner.c.name.startswith(PARTNERS[0])
        home = (await connection.execute(select(partner.c.id).where(is_home))).scalar_one()
        for number, (column, of) in enumerate(_STRAYED):
            strange = select(of.c.id).where(of.c.partner_id == home).order_by(of.c.id.desc())
            key = (await connection.execute(strange.limit(1))).scalar_one()
            await _break(connection, column, key, home, number)
        for number, (column, value) in enumerate(_WRONG):
            await _break(connection, column, value, home, number)


async def _break(
    connection: AsyncConnection, column: Column[Any], value: Any, partner_id: Any, offset: int
) -> None:
    """Put a value into some rows of the column's table."""
    table = column.table
    assert isinstance(table, Table)
    of_partner = select(table.c.id).where(table.c.partner_id == partner_id).order_by(table.c.id)
    keys = list((await connection.execute(of_partner)).scalars())[offset % EVERY :: EVERY]
    assert keys, f"there is no {table.name} to break"
    changed = update(table).where(table.c.id.in_(keys)).values({column: value})
    await connection.execute(changed)
