"""Claims and finds keys that are unique among all partners: emails and phones. See tables/directory.py."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Column, Table, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.storage.statements import insert_unless_exists


async def partner_of(connection: AsyncConnection, directory: Table, key: str) -> UUID | None:
    """The partner that has a key."""
    statement = select(directory.c.partner_id).where(_key(directory) == key)
    partner_id: UUID | None = await connection.scalar(statement)
    return partner_id


async def claim(connection: AsyncConnection, directory: Table, partner_id: UUID, key: str) -> bool:
    """List a key. False if it is listed already, for this partner or for another one."""
    row = {_key(directory).name: key, "partner_id": partner_id}
    listed = await connection.execute(insert_unless_exists(connection.dialect, directory), row)
    return listed.rowcount == 1


async def release(
    connection: AsyncConnection, directory: Table, partner_id: UUID, key: str
) -> None:
    """Remove a partner's key that none of its rows has any longer."""
    is_own = (_key(directory) == key) & (directory.c.partner_id == partner_id)
    await connection.execute(delete(directory).where(is_own))


def _key(directory: Table) -> Column[str]:
    (key,) = directory.primary_key
    return key
