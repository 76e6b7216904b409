"""The database itself keeps partners apart: every key begins with the partner."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import (
    Column,
    Date,
    Enum,
    ForeignKeyConstraint,
    Table,
    UniqueConstraint,
    Uuid,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from tests.product import START, Product
from tests.rows import a_partner
from textgate.domain.ids import new_id
from textgate.storage.tables import email_directory, metadata, partner, phone_directory
from textgate.storage.tables.base import Moment

Row = dict[str, Any]

OWNED = [table for table in metadata.sorted_tables if "partner_id" in table.c]
# Their keys are unique among all partners.
DIRECTORIES = (email_directory, phone_directory)
REFERENCES = {
    str(constraint.name): constraint
    for table in OWNED
    for constraint in sorted(table.foreign_key_constraints, key=lambda each: str(each.name))
    if constraint.referred_table is not partner
}


def first_columns(table: Table) -> dict[str, str]:
    """The first column of each key, by the key's name."""
    keys = [
        *(() if table in DIRECTORIES else (table.primary_key,)),
        *(each for each in table.constraints if isinstance(each, UniqueConstraint)),
        *(index for index in table.indexes if index.unique),
        *table.foreign_key_constraints,
    ]
    return {str(key.name): next(iter(key.columns)).name for key in keys}


def test_every_table_but_the_partners_and_the_counters_has_a_partner() -> None:
    others = {table.name for table in metadata.sorted_tables if table not in OWNED}
    assert others == {"partner", "quota"}


@pytest.mark.parametrize("table", OWNED, ids=lambda table: table.name)
def test_every_key_begins_with_the_partner(table: Table) -> None:
    assert set(first_columns(table).values()) == {"partner_id"}


def test_only_the_directories_have_another_key() -> None:
    assert {table.primary_key.columns.keys()[0] for table in DIRECTORIES} == {"email", "phone"}


async def insert_row(
    connection: AsyncConnection, table: Table, partner_id: UUID, **given: Any
) -> Row:
    """Insert a row of a partner, after the rows that it refers to, unless these are given."""
    row: Row = {"partner_id": partner_id}
    for constraint in table.foreign_key_constraints:
        name, parent = constraint.column_keys[-1], constraint.referred_table
        if parent is partner or name in given:
            continue
        referred = constraint.elements[-1].column.name
        row[name] = (await insert_row(connection, parent, partner_id))[referred]
    row |= given
    for column in table.c:
        if column.name not in row and not column.nullable and column.server_default is None:
            row[column.name] = some_value(column)
    await connection.execute(insert(table), row)
    return row


def some_value(column: Column[Any]) -> Any:
    kind = column.type
    if isinstance(kind, Uuid):
        return new_id()
    if isinstance(kind, Moment):
        return START
    if isinstance(kind, Date):
        return START.date()
    if isinstance(kind, Enum):
        assert kind.enum_class is not None
        return kind.enum_class(kind.enums[0])
    if kind.python_type in (bool, int, float):
        return kind.python_type(0)
    return b"x" if kind.python_type is bytes else new_id().hex


async def new_partner(connection: AsyncConnection) -> UUID:
    row = a_partner(new_id().hex)
    await connection.execute(insert(partner), row)
    partner_id: UUID = row["id"]
    return partner_id


async def count(product: Product, table: Table) -> int:
    async with product.services.database.read() as connection:
        return (await connection.execute(select(func.count()).select_from(table))).scalar_one()


@pytest.mark.parametrize("constraint", REFERENCES.values(), ids=REFERENCES)
async def test_no_row_refers_to_another_partners_row(
    product: Product, constraint: ForeignKeyConstraint
) -> None:
    table, parent = constraint.table, constraint.referred_table
    name, referred = constraint.column_keys[-1], constraint.elements[-1].column.name
    database = product.services.database
    async with database.write() as connection:
        own, other = await new_partner(connection), await new_partner(connection)
        foreign = await insert_row(connection, parent, other)
        row = await insert_row(connection, table, own)
    before = await count(product, table)
    with pytest.raises(IntegrityError):
        async with database.write() as connection:
            await insert_row(connection, table, own, **{name: foreign[referred]})
    assert await count(product, table) == before
    is_row = [column == row[column.name] for column in table.primary_key]
    with pytest.raises(IntegrityError):
        async with database.write() as connection:
            statement = update(table).where(*is_row).values({name: foreign[referred]})
            assert (await connection.execute(statement)).rowcount == 1
    async with database.read() as connection:
        stored = (await connection.execute(select(table.c[name]).where(*is_row))).scalar_one()
    assert stored == row[name]
