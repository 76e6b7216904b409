"""Generates the OpenAPI 3.1 document of the partner API from the declarations of the methods."""

from __future__ import annotations

from functools import cache
from typing import Any

import orjson

from textgate.domain.response_codes import ResponseCode
from textgate.rest.partner_api.method import Method
from textgate.rest.partner_api.registry import GROUPS
from textgate.rest.partner_api.schemas import (
    RETRY_RESPONSES,
    codes_with_200,
    components,
    ref,
    request_body,
    response_schema_name,
)


def document() -> dict[str, Any]:
    """The document, in a stable order."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Textgate partner API",
            "version": "1.1",
            "description": "Every method is a POST of one JSON object. The HTTP status is 200 whatever a "
            "method decides; check `successful` and `responseCode`. Method names are case-insensitive and "
            "also served under `/io`. See docs/rest.md.",
            "contact": {"name": "The Textgate maintainers"},
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        # No security scheme of OpenAPI describes credentials in the body.
        "security": [],
        "servers": [{"url": "/api/io", "description": "The server of this document."}],
        "tags": [{"name": group.name, "description": group.description} for group in GROUPS],
        "paths": {
            _path(method, version): {"post": _operation(method, version, group.name)}
            for group in GROUPS
            for method in group.methods
            for version in method.versions
        },
        "components": {
            "schemas": components(),
            "responses": {
                "TooManyRequests": _retry_response(
                    "The rate limit of the credential or its partner is exceeded (4290)",
                    "Seconds until the call can be repeated.",
                    RETRY_RESPONSES[ResponseCode.RATE_LIMITED],
                ),
                "Unavailable": _retry_response(
                    "The database is unavailable (5030)",
                    "Seconds until the call can be repeated.",
                    RETRY_RESPONSES[ResponseCode.UNAVAILABLE],
                ),
            },
        },
    }


@cache
def as_json() -> str:
    return orjson.dumps(document(), option=orjson.OPT_INDENT_2).decode() + "\n"


def _path(method: Method, version: str) -> str:
    return f"/{method.name}/{version}" if version else f"/{method.name}"


def _operation(method: Method, version: str, tag: str) -> dict[str, Any]:
    codes = ", ".join(map(str, codes_with_200(method)))
    return {
        "operationId": method.name + version.replace(".", "_"),
        "tags": [tag],
        "summary": method.description.partition(". ")[0].rstrip(".") + ".",
        "description": method.description,
        "requestBody": {"required": True, "content": _json(request_body(method, version))},
        "responses": {
            "200": {
                "description": f"One of the codes {codes}.",
                "content": _json(ref(response_schema_name(method))),
            },
            "429": {"$ref": "#/components/responses/TooManyRequests"},
            "503": {"$ref": "#/components/responses/Unavailable"},
        },
    }


def _retry_response(reason: str, seconds: str, name: str) -> dict[str, Any]:
    """A response with Retry-After."""
    return {
        "description": f"{reason}; see `Retry-After`.",
        "headers": {"Retry-After": {"description": seconds, "schema": {"type": "integer"}}},
        "content": _json(ref(name)),
    }


def _json(schema: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}
