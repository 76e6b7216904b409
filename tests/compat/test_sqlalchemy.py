"""Contract of `compat/sqlalchemy.py` with SQLAlchemy. A failure means that the library has changed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import (
    Column,
    Dialect,
    Integer,
    MetaData,
    Numeric,
    Table,
    Uuid,
    bindparam,
    insert,
    select,
)
from sqlalchemy.dialects.postgresql import asyncpg
from sqlalchemy.dialects.sqlite import aiosqlite

from textgate.compat.sqlalchemy import compile_positional, decoder, encoder

THING = Table("thing", MetaData(), Column("id", Uuid), Column("size", Integer))
KEY = UUID("0190f5a8-0000-7000-8000-000000000001")
DIALECTS = [aiosqlite.dialect(), asyncpg.dialect()]  # type: ignore[no-untyped-call]
# The driver's value of KEY on each database.
ENCODED_KEYS = {"sqlite": KEY.hex, "postgresql": KEY}


def described(parameters: Any) -> list[tuple[str, str, Any]]:
    return [(name, type(kind).__name__, value) for name, kind, value in parameters]


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_parameters_come_in_the_order_of_the_text(dialect: Dialect) -> None:
    key = bindparam("wanted", "OPEN", type_=Uuid())
    statement = select(THING.c.size).where(THING.c.size > 5, THING.c.id == key)
    text, parameters = compile_positional(statement, dialect)
    assert text.count("?") + text.count("$") == 2
    assert described(parameters) == [("size_1", "Integer", 5), ("wanted", "Uuid", "OPEN")]


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_each_value_of_a_list_is_a_parameter_of_the_lists_type(dialect: Dialect) -> None:
    _, parameters = compile_positional(select(THING).where(THING.c.size.in_([1, 2])), dialect)
    assert [(kind, value) for _, kind, value in described(parameters)] == [
        ("Integer", 1),
        ("Integer", 2),
    ]


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_an_insert_has_a_parameter_for_each_column_that_it_sets(dialect: Dialect) -> None:
    _, parameters = compile_positional(insert(THING), dialect, ["id"])
    assert [name for name, _, _ in described(parameters)] == ["id"]
    _, parameters = compile_positional(insert(THING), dialect, ["id", "size"])
    assert [name for name, _, _ in described(parameters)] == ["id", "size"]


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_values_are_encoded_for_the_driver_and_decoded_from_it(dialect: Dialect) -> None:
    encode, decode = encoder(Uuid(), dialect), decoder(Uuid(), dialect)
    value = ENCODED_KEYS[dialect.name]
    assert (encode(KEY) if encode else KEY) == value
    assert (decode(value) if decode else value) == KEY


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_a_type_that_needs_no_conversion_has_no_encoder(dialect: Dialect) -> None:
    assert encoder(Integer(), dialect) is None
    assert decoder(Integer(), dialect) is None


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_a_fraction_is_decoded_to_a_float(dialect: Dialect) -> None:
    decode = decoder(Numeric(asdecimal=False), dialect)
    assert (decode(1.5) if decode else 1.5) == 1.5
