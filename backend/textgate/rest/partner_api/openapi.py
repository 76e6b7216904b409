"""The partner API as an OpenAPI 3.1 document, made from the declarations that the methods are read by."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

import orjson

from textgate.rest.partner_api.authentication import AUTH, asked
from textgate.rest.partner_api.codes import MESSAGES
from textgate.rest.partner_api.fields import MOST_ROWS, Field, Kind
from textgate.rest.partner_api.method import Level, Method
from textgate.rest.partner_api.registry import METHODS

# Every call can be answered so; the rest is in each method's declaration.
EVERY = (2000, 4000, 4020, 4290, 5000, 5030)
BY_LEVEL: dict[Level, tuple[int, ...]] = {
    Level.NONE: (),
    Level.APPLICATION: (4010,),
    Level.ACCOUNT: (4010, 4011),
    Level.FULL: (4010, 4011, 4012),
}


def codes_of(method: Method) -> list[int]:
    """Every code that a method can be answered with, the common ones among them."""
    of_sender = (4012,) if method.sends else ()
    return sorted({*EVERY, *BY_LEVEL[method.level], *of_sender, *method.codes})


def document() -> dict[str, Any]:
    """The whole API; in the same order always."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Textgate partner API",
            "version": "1.1",
            "description": "Every method is a POST of one JSON object. HTTP's status is 200 whatever a "
            "method decides: look at `successful` and `responseCode`. Names of methods are known without "
            "case, below `/io` as well. See docs/rest.md.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        # Credentials are in the body, which no security scheme of OpenAPI says.
        "security": [],
        "servers": [{"url": "/api/io"}],
        "paths": {
            _path(method, version): {"post": _operation(method, version)}
            for method in METHODS
            for version in method.versions
        },
        "components": {"schemas": {"Envelope": _envelope(), "Error": _error()}},
    }


@cache
def as_json() -> str:
    return orjson.dumps(document(), option=orjson.OPT_INDENT_2).decode() + "\n"


def _path(method: Method, version: str) -> str:
    return f"/{method.name}/{version}" if version else f"/{method.name}"


def _operation(method: Method, version: str) -> dict[str, Any]:
    names = asked(method.level)
    properties = _properties(method.fields(version), is_given=True)
    required = [field.name for field in method.fields(version) if field.is_required]
    if names:
        auth = {"type": "object", "properties": _properties(AUTH), "required": list(names)}
        properties = {"auth": auth, **properties}
        required = ["auth", *required]
    body: dict[str, Any] = {"type": "object", "properties": properties}
    if required:
        body["required"] = required
    return {
        "operationId": method.name + version.replace(".", "_"),
        "summary": method.description.partition(". ")[0].rstrip(".") + ".",
        "description": method.description,
        "requestBody": {"required": True, "content": {"application/json": {"schema": body}}},
        "responses": {
            "200": {
                "description": "One of the codes " + ", ".join(map(str, codes_of(method))) + ".",
                "content": {"application/json": {"schema": _answer(method)}},
            },
            "429": _later(
                "The partner has no points left (4290)", "After how many seconds there are."
            ),
            "503": _later(
                "The database cannot be used at the moment (5030)",
                "After how many seconds to call again.",
            ),
        },
    }


def _later(reason: str, seconds: str) -> dict[str, Any]:
    """An answer to a call that is to be made again later."""
    return {
        "description": f"{reason}; see `Retry-After`.",
        "headers": {"Retry-After": {"description": seconds, "schema": {"type": "integer"}}},
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Envelope"}}},
    }


def _answer(method: Method) -> dict[str, Any]:
    """The envelope with this method's codes, and what it tells beside it when it has gone well."""
    codes = {"responseCode": {"enum": codes_of(method)}}
    return {
        "allOf": [{"$ref": "#/components/schemas/Envelope"}],
        "type": "object",
        "properties": codes | _properties(method.response),
    }


def _properties(fields: Iterable[Field], *, is_given: bool = False) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in fields:
        found[field.name] = _schema(field, is_given=is_given)
        if is_given:
            for alias in field.aliases:
                found[alias] = _schema(field, is_given=True) | {
                    "description": f"The same as {field.name}."
                }
    return found


def _schema(field: Field, *, is_given: bool) -> dict[str, Any]:
    inner: dict[str, Any] = {
        "type": "object",
        "properties": _properties(field.inner, is_given=is_given),
    }
    required = [each.name for each in field.inner if each.is_required and is_given]
    if required:
        inner["required"] = required
    schema: dict[str, Any]
    match field.kind:
        case Kind.TEXT:
            # Ids that are kept as numbers are taken as they are.
            schema = {"type": ["string", "integer", "null"] if is_given else ["string", "null"]}
        case Kind.FLAG if is_given:
            schema = {"type": ["boolean", "string", "null"]}
        case Kind.FLAG:
            schema = {"type": "boolean"}
        case Kind.NUMBER:
            schema = {"type": "integer"}
        case Kind.ANY:
            schema = {}
        case Kind.OBJECT:
            schema = inner
        case Kind.ROWS:
            schema = {"type": "array", "items": inner} | (
                {"maxItems": MOST_ROWS} if is_given else {}
            )
        case Kind.TEXTS:
            schema = {"type": "array", "items": {"type": "string"}}
    return schema | {"description": field.description}


def _envelope() -> dict[str, Any]:
    return {
        "type": "object",
        "description": "What every answer has.",
        "properties": {
            "successful": {"type": "boolean", "description": "Whether responseCode is 2000."},
            "responseMessage": {"type": "string", "description": "The code in words."},
            "responseCode": {"enum": sorted(MESSAGES), "description": "What has been decided."},
            "errors": {
                "type": "array",
                "items": {"$ref": "#/components/schemas/Error"},
                "description": "With 4060, 4070, 4130 and 4140: every field that is wrong.",
            },
            "missing": {
                "type": "array",
                "items": {"type": "string"},
                "description": "With 4039: the details that neither practice nor partner has.",
            },
            "rejectionReasons": {
                "type": "array",
                "items": {"type": "object"},
                "description": "With 4039: why the carrier refused the details.",
            },
            "retryAt": {
                "type": "string",
                "format": "date-time",
                "description": "With 4060, where the account has sent as much as it may for now.",
            },
        },
        "required": ["successful", "responseMessage", "responseCode"],
    }


def _error() -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {
            "field": {"type": "string", "description": "The field's name."},
            "code": {"type": "string", "description": "What is wrong with it, such as REQUIRED."},
            "message": {"type": "string", "description": "The same, for people."},
        },
        "required": ["field", "code", "message"],
    }
