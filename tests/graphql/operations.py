"""Every query and mutation, with valid arguments or with IDs that are hidden from the caller."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import cycle, islice
from typing import Any

import httpx2
from graphql import (
    GraphQLField,
    GraphQLObjectType,
    get_named_type,
    is_leaf_type,
    is_union_type,
)

from tests.graphql.access.probes import leaves
from tests.graphql.access.walker import SCHEMA, ask, kinds, plain
from tests.graphql.access.world import Caller, Owner, World
from tests.graphql.arguments import ArgumentFactory, Path, id_paths, is_required, replaced
from textgate.graphql.declare.ids import ACTOR_PREFIXES

UNKNOWN = "0" * 31 + "1"
MALFORMED = ("", "nothing", "account_", "account_" + "F" * 32, "0" * 32, "no\u0000body")
# The largest document that the server caches.
MAX_ALIASES, MAX_FIELDS = 21, 290


@dataclass(frozen=True, slots=True)
class Operation:
    """A field of Query or Mutation with a selection of its result."""

    parent: str
    name: str
    definition: GraphQLField
    selection: str

    @property
    def place(self) -> str:
        return f"{self.parent}.{self.name}"

    @property
    def fields(self) -> int:
        """The number of fields in the selection."""
        return len(re.findall(r"\w+", re.sub(r"\.\.\. on \w+", "", self.selection)))

    @property
    def in_brief(self) -> Operation:
        """The operation with a shorter selection if its result is a union."""
        if not is_union_type(get_named_type(self.definition.type)):
            return self
        return replace(self, selection=_selection(self.definition.type, depth=1))

    def document(self, calls: list[dict[str, Any]]) -> tuple[str, dict[str, Any]]:
        """A document that calls the operation once for each set of arguments, and its variables."""
        declared, calls_text, variables = [], [], {}
        for number, arguments in enumerate(calls):
            passed = []
            for name, value in arguments.items():
                variable = f"{name}{number}"
                declared.append(f"${variable}: {self.definition.args[name].type}")
                passed.append(f"{name}: ${variable}")
                variables[variable] = value
            argument_list = f"({', '.join(passed)})" if passed else ""
            calls_text.append(f"a{number}: {self.name}{argument_list} {{ ...Asked }}")
        head = f"{self.parent.lower()} ({', '.join(declared)})" if declared else self.parent.lower()
        of = get_named_type(self.definition.type).name
        fragment = f"fragment Asked on {of} {{ {self.selection} }}"
        return f"{head} {{ {' '.join(calls_text)} }} {fragment}", variables


def operations(parent: str) -> list[Operation]:
    """All fields of Query or Mutation."""
    type_ = SCHEMA.get_type(parent)
    assert isinstance(type_, GraphQLObjectType)
    return [
        Operation(parent, name, each, _selection(each.type)) for name, each in type_.fields.items()
    ]


def _selection(type_: Any, depth: int = 2) -> str:
    """The fields of a result, and of its objects the fields or the ID."""
    named = get_named_type(type_)
    if is_union_type(named):
        # Fields of equal names must have equal types, which those of unrelated objects need not have.
        members = (
            f"... on {each} {{ {_selection(each, 1 if 'id' in each.fields else depth)} }}"
            for each in named.types
        )
        return " ".join(["__typename", *members])
    if depth == 1 and "id" in named.fields:
        return "__typename id"
    parts = ["__typename", *leaves(named)]
    if depth > 1 and "id" not in named.fields:
        for name, each in named.fields.items():
            if not is_leaf_type(get_named_type(each.type)) and not any(
                map(is_required, each.args.values())
            ):
                parts.append(f"{name} {{ {_selection(each.type, depth - 1)} }}")
    return " ".join(parts)


ARGUMENTS = ArgumentFactory()


def own_arguments(world: World, operation: Operation, owner: Owner) -> dict[str, Any]:
    """Valid arguments with the owner's objects. Queries get required ones only: filters narrow the result."""

    def id_of(kind: str) -> str:
        return world.one(kind, owner)

    optional = operation.parent == "Mutation"
    return ARGUMENTS.arguments(operation.place, operation.definition, id_of, optional=optional)


async def do(
    world: World, caller: Caller, operation: Operation, owner: Owner, **changes: Any
) -> httpx2.Response:
    """Call the operation with the owner's objects. `changes` update its input."""
    arguments = own_arguments(world, operation, owner)
    if changes:
        arguments["input"] |= changes
    text, variables = operation.document([arguments])
    return await ask(world, caller, text, variables)


async def attack(world: World, caller: Caller, operation: Operation) -> int:
    """Put hidden IDs of every kind in every place that takes an ID.

    The response must equal the one for unknown IDs. Returns the number of places.
    """
    paths = id_paths(operation.definition)
    brief = operation.in_brief
    for path in paths:
        base = own_arguments(world, operation, caller.home)
        for hidden in _chunks(_hidden_ids(world, caller), brief):
            unknown = [f"{each.rpartition('_')[0]}_{UNKNOWN}" for each in hidden]
            answers = [
                plain(await _attempt(world, caller, brief, base, path, ids))
                for ids in (hidden, unknown)
            ]
            assert answers[0] == answers[1], (caller, operation.place, path, hidden)
    return len(paths)


async def confuse(world: World, caller: Caller, operation: Operation) -> None:
    """Put malformed IDs in every place that takes an ID. No response may be a failure."""
    base = own_arguments(world, operation, caller.home)
    for path in id_paths(operation.definition):
        for malformed in _chunks(MALFORMED, operation):
            await _attempt(world, caller, operation, base, path, malformed)


async def _attempt(
    world: World,
    caller: Caller,
    operation: Operation,
    base: dict[str, Any],
    path: Path,
    ids: list[str],
) -> httpx2.Response:
    text, variables = operation.document([replaced(base, path, global_id) for global_id in ids])
    return await ask(world, caller, text, variables)


def _hidden_ids(world: World, caller: Caller) -> list[str]:
    """One ID of every kind, of each owner that is hidden from the caller."""
    kinds_with_ids = kinds() | set(ACTOR_PREFIXES.values()) & set(world.objects)
    ids = {world.one(kind, owner) for owner in world.hidden(caller) for kind in kinds_with_ids}
    return sorted(global_id for global_id in ids if not caller.sees(world.ids[global_id[-32:]]))


def _chunks(ids: Sequence[str], operation: Operation) -> Iterator[list[str]]:
    """Chunks of IDs that fit in a cached document. Equal lengths reuse the same document."""
    size = min(len(ids), MAX_ALIASES, max(1, MAX_FIELDS // (operation.fields + 1)))
    for start in range(0, len(ids), size):
        yield list(islice(cycle(ids), start, start + size))
