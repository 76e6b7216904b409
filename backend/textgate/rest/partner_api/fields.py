"""Fields of requests and answers: declared once, and read tolerantly with a strict meaning.

Real programs send explicit nulls, keys that nobody knows, and "true" for true. A null is as good as
absent; a value of the wrong kind is never guessed at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import orjson

from textgate.domain.errors import FieldError, InvalidValue, UserErrorCode
from textgate.rest.partner_api.codes import INVALID, TOO_LARGE, ApiError

MOST_ROWS = 1_000
LONGEST_KEPT = 4 * 1024
"""Bytes of JSON that are kept of one field that is only given back."""


class Kind(StrEnum):
    """What a value is, in the words of the documentation."""

    TEXT = "text"
    ID = "text or whole number"
    """An identifier as the caller wrote it; both are read as text."""
    MOMENT = "date and time"
    """Only in answers."""
    FLAG = "true or false"
    NUMBER = "whole number"
    ANY = "any JSON"
    OBJECT = "object"
    ROWS = "list of objects"
    TEXTS = "list of texts"


@dataclass(frozen=True, slots=True)
class Field:
    """`aliases` are other names that are taken for it, `absent` is the code for a required one that is
    missing, `inner` what an object, or each object of a list, has. `shape` is the name that such objects
    have in openapi.json."""

    name: str
    kind: Kind
    description: str
    is_required: bool = False
    aliases: tuple[str, ...] = ()
    absent: int = INVALID
    inner: tuple[Field, ...] = ()
    shape: str = ""


def read(
    given: Mapping[str, Any], fields: Iterable[Field]
) -> tuple[dict[str, Any], tuple[FieldError, ...]]:
    """The values that are there, by name, and what is wrong with others; raises Wrong where a field has
    a code of its own."""
    values: dict[str, Any] = {}
    problems: list[FieldError] = []
    for field in fields:
        value = _first(given, field)
        try:
            read_value = None if value is None else _READERS[field.kind](value)
        except InvalidValue as error:
            problems.append(FieldError((field.name,), error.code, error.problem))
            continue
        if field.is_required and (read_value is None or read_value == ""):
            if field.absent != INVALID:
                raise ApiError(field.absent)
            problems.append(FieldError((field.name,), UserErrorCode.REQUIRED, "is required"))
        elif read_value is not None:
            values[field.name] = read_value
    return values, tuple(problems)


def _first(given: Mapping[str, Any], field: Field) -> Any:
    names = (field.name, *field.aliases)
    return next((given[name] for name in names if given.get(name) is not None), None)


def read_text(value: Any) -> str:
    """Text, or a whole number: many keep their ids as numbers."""
    if isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise InvalidValue("must be text")


def _flag(value: Any) -> bool | None:
    if isinstance(value, bool):
        return value
    word = value.strip().casefold() if isinstance(value, str) else None
    if word == "":
        return None
    if word not in ("true", "false"):
        raise InvalidValue("must be true or false")
    return word == "true"


def _number(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise InvalidValue("must be a whole number")


def _any(value: Any) -> Any:
    if len(orjson.dumps(value)) > LONGEST_KEPT:
        problem = f"must have at most {LONGEST_KEPT:,} bytes of JSON"
        raise InvalidValue(problem, UserErrorCode.TOO_LONG)
    return value


def _object(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise InvalidValue("must be an object")
    return value


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise InvalidValue("must be a list")
    if len(value) > MOST_ROWS:
        raise ApiError(TOO_LARGE)
    return value


_READERS: Mapping[Kind, Callable[[Any], Any]] = {
    Kind.TEXT: read_text,
    Kind.ID: read_text,
    Kind.MOMENT: read_text,
    Kind.FLAG: _flag,
    Kind.NUMBER: _number,
    Kind.ANY: _any,
    Kind.OBJECT: _object,
    Kind.ROWS: _list,
    Kind.TEXTS: _list,
}
