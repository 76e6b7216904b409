"""Reproducible chains of the audit log, for checks and tampering."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from random import Random
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from tests.product import Product
from tests.services.audit.tampering import disarm
from textgate.domain.audit import AuditAction, Change, Event
from textgate.domain.viewer import Origin, Viewer, carrier, operator
from textgate.services.accounts import partners
from textgate.services.audit import audit_log
from textgate.services.audit.chain_check import check
from textgate.services.credentials import credentials

SEED = 20_261_123


def seed_ids(monkeypatch: pytest.MonkeyPatch) -> Random:
    """Makes ids that are the same in every run."""
    random = Random(SEED)
    for module in (audit_log, credentials, partners):
        monkeypatch.setattr(module, "new_id", lambda: UUID(int=random.getrandbits(128)))
    return random


async def fill(product: Product, random: Random, chains: int = 3, entries: int = 20) -> list[UUID]:
    """Create partners with entries of every kind of value."""
    # With SMS, since the entries include sends.
    ids = [
        await product.services.partners.create(f"Partner {n}", sms_enabled=True)
        for n in range(chains)
    ]
    for partner_id in ids:
        whoever: list[Viewer] = [
            operator(partner_id),
            carrier(partner_id),
            (await product.client(partner_id)).viewer,
        ]
        for n in range(entries - 2):
            viewer = random.choice(whoever)
            about = Origin(f"request-{n}", "192.0.2.7") if n % 3 else Origin()
            changes = (Change("name", None, "Łódź \U0001f642"), Change("city", 'a"b\n', None))
            event = Event(
                random.choice(list(AuditAction)),
                "account",
                UUID(int=random.getrandbits(128)),
                UUID(int=random.getrandbits(128)) if n % 2 else None,
                changes[: n % 3],
            )
            product.clock.turn(seconds=random.choice((0, 1, 0.25)))
            async with product.services.database.write() as connection:
                await audit_log.record(
                    connection, replace(viewer, origin=about), product.clock(), event
                )
    return ids


@asynccontextmanager
async def undone(product: Product) -> AsyncIterator[AsyncConnection]:
    """A transaction without the triggers, which leaves nothing behind."""
    engine = product.services.database.engines[0]
    async with engine.connect() as connection, connection.begin() as transaction:
        await disarm(connection)
        yield connection
        await transaction.rollback()


async def told(product: Product, *statements: str) -> list[str]:
    """Run statements, check the log, and undo them. Returns the findings without the partner."""
    async with undone(product) as connection:
        for statement in statements:
            await connection.execute(text(statement))
        return [
            str(each).partition("), ")[2] or str(each)
            for each in (await check(connection)).findings
        ]
