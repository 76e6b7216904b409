"""SQLAlchemy's compiled statements: the order of their parameters, and the conversion of values for drivers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ClauseElement, Dialect
from sqlalchemy.types import TypeEngine

# PostgreSQL's OID of float8. SQLAlchemy asks a driver for it before it converts numbers.
_FLOAT8 = 701


class Parameter(NamedTuple):
    """One positional parameter of a compiled statement."""

    name: str
    type: TypeEngine[Any]
    value: Any
    """The value in the statement itself. Columns that an INSERT sets have none."""


def compile_positional(
    statement: ClauseElement, dialect: Dialect, columns: Sequence[str] | None = None
) -> tuple[str, list[Parameter]]:
    """A statement's text and its parameters in order. `columns` are those that an INSERT or UPDATE sets."""
    compiled: Any = statement.compile(
        dialect=dialect,
        column_keys=columns,
        compile_kwargs={"render_postcompile": True},
    )
    parameters = []
    for name in compiled.positiontup or ():
        # The values of an IN list become parameters named after the list's, with a number.
        bound = compiled.binds[name if name in compiled.binds else name.rpartition("_")[0]]
        parameters.append(Parameter(name, bound.type, compiled.params[name]))
    return str(compiled), parameters


def encoder(kind: TypeEngine[Any], dialect: Dialect) -> Callable[[Any], Any] | None:
    """Converts Python's values for the driver; None where they are the same."""
    return kind.dialect_impl(dialect).bind_processor(dialect)


def decoder(kind: TypeEngine[Any], dialect: Dialect) -> Callable[[Any], Any] | None:
    """Converts the driver's values of a column to Python's; None where they are the same."""
    return kind.dialect_impl(dialect).result_processor(dialect, _FLOAT8)
