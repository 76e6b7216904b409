"""Validates every response of the partner API in tests against openapi.json."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import httpx2
from openapi_schema_validator import OAS31Validator

from textgate.rest.partner_api.endpoint import DOCUMENT, MOUNTS

DOCUMENT_FILE = Path(__file__).parent.parent / "openapi.json"


class Undocumented(AssertionError):
    """A response of the partner API does not match openapi.json."""


async def check_published(response: httpx2.Response) -> None:
    """A response hook for HTTP clients. Raises Undocumented."""
    path = response.request.url.path
    mount = next((mount for mount in MOUNTS if path.startswith(f"{mount}/")), None)
    if mount is None or path == DOCUMENT or response.status_code in (404, 405):
        return
    await response.aread()
    validator = _validators().get((path.removeprefix(mount).lower(), str(response.status_code)))
    if validator is None:
        raise Undocumented(f"{path} returned {response.status_code}")
    answer = response.json()
    for error in validator.iter_errors(answer):
        raise Undocumented(f"{path}: {error.json_path}: {error.message}: {answer}")


@cache
def _validators() -> dict[tuple[str, str], OAS31Validator]:
    """By lower-case path and status. Stricter than the document: unknown properties are errors."""
    document = json.loads(DOCUMENT_FILE.read_text(encoding="utf-8"))
    for schema in document["components"]["schemas"].values():
        schema["additionalProperties"] = False
    return {
        (path.lower(), status): OAS31Validator(_schema(document, response))
        for path, item in document["paths"].items()
        for status, response in item["post"]["responses"].items()
    }


def _schema(document: Mapping[str, Any], response: Mapping[str, Any]) -> dict[str, Any]:
    if "$ref" in response:
        name = response["$ref"].rpartition("/")[2]
        response = document["components"]["responses"][name]
    schema = response["content"]["application/json"]["schema"]
    # References point to the components of the whole document.
    return {**schema, "components": document["components"]}
