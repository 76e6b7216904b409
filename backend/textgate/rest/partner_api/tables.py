"""Generates the tables of docs/rest.md from the declarations of the methods."""

from __future__ import annotations

import re
from collections.abc import Iterable

from textgate.domain.response_codes import ResponseCode
from textgate.rest.partner_api.authentication import AUTH, required_fields
from textgate.rest.partner_api.fields import Field
from textgate.rest.partner_api.method import VERSION, Method
from textgate.rest.partner_api.registry import METHODS
from textgate.rest.partner_api.schemas import codes_of

_PART = re.compile(r"(<!-- (auth|methods|codes) -->\n).*?(<!-- end -->)", re.DOTALL)


def fill(page: str) -> str:
    """Replace the tables of a page between its markers."""
    parts = {"auth": _fields(AUTH), "methods": _methods(), "codes": _codes()}
    return _PART.sub(lambda match: f"{match[1]}\n{parts[match[2]]}\n{match[3]}", page)


def _methods() -> str:
    return "\n".join(_method(method) for method in METHODS)


def _method(method: Method) -> str:
    versions = "".join(f", `{method.name}/{version}`" for version in method.versions if version)
    auth = ", ".join(f"`{name}`" for name in required_fields(method.level)) or "nothing"
    lines = [f"### {method.name}", "", f"`{method.name}`{versions} · `auth`: {auth}", ""]
    lines += [method.description, ""]
    fields = [*method.request, *(method.request_1_1 or ())]
    if fields:
        lines += [_fields(fields, since_1_1=method.request_1_1 or ())]
    if method.response:
        lines += ["Response:", "", _fields(method.response, is_response=True)]
    own_codes = [code for code in codes_of(method) if code in method.codes]
    if own_codes:
        lines += ["Codes of its own: " + ", ".join(map(str, own_codes)), ""]
    return "\n".join(lines)


def _fields(
    fields: Iterable[Field], *, since_1_1: Iterable[Field] = (), is_response: bool = False
) -> str:
    lines = ["| field | type | description |", "|---|---|---|"]
    newer = {field.name for field in since_1_1}
    for field, depth in _flat(fields):
        notes = []
        if field.is_required and not is_response:
            notes.append("Required.")
        if field.name in newer:
            notes.append(f"Only in {VERSION}.")
        notes.append(field.description)
        if field.aliases and not is_response:
            notes.append("Also: " + ", ".join(f"`{alias}`" for alias in field.aliases) + ".")
        name = "… " * depth + f"`{field.name}`"
        lines.append(f"| {name} | {field.kind} | {' '.join(notes)} |")
    return "\n".join(lines) + "\n"


def _flat(fields: Iterable[Field], depth: int = 0) -> Iterable[tuple[Field, int]]:
    for field in fields:
        yield field, depth
        yield from _flat(field.inner, depth + 1)


def _codes() -> str:
    rows = [
        f"| {code} | {code.message} | {code.meaning} {code.note}".rstrip() + " |"
        for code in ResponseCode
    ]
    return "\n".join(["| code | message | meaning |", "|---|---|---|", *rows]) + "\n"
