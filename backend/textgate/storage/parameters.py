"""Parameters that are bound each time a statement runs. Any number of keys or rows is one parameter, so that
the statement's text is always the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import (
    ARRAY,
    JSON,
    BindParameter,
    Column,
    ColumnElement,
    Dialect,
    Select,
    TableValuedAlias,
    Text,
    Uuid,
    any_,
    bindparam,
    cast,
    column,
    func,
    select,
)
from sqlalchemy.types import TypeEngine

from textgate.compat.sqlalchemy import encoder

OPEN: Any = object()
"""In an open parameter that takes Python's values."""
RAW: Any = object()
"""In an open parameter that takes the driver's values."""


def open_parameter(name: str, kind: TypeEngine[Any], *, is_raw: bool = False) -> BindParameter[Any]:
    """A parameter that is bound each time: to Python's value or, if raw, to the driver's."""
    return bindparam(name, RAW if is_raw else OPEN, type_=kind)


def is_among(column: ColumnElement[Any], name: str, dialect: str) -> ColumnElement[bool]:
    """The condition that a column has one of many values, bound by `encode_keys` or `encode_ids`."""
    if dialect == "postgresql":
        return column == any_(open_parameter(name, ARRAY(column.type), is_raw=True))
    return column.in_(select(key_table(name, dialect).c.value))


def key_table(name: str, dialect: str) -> TableValuedAlias:
    """Many keys as a table with the column `value`, bound by `encode_keys` or `encode_ids`."""
    if dialect == "postgresql":
        keys = func.unnest(open_parameter(name, ARRAY(Uuid()), is_raw=True))
        return keys.table_valued("value", name="keys").render_derived()
    keys = func.json_each(open_parameter(name, Text(), is_raw=True))
    return keys.table_valued("value", name="keys")


def encode_keys(keys: Sequence[Any], dialect: Dialect) -> Any:
    """Many of the driver's values as one parameter. `key_table` takes ids only, `is_among` any type."""
    return keys if dialect.name == "postgresql" else orjson.dumps(keys).decode()


def encode_ids(ids: Iterable[UUID | None], dialect: Dialect) -> Any:
    """Many ids as one parameter, without duplicates and None."""
    encode = key_encoder(dialect)
    return encode_keys(list({encode(key) for key in ids if key is not None}), dialect)


def key_encoder(dialect: Dialect) -> Callable[[UUID], Any]:
    """Converts an id to the driver's value."""
    return encoder(Uuid(), dialect) or _unchanged


def row_table(name: str, columns: Sequence[Column[Any]], dialect: str) -> Select[Any]:
    """Many rows with these columns, bound by `encode_rows`."""
    document = open_parameter(name, Text())
    if dialect == "postgresql":
        typed = [column(model.name, model.type) for model in columns]
        rows = func.json_to_recordset(cast(document, JSON())).table_valued(*typed)
        return select(*rows.render_derived(name=name, with_types=True).c)
    rows = func.json_each(document).table_valued("value", name=name)
    return select(
        *(func.json_extract(rows.c.value, f"$.{model.name}").label(model.name) for model in columns)
    )


def encode_rows(
    rows: Iterable[Mapping[str, Any]], columns: Sequence[Column[Any]], dialect: Dialect
) -> str:
    """Many rows, by column name, as one parameter."""
    encoders = [(model.name, encoder(model.type, dialect) or _unchanged) for model in columns]
    encoded = [{name: encode(row[name]) for name, encode in encoders} for row in rows]
    return orjson.dumps(encoded, default=_driver_id_to_text).decode()


def _driver_id_to_text(value: Any) -> str:
    """asyncpg has a subclass of UUID, which orjson does not know."""
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"A row cannot contain {type(value)}.")


def _unchanged(value: Any) -> Any:
    return value
