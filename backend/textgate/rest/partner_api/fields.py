"""Fields of requests and responses, and the tolerant parser of requests.

Real programs send explicit nulls, unknown keys, and "true" for true. Null counts as absent, and unknown
keys are ignored. A value of a wrong type is an error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import orjson

from textgate.domain.errors import FieldError, InvalidValue, UserErrorCode
from textgate.domain.response_codes import ResponseCode
from textgate.rest.partner_api.api_error import ApiError

MAX_ROWS = 1_000
MAX_PASSTHROUGH_BYTES = 4 * 1024
"""Maximum size, as JSON, of a field that is stored only to be returned."""


class Kind(StrEnum):
    """The type of a value, as docs/rest.md names it."""

    TEXT = "text"
    ID = "text or whole number"
    """An identifier of the caller. Both types are parsed as text."""
    MOMENT = "date and time"
    """Only in responses."""
    FLAG = "true or false"
    NUMBER = "whole number"
    ANY = "any JSON"
    OBJECT = "object"
    ROWS = "list of objects"
    TEXTS = "list of texts"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a request or a response.

    `aliases` are other names that a request may use. `missing_code` is the response code if a required
    field is missing. `inner` are the fields of an object, or of each object in a list; `shape` is the
    name of its schema in openapi.json.
    """

    name: str
    kind: Kind
    description: str
    is_required: bool = False
    aliases: tuple[str, ...] = ()
    missing_code: ResponseCode = ResponseCode.INVALID_INPUT
    inner: tuple[Field, ...] = ()
    shape: str = ""


def parse_fields(
    request: Mapping[str, Any], fields: Iterable[Field]
) -> tuple[dict[str, Any], tuple[FieldError, ...]]:
    """The values by field name, and the errors. Absent optional fields are in neither.

    Raises ApiError if a required field with a `missing_code` of its own is missing.
    """
    values: dict[str, Any] = {}
    errors: list[FieldError] = []
    for field in fields:
        raw = _raw_value(request, field)
        try:
            value = None if raw is None else _PARSERS[field.kind](raw)
        except InvalidValue as error:
            errors.append(FieldError((field.name,), error.code, error.problem))
            continue
        if field.is_required and (value is None or value == ""):
            if field.missing_code != ResponseCode.INVALID_INPUT:
                raise ApiError(field.missing_code)
            errors.append(FieldError((field.name,), UserErrorCode.REQUIRED, "is required"))
        elif value is not None:
            values[field.name] = value
    return values, tuple(errors)


def _raw_value(request: Mapping[str, Any], field: Field) -> Any:
    names = (field.name, *field.aliases)
    return next((request[name] for name in names if request.get(name) is not None), None)


def parse_text(value: Any) -> str:
    """Text, or a whole number, since many programs keep ids as numbers."""
    if isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise InvalidValue("must be text")


def _parse_flag(value: Any) -> bool | None:
    if isinstance(value, bool):
        return value
    word = value.strip().casefold() if isinstance(value, str) else None
    if word == "":
        return None
    if word not in ("true", "false"):
        raise InvalidValue("must be true or false")
    return word == "true"


def _parse_number(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise InvalidValue("must be a whole number")


def _parse_any(value: Any) -> Any:
    if len(orjson.dumps(value)) > MAX_PASSTHROUGH_BYTES:
        problem = f"must have at most {MAX_PASSTHROUGH_BYTES:,} bytes of JSON"
        raise InvalidValue(problem, UserErrorCode.TOO_LONG)
    return value


def _parse_object(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise InvalidValue("must be an object")
    return value


def _parse_list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise InvalidValue("must be a list")
    if len(value) > MAX_ROWS:
        raise ApiError(ResponseCode.TOO_LARGE)
    return value


_PARSERS: Mapping[Kind, Callable[[Any], Any]] = {
    Kind.TEXT: parse_text,
    Kind.ID: parse_text,
    Kind.MOMENT: parse_text,
    Kind.FLAG: _parse_flag,
    Kind.NUMBER: _parse_number,
    Kind.ANY: _parse_any,
    Kind.OBJECT: _parse_object,
    Kind.ROWS: _parse_list,
    Kind.TEXTS: _parse_list,
}
