"""Cursors: the place of a row in its order, opaque to clients, checked when it comes back."""

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
    """A cursor from the values of a row's order columns."""
    plain = [value.hex if isinstance(value, UUID) else value for value in values]
    return base64.urlsafe_b64encode(orjson.dumps(plain)).decode().rstrip("=")


def cursor_writer(order: Order, dialect: Dialect, first: int) -> Callable[[Sequence[Any]], str]:
    """What makes a row's cursor, whose order's columns are in a driver's row from `first` on."""
    readers = [decoder(column.type, dialect) for column in order.columns]

    def write(row: Sequence[Any]) -> str:
        values = zip(row[first : first + len(readers)], readers, strict=True)
        return encode([value if read is None else read(value) for value, read in values])

    return write


def decode(cursor: str, order: Order) -> list[Any]:
    """The values of a cursor for this order; refuses anything this order did not make."""
    try:
        padded = cursor[:MAX_LENGTH].encode("ascii") + b"=" * (-len(cursor) % 4)
        values = orjson.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        if not isinstance(values, list) or len(values) != len(order.columns):
            raise ValueError
        return [
            _read(value, column.type.python_type)
            for value, column in zip(values, order.columns, strict=True)
        ]
    except (ValueError, binascii.Error):
        raise invalid_argument("after", "is not a cursor of this list") from None


def _read(value: Any, wanted: type) -> Any:
    if wanted is int:
        if type(value) is int and abs(value) <= _BIGGEST_INTEGER:
            return value
    elif isinstance(value, str) and "\0" not in value:
        if wanted is UUID:
            return UUID(value)
        if wanted is date:
            return date.fromisoformat(value)
        if wanted is datetime:
            moment = datetime.fromisoformat(value)
            return moment.replace(tzinfo=moment.tzinfo or UTC)
        if wanted is str:
            return value
    raise ValueError


def beyond(order: Order, values: Sequence[Any]) -> ColumnElement[bool]:
    """The condition for rows after a cursor's place."""
    first, *rest = order.columns
    if not rest:
        edge: ColumnElement[bool] = first < values[0] if order.is_descending else first > values[0]
        return edge
    place = tuple_(*order.columns)
    here = tuple_(*values)
    # The leading bound is implied by the row comparison; said aloud, it lets every planner seek.
    bound = first <= values[0] if order.is_descending else first >= values[0]
    return and_(bound, place < here if order.is_descending else place > here)
