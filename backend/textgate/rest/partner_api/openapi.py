"""The partner API as an OpenAPI 3.1 document, made from the declarations that the methods are read by."""

from __future__ import annotations

from functools import cache
from typing import Any

import orjson

from textgate.rest.partner_api.method import Method
from textgate.rest.partner_api.registry import GROUPS
from textgate.rest.partner_api.schemas import (
    TRY_LATER,
    answer_name,
    codes_with_200,
    components,
    ref,
    request_body,
)


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
            "contact": {"name": "The Textgate maintainers"},
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        # Credentials are in the body, which no security scheme of OpenAPI says.
        "security": [],
        "servers": [
            {"url": "/api/io", "description": "The server that you got this document from."}
        ],
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
                "TooManyRequests": _later(
                    "The credential or its partner has no points left (4290)",
                    "After how many seconds there are.",
                    TRY_LATER[4290],
                ),
                "Unavailable": _later(
                    "The database cannot be used at the moment (5030)",
                    "After how many seconds to call again.",
                    TRY_LATER[5030],
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
                "content": _json(ref(answer_name(method))),
            },
            "429": {"$ref": "#/components/responses/TooManyRequests"},
            "503": {"$ref": "#/components/responses/Unavailable"},
        },
    }


def _later(reason: str, seconds: str, name: str) -> dict[str, Any]:
    """An answer to a call that is to be made again later."""
    return {
        "description": f"{reason}; see `Retry-After`.",
        "headers": {"Retry-After": {"description": seconds, "schema": {"type": "integer"}}},
        "content": _json(ref(name)),
    }


def _json(schema: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}
