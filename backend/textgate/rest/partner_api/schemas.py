"""The JSON schemas of openapi.json: requests and responses, in a form that code generators understand.

Each response is one object with all its properties. Objects that several methods share have a name.
There is no `allOf`: generators drop its sibling keywords or merge them differently.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from textgate.domain.response_codes import ResponseCode
from textgate.rest.partner_api.authentication import AUTH, required_fields
from textgate.rest.partner_api.error_mapping import ERROR_FIELDS, SEND_ERROR_FIELDS
from textgate.rest.partner_api.fields import MAX_ROWS, Field, Kind
from textgate.rest.partner_api.method import Level, Method
from textgate.rest.partner_api.registry import METHODS

Schema = dict[str, Any]

# Any call can get these codes. Each method declares its own.
COMMON_CODES = (2000, 4000, 4020, 4290, 5000, 5030)
_AUTH_CODES: dict[Level, tuple[int, ...]] = {
    Level.NONE: (),
    Level.APPLICATION: (4010,),
    Level.ACCOUNT: (4010, 4011),
    Level.OPTIONAL_USER: (4010, 4011, 4012),
    Level.USER: (4010, 4011, 4012),
}
RETRY_RESPONSES = {
    ResponseCode.RATE_LIMITED: "TooManyRequests",
    ResponseCode.UNAVAILABLE: "Unavailable",
}
"""Codes with an HTTP status of their own, and the names of their responses."""
_AUTH_SCHEMAS = {
    Level.APPLICATION: "ApplicationAuth",
    Level.ACCOUNT: "AccountAuth",
    Level.OPTIONAL_USER: "AccountAuth",
    Level.USER: "UserAuth",
}


def codes_of(method: Method) -> list[int]:
    """All codes that a method can return, including the common ones."""
    return sorted({*COMMON_CODES, *_AUTH_CODES[method.level], *method.codes})


def codes_with_200(method: Method) -> list[int]:
    return [code for code in codes_of(method) if code not in RETRY_RESPONSES]


def components() -> dict[str, Schema]:
    """All named schemas."""
    schemas = {
        name: _object(AUTH, required_fields(level), is_request=True)
        for level, name in _AUTH_SCHEMAS.items()
    }
    schemas |= {name: _response([code], ()) for code, name in RETRY_RESPONSES.items()}
    for method in METHODS:
        for field in _nested(method.fields(method.versions[-1])):
            schemas[field.shape] = _object(field.inner, _required(field.inner), is_request=True)
        for field in _nested((*method.response, *ERROR_FIELDS)):
            # Responses always have all of them.
            names = [inner.name for inner in field.inner]
            schemas[field.shape] = _object(field.inner, names, is_request=False)
        schemas[response_schema_name(method)] = _response(
            codes_with_200(method), _response_fields(method)
        )
    return schemas


def response_schema_name(method: Method) -> str:
    return f"{method.name}Answer"


def ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def request_body(method: Method, version: str) -> Schema:
    fields = method.fields(version)
    body = _object(fields, _required(fields), is_request=True)
    if method.level in _AUTH_SCHEMAS:
        body["properties"] = {"auth": ref(_AUTH_SCHEMAS[method.level]), **body["properties"]}
        body["required"] = ["auth", *body.get("required", ())]
    return body


def _response_fields(method: Method) -> Iterator[Field]:
    """The fields in addition to the envelope's, of successes and errors."""
    yield from method.response
    error_fields = {**ERROR_FIELDS, **(SEND_ERROR_FIELDS if method.sends else {})}
    for field, codes in error_fields.items():
        if not set(codes).isdisjoint(method.codes):
            yield field


def _response(codes: list[int], fields: Iterable[Field]) -> Schema:
    properties = {
        "successful": {"type": "boolean", "description": "Whether responseCode is 2000."},
        "responseMessage": {"type": "string", "description": "Explanation in plain English."},
        "responseCode": {
            "type": "integer",
            "enum": codes,
            "description": "Result; docs/rest.md lists the codes.",
        },
    }
    return {
        "type": "object",
        "properties": properties | _properties(fields, is_request=False),
        "required": list(properties),
    }


def _nested(fields: Iterable[Field]) -> Iterator[Field]:
    """All fields that contain objects, at any depth."""
    for field in fields:
        if field.inner:
            yield field
            yield from _nested(field.inner)


def _required(fields: Iterable[Field]) -> list[str]:
    return [field.name for field in fields if field.is_required]


def _object(fields: Iterable[Field], required: Iterable[str], *, is_request: bool) -> Schema:
    schema: Schema = {"type": "object", "properties": _properties(fields, is_request=is_request)}
    if names := list(required):
        schema["required"] = names
    return schema


def _properties(fields: Iterable[Field], *, is_request: bool) -> Schema:
    properties: Schema = {}
    for field in fields:
        properties[field.name] = _schema(field, is_request=is_request)
        if is_request:
            for alias in field.aliases:
                same = {"description": f"The same as {field.name}."}
                properties[alias] = _schema(field, is_request=True) | same
    return properties


def _schema(field: Field, *, is_request: bool) -> Schema:
    schema: Schema
    match field.kind:
        case Kind.TEXT if not is_request:
            schema = {"type": ["string", "null"]}
        case Kind.TEXT | Kind.ID:
            # Many programs keep ids as numbers.
            schema = {"type": ["string", "integer"]}
            if not field.is_required or not is_request:
                schema["type"].append("null")
        case Kind.MOMENT:
            schema = {"type": ["string", "null"], "format": "date-time"}
        case Kind.FLAG if is_request:
            schema = {"type": ["boolean", "string", "null"]}
        case Kind.FLAG:
            schema = {"type": "boolean"}
        case Kind.NUMBER:
            schema = {"type": "integer"}
        case Kind.ANY:
            schema = {}
        case Kind.OBJECT:
            schema = ref(field.shape)
        case Kind.ROWS:
            schema = {"type": "array", "items": ref(field.shape)}
            if is_request:
                schema["maxItems"] = MAX_ROWS
        case Kind.TEXTS:
            schema = {"type": "array", "items": {"type": "string"}}
    return schema | {"description": field.description}
