"""Cursors for keyset pagination: the values of a row's order columns, opaque to clients."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import ColumnElement, Dialect, and_, tuple_

from textgate.compat.sqlalchemy import decoder
from textgate.graphql.declare.errors import invalid_argument
from textgate.graphql.declare.relation import Order

MAX_LENGTH = 1000
_BIGGEST_INTEGER = 2**63 - 1


def encode(values: Sequence[Any]) -> str:
    """The values of a row's order columns as URL-safe base64 of a JSON array."""
    plain = [value.hex if isinstance(value, UUID) else value for value in values]
    return base64.urlsafe_b64encode(orjson.dumps(plain)).decode().rstrip("=")


def cursor_writer(order: Order, dialect: Dialect, first: int) -> Callable[[Sequence[Any]], str]:
    """Makes the cursor of a driver's row that has the order's columns from index `first` on."""
    readers = [decoder(column.type, dialect) for column in order.columns]

    def write(row: Sequence[Any]) -> str:
        values = zip(row[first : first + len(readers)], readers, strict=True)
        return encode([value if read is None else read(value) for value, read in values])

    return write


def decode(cursor: str, order: Order) -> list[Any]:
    """The values in a cursor. Raises GraphQLError for a cursor that this order cannot have made."""
    try:
        padded = cursor[:MAX_LENGTH].encode("ascii") + b"=" * (-len(cursor) % 4)
        values = orjson.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        if not isinstance(values, list) or len(values) != len(order.columns):
            raise ValueError
        return [
            _parse(value, column.type.python_type)
            for value, column in zip(values, order.columns, strict=True)
        ]
    except (ValueError, binascii.Error):
        raise invalid_argument("after", "is not a cursor of this list") from None


def _parse(value: Any, python_type: type) -> Any:
    if python_type is int:
        if type(value) is int and abs(value) <= _BIGGEST_INTEGER:
            return value
    elif isinstance(value, str) and "\0" not in value:
        if python_type is UUID:
            return UUID(value)
        if python_type is date:
            return date.fromisoformat(value)
        if python_type is datetime:
            moment = datetime.fromisoformat(value)
            return moment.replace(tzinfo=moment.tzinfo or UTC)
        if python_type is str:
            return value
    raise ValueError


def beyond(order: Order, values: Sequence[Any]) -> ColumnElement[bool]:
    """The condition for rows after the cursor, with its values or parameters for them."""
    first, *rest = order.columns
    if not rest:
        edge: ColumnElement[bool] = first < values[0] if order.is_descending else first > values[0]
        return edge
    row, cursor = tuple_(*order.columns), tuple_(*values)
    # The comparison of rows implies this bound. Stated explicitly, it lets both databases seek in the index.
    bound = first <= values[0] if order.is_descending else first >= values[0]
    return and_(bound, row < cursor if order.is_descending else row > cursor)
