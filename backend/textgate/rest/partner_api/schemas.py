"""The JSON schemas of openapi.json: what each method takes and answers, in a form that code generators
understand.

Every answer is one object with all its properties, and objects that several methods share have a name.
Generators drop what stands next to `allOf`, or merge it in ways of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from textgate.rest.partner_api.authentication import AUTH, asked
from textgate.rest.partner_api.codes import RATE_LIMITED, UNAVAILABLE
from textgate.rest.partner_api.fields import MOST_ROWS, Field, Kind
from textgate.rest.partner_api.method import Level, Method
from textgate.rest.partner_api.refusals import EXPLAINED, OF_SENDS
from textgate.rest.partner_api.registry import METHODS

Schema = dict[str, Any]

# Every call can be answered so; the rest is in each method's declaration.
EVERY = (2000, 4000, 4020, 4290, 5000, 5030)
BY_LEVEL: dict[Level, tuple[int, ...]] = {
    Level.NONE: (),
    Level.APPLICATION: (4010,),
    Level.ACCOUNT: (4010, 4011),
    Level.FULL: (4010, 4011, 4012),
}
TRY_LATER = {RATE_LIMITED: "TooManyRequests", UNAVAILABLE: "Unavailable"}
"""The codes that come with an HTTP status of their own, and the names of their answers."""
_AUTH = {
    Level.APPLICATION: "ApplicationAuth",
    Level.ACCOUNT: "AccountAuth",
    Level.FULL: "UserAuth",
}


def codes_of(method: Method) -> list[int]:
    """Every code that a method can be answered with, the common ones among them."""
    of_sender = (4012,) if method.sends else ()
    return sorted({*EVERY, *BY_LEVEL[method.level], *of_sender, *method.codes})


def codes_with_200(method: Method) -> list[int]:
    return [code for code in codes_of(method) if code not in TRY_LATER]


def components() -> dict[str, Schema]:
    """Every schema that has a name."""
    found = {_AUTH[level]: _object(AUTH, asked(level), is_given=True) for level in _AUTH}
    found |= {name: _answer([code], ()) for code, name in TRY_LATER.items()}
    for method in METHODS:
        for field in _nested(method.fields(method.versions[-1])):
            found[field.shape] = _object(field.inner, _required(field.inner), is_given=True)
        for field in _nested((*method.response, *EXPLAINED)):
            # We always send all of them.
            names = [each.name for each in field.inner]
            found[field.shape] = _object(field.inner, names, is_given=False)
        found[answer_name(method)] = _answer(codes_with_200(method), _told(method))
    return found


def answer_name(method: Method) -> str:
    return f"{method.name}Answer"


def ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def request_body(method: Method, version: str) -> Schema:
    fields = method.fields(version)
    body = _object(fields, _required(fields), is_given=True)
    if method.level in _AUTH:
        body["properties"] = {"auth": ref(_AUTH[method.level]), **body["properties"]}
        body["required"] = ["auth", *body.get("required", ())]
    return body


def _told(method: Method) -> Iterator[Field]:
    """What a method answers next to the code, whether it succeeds or refuses."""
    yield from method.response
    explained = {**EXPLAINED, **(OF_SENDS if method.sends else {})}
    for field, codes in explained.items():
        if not set(codes).isdisjoint(method.codes):
            yield field


def _answer(codes: list[int], told: Iterable[Field]) -> Schema:
    properties = {
        "successful": {"type": "boolean", "description": "Whether responseCode is 2000."},
        "responseMessage": {"type": "string", "description": "The code in words."},
        "responseCode": {
            "type": "integer",
            "enum": codes,
            "description": "What was decided; docs/rest.md lists the codes.",
        },
    }
    return {
        "type": "object",
        "properties": properties | _properties(told, is_given=False),
        "required": list(properties),
    }


def _nested(fields: Iterable[Field]) -> Iterator[Field]:
    """Every field that holds objects, at whatever depth."""
    for field in fields:
        if field.inner:
            yield field
            yield from _nested(field.inner)


def _required(fields: Iterable[Field]) -> list[str]:
    return [field.name for field in fields if field.is_required]


def _object(fields: Iterable[Field], required: Iterable[str], *, is_given: bool) -> Schema:
    schema: Schema = {"type": "object", "properties": _properties(fields, is_given=is_given)}
    if names := list(required):
        schema["required"] = names
    return schema


def _properties(fields: Iterable[Field], *, is_given: bool) -> Schema:
    found: Schema = {}
    for field in fields:
        found[field.name] = _schema(field, is_given=is_given)
        if is_given:
            for alias in field.aliases:
                same = {"description": f"The same as {field.name}."}
                found[alias] = _schema(field, is_given=True) | same
    return found


def _schema(field: Field, *, is_given: bool) -> Schema:
    schema: Schema
    match field.kind:
        case Kind.TEXT if not is_given:
            schema = {"type": ["string", "null"]}
        case Kind.TEXT | Kind.ID:
            # Ids that are kept as numbers are taken as they are.
            schema = {"type": ["string", "integer"]}
            if not field.is_required or not is_given:
                schema["type"].append("null")
        case Kind.MOMENT:
            schema = {"type": ["string", "null"], "format": "date-time"}
        case Kind.FLAG if is_given:
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
            if is_given:
                schema["maxItems"] = MOST_ROWS
        case Kind.TEXTS:
            schema = {"type": "array", "items": {"type": "string"}}
    return schema | {"description": field.description}
