"""Reads the whole schema as a caller and records the responses. A response that leaks another owner's data
fails at once."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import httpx2
from graphql import (
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_abstract_type,
)

from tests.graphql.access.probes import documents
from tests.graphql.access.world import Caller, World
from tests.graphql.planner.selections import Document, Need, Selection, Step
from textgate.graphql.schema import core

SCHEMA: GraphQLSchema = core
Field = tuple[str, str]
Cursors = dict[str, str]

# The end of the recipients of every practice.
RECIPIENT = "0120"
_REQUEST_ID = re.compile(r'"requestId":"[0-9a-f]{32}"')


@dataclass(slots=True)
class Walk:
    """The result of reading: the fields in responses, and those with a value."""

    answered: set[Field] = field(default_factory=set)
    filled: set[Field] = field(default_factory=set)
    answers: dict[str, str] = field(default_factory=dict)
    cursors: Cursors = field(default_factory=dict)

    def note(self, type_: str, selection: Selection, data: dict[str, Any]) -> None:
        for name in selection.leaves & set(data):
            self._note(type_, name, data[name])
        for key, (step, below) in selection.below.items():
            if key in data:
                self._note(step.parent, step.name, data[key])
                self._keep_cursor(step, data[key])
                many = data[key] if isinstance(data[key], list) else [data[key]]
                for item in many:
                    if item is not None:
                        self.note(step.of, below, item)

    def note_named(self, data: Any) -> None:
        """Record a response without aliases whose objects all include `__typename`."""
        if isinstance(data, list):
            for item in data:
                self.note_named(item)
        elif isinstance(data, dict):
            for name, value in data.items():
                self._note(data["__typename"], name, value)
                self.note_named(value)

    def _keep_cursor(self, step: Step, value: Any) -> None:
        if step.variant is None and isinstance(value, dict):
            cursor = (value.get("pageInfo") or {}).get("endCursor")
            if cursor:
                self.cursors[f"{step.parent}.{step.name}.after"] = cursor

    def _note(self, type_: str, name: str, value: Any) -> None:
        if name == "__typename":
            return
        self.answered.add((type_, name))
        if value not in (None, []):
            self.filled.add((type_, name))


def kinds() -> set[str]:
    """The types of objects that have IDs."""
    node = SCHEMA.get_type("Node")
    assert isinstance(node, GraphQLInterfaceType)
    return {each.name for each in SCHEMA.get_possible_types(node)}


@cache
def every_document() -> list[Document]:
    return documents(SCHEMA)


def plain(response: httpx2.Response) -> tuple[int, str]:
    """Status and body, without the request ID."""
    return response.status_code, _REQUEST_ID.sub('"requestId":""', response.text)


def codes(response: httpx2.Response) -> set[str]:
    """The error codes of a response."""
    return {error["extensions"]["code"] for error in response.json().get("errors", [])}


async def ask(
    world: World, caller: Caller, text: str, variables: dict[str, Any]
) -> httpx2.Response:
    """The response, which must leak nothing to the caller."""
    response = await world.ask(caller, text, variables)
    leaks = world.leaks(caller, response.text)
    assert not leaks, (caller, leaks, text, variables)
    assert response.status_code < 500, (caller, text, response.text)
    assert "INTERNAL" not in codes(response), (caller, text, response.text)
    return response


async def read_everything(
    world: World, caller: Caller, *cursors: Cursors, only_plain: bool = False
) -> Walk:
    """Read everything in the schema, or only what takes no optional arguments.

    `cursors` belong to the lists of the owners that are hidden from the caller.
    """
    walk = Walk()
    for document in every_document():
        if only_plain and not document.is_plain:
            continue
        variables = {
            name: _variable_value(world, caller, need, cursors)
            for name, need in document.needs.items()
        }
        response = await ask(world, caller, document.text, variables)
        walk.answers[document.text] = plain(response)[1]
        error_codes = codes(response)
        if error_codes != {"FORBIDDEN"}:
            assert not error_codes, (caller, document.text, response.text)
            walk.note("Query", document.selection, response.json()["data"])
    return walk


def _variable_value(world: World, caller: Caller, need: Need, cursors: tuple[Cursors, ...]) -> Any:
    """The value of a variable: the caller's own, or a hidden owner's."""
    hidden = world.hidden(caller)
    if need.place.endswith(".after"):
        return cursors[min(need.hidden or 0, len(cursors) - 1)].get(need.place) if cursors else None
    owner = caller.home if need.hidden is None else hidden[min(need.hidden, len(hidden) - 1)]
    if need.type.strip("[]!") == "ID":
        kind = need.of or "Account"
        if not need.is_list:
            return world.one(kind, owner)
        return [world.one(kind, each) for each in (owner, *hidden)]
    if need.place.endswith(".recipient"):
        return RECIPIENT
    is_external = need.place.endswith(".externalId")
    text = f"{owner.marker}-external" if is_external else owner.marker
    return [text] if need.is_list else text


def reachable_fields(root: str) -> set[Field]:
    """Every field of every object type that is reachable from `root`."""
    fields: set[Field] = set()
    pending, seen = [SCHEMA.type_map[root]], {root}
    while pending:
        type_ = pending.pop()
        next_types = [get_named_type(each.type) for each in getattr(type_, "fields", {}).values()]
        if isinstance(type_, GraphQLObjectType):
            fields |= {(type_.name, name) for name in type_.fields}
        elif is_abstract_type(type_):
            next_types = list(SCHEMA.get_possible_types(type_))
        pending += [each for each in next_types if each.name not in seen]
        seen |= {each.name for each in next_types}
    return fields


def coverage_report(found: set[Field], expected: set[Field]) -> str:
    """A message with the number of fields that were read, and the missing ones."""
    missing = sorted(expected - found)
    return f"{len(expected) - len(missing)} of {len(expected)} fields; not {missing}"
