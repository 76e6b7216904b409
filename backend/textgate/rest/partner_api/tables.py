"""The tables of docs/rest.md, made from the declarations that the methods are read by."""

from __future__ import annotations

import re
from collections.abc import Iterable

from textgate.rest.partner_api.authentication import AUTH, asked
from textgate.rest.partner_api.codes import MEANINGS, MESSAGES
from textgate.rest.partner_api.fields import Field
from textgate.rest.partner_api.method import VERSION, Method
from textgate.rest.partner_api.registry import METHODS
from textgate.rest.partner_api.schemas import codes_of

_PART = re.compile(r"(<!-- (auth|methods|codes) -->\n).*?(<!-- end -->)", re.DOTALL)


def fill(page: str) -> str:
    """The page with its tables made anew, between the marks that say where they are."""
    parts = {"auth": _fields(AUTH), "methods": _methods(), "codes": _codes()}
    return _PART.sub(lambda found: f"{found[1]}\n{parts[found[2]]}\n{found[3]}", page)


def _methods() -> str:
    return "\n".join(_method(method) for method in METHODS)


def _method(method: Method) -> str:
    versions = "".join(f", `{method.name}/{version}`" for version in method.versions if version)
    auth = ", ".join(f"`{name}`" for name in asked(method.level)) or "nothing"
    lines = [f"### {method.name}", "", f"`{method.name}`{versions} · `auth`: {auth}", ""]
    lines += [method.description, ""]
    fields = [*method.request, *(method.request_1_1 or ())]
    if fields:
        lines += [_fields(fields, since_1_1=method.request_1_1 or ())]
    if method.response:
        lines += ["Answers:", "", _fields(method.response, is_answer=True)]
    own = [code for code in codes_of(method) if code in method.codes]
    if own:
        lines += ["Codes of its own: " + ", ".join(map(str, own)), ""]
    return "\n".join(lines)


def _fields(
    fields: Iterable[Field], *, since_1_1: Iterable[Field] = (), is_answer: bool = False
) -> str:
    lines = ["| field | is | |", "|---|---|---|"]
    newer = {field.name for field in since_1_1}
    for field, depth in _flat(fields):
        notes = []
        if field.is_required and not is_answer:
            notes.append("Required.")
        if field.name in newer:
            notes.append(f"Only in {VERSION}.")
        notes.append(field.description)
        if field.aliases and not is_answer:
            notes.append("Also: " + ", ".join(f"`{alias}`" for alias in field.aliases) + ".")
        name = "… " * depth + f"`{field.name}`"
        lines.append(f"| {name} | {field.kind} | {' '.join(notes)} |")
    return "\n".join(lines) + "\n"


def _flat(fields: Iterable[Field], depth: int = 0) -> Iterable[tuple[Field, int]]:
    for field in fields:
        yield field, depth
        yield from _flat(field.inner, depth + 1)


def _codes() -> str:
    rows = [f"| {code} | {MESSAGES[code]} | {MEANINGS[code]} |" for code in MESSAGES]
    return "\n".join(["| code | message | what it means |", "|---|---|---|", *rows]) + "\n"
