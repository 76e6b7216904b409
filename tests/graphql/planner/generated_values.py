"""Values for generated documents: arguments as literals, or in variables declared in every valid way."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    get_named_type,
    is_list_type,
    is_non_null_type,
)

from tests.graphql.arguments import KINDS, is_required, look_up
from tests.graphql.operations import MALFORMED, UNKNOWN
from tests.graphql.planner.pools import Pools

T = TypeVar("T")

ABSENT: Any = object()
"""The value of an absent variable."""

ODD = 4
"""The percentage of scalars that are of another type, or invalid."""

_SCALARS: dict[str, Sequence[Any]] = {
    "Boolean": (True, False),
    "Date": ("2026-11-02", "2026-11-10", "2026-11-16", "2026-11-17"),
    "DateTime": (
        "2026-11-02T15:00:00Z",
        "2026-11-16T17:00:00+02:00",
        "2026-11-16T15:16:00.000001-05:00",
    ),
    "Int": (2000, 4035, 4060, 0, -1),
}
_RECIPIENTS = ("(406) 555-0120", "0120", "555-0121", "4065550199", "12")
_ODD_SCALARS: dict[str, Sequence[Any]] = {
    "Boolean": ("true",),
    "Date": ("2026-11-31", "1999-01-01", "2026-11-10T00:00:00Z", 20261110),
    "DateTime": ("2026-11-10T00:00:00", "0001-01-01T00:00:00+14:00", "yesterday", 5),
    "Int": (2**31, "2000", 4060.0, 0.5),
    "ID": (7, 1.5),
    "String": (7, ""),
}


class Chooser:
    """Makes every decision by the next byte of those that Hypothesis has drawn. 0 is the simplest choice, also
    once the bytes are used up.

    One draw for a whole document is faster than one per decision, and varies more. Hypothesis simplifies bytes
    just as well.
    """

    def __init__(self, choices: bytes) -> None:
        self._choices = iter(choices)

    def below(self, count: int) -> int:
        assert count <= 256
        return next(self._choices, 0) * count >> 8

    def chance(self, percent: int) -> bool:
        return self.below(100) >= 100 - percent

    def one_of(self, choices: Sequence[T]) -> T:
        return choices[self.below(len(choices))]


@dataclass(slots=True)
class Variable:
    """A variable that a document declares, and its value."""

    name: str
    type: str
    default: str | None
    value: Any

    @property
    def declaration(self) -> str:
        default = "" if self.default is None else f" = {self.default}"
        return f"${self.name}: {self.type}{default}"


@dataclass(slots=True)
class Values:
    """Generates values, and records their variables and special features.

    Where any id is valid, it prefers ids of `kind`.
    """

    choose: Chooser
    pools: Pools
    features: set[str]
    kind: str = ""
    variables: dict[str, Variable] = field(default_factory=dict)

    def given(
        self,
        graphql_type: GraphQLInputType,
        place: str,
        *,
        has_default: bool = False,
        depth: int = 0,
    ) -> str:
        """A value for `Type.field.argument`, as a document writes it."""
        if self.choose.chance(25):
            if depth:
                self.features.add("variable within a value")
            return self.variable(
                graphql_type,
                lambda: self.plain(graphql_type, place),
                has_default=has_default and not depth,
            )
        if not is_non_null_type(graphql_type):
            if self.choose.chance(5):
                self.features.add("null written out")
                return "null"
            return self._given(graphql_type, place, depth)
        return self._given(graphql_type.of_type, place, depth)

    def _given(self, graphql_type: Any, place: str, depth: int) -> str:
        if is_list_type(graphql_type):
            if self.choose.chance(10):
                self.features.add("one value for a list")
                return self.given(graphql_type.of_type, place, depth=depth + 1)
            items = range(self.choose.below(4))
            return f"[{', '.join(self.given(graphql_type.of_type, place, depth=depth + 1) for _ in items)}]"
        if isinstance(graphql_type, GraphQLInputObjectType):
            members = [
                f"{name}: {self.given(each.type, f'{place}.{name}', depth=depth + 1)}"
                for name, each in graphql_type.fields.items()
                if is_required(each) or self.choose.chance(30)
            ]
            return f"{{{', '.join(members)}}}"
        return literal(self._plain(graphql_type, place), graphql_type)

    def variable(
        self, graphql_type: GraphQLInputType, make: Callable[[], Any], *, has_default: bool = False
    ) -> str:
        """A variable for an argument, declared in one of the valid ways."""
        name = f"v{len(self.variables)}"
        is_nullable = not is_non_null_type(graphql_type)
        bare = str(graphql_type).removesuffix("!")
        default, value, type_ = None, ABSENT, str(graphql_type)
        form = self.choose.below(6)
        if form in (1, 2) or (form == 3 and not (is_nullable or has_default)):
            self.features.add("variable with a default")
            type_ = bare if form == 1 else type_
            default = literal(_not_null(make), graphql_type)
            if self.choose.chance(60):
                is_null = type_ == bare and self.choose.chance(40 if is_nullable else 8)
                value = None if is_null else make()
        elif form == 3:
            type_ = bare
            self.features.add("variable not given")
        elif form == 4 and (is_nullable or has_default):
            type_ = bare
            value = None if self.choose.chance(40 if is_nullable else 10) else make()
        elif form == 5:
            type_, value = f"{bare}!", _not_null(make)
        else:
            value = make()
        if value is None:
            self.features.add("null in a variable")
        self.variables[name] = Variable(name, type_, default, value)
        return f"${name}"

    def plain(self, graphql_type: Any, place: str) -> Any:
        """A value as JSON."""
        if is_non_null_type(graphql_type):
            return self._plain(graphql_type.of_type, place)
        return None if self.choose.chance(5) else self._plain(graphql_type, place)

    def _plain(self, graphql_type: Any, place: str) -> Any:
        if is_list_type(graphql_type):
            return [self.plain(graphql_type.of_type, place) for _ in range(self.choose.below(4))]
        if isinstance(graphql_type, GraphQLInputObjectType):
            return {
                name: self.plain(each.type, f"{place}.{name}")
                for name, each in graphql_type.fields.items()
                if is_required(each) or self.choose.chance(30)
            }
        if isinstance(graphql_type, GraphQLEnumType):
            return self.choose.one_of(list(graphql_type.values))
        named = get_named_type(graphql_type).name
        if named in _ODD_SCALARS and self.choose.chance(ODD):
            self.features.add("odd scalar")
            return self.choose.one_of(_ODD_SCALARS[named])
        if named in _SCALARS:
            return self.choose.one_of(_SCALARS[named])
        return self._id(place) if named == "ID" else self._text(place)

    def _id(self, place: str) -> str:
        if self.choose.chance(8):
            self.features.add("id of nothing")
            unknown = [f"{kind}_{UNKNOWN}" for kind in ("account", "user", "webhook_attempt", "x")]
            return self.choose.one_of([*unknown, *MALFORMED])
        if place in ("Query.node.id", "Query.nodes.ids") or self.choose.chance(10):
            kinds = sorted(self.pools.ids)
            kind = (
                self.kind
                if self.kind in kinds and self.choose.chance(70)
                else self.choose.one_of(kinds)
            )
        else:
            kind = look_up(KINDS, place, "KINDS")
        return self.choose.one_of(self.pools.ids[kind])

    def _text(self, place: str) -> str:
        owner, _, name = place.rpartition(".")
        if name == "externalId":
            return self.choose.one_of(self.pools.external_ids)
        if name == "recipient":
            return self.choose.one_of(_RECIPIENTS)
        if name != "after":
            return self.choose.one_of(self.pools.words)
        own = self.pools.cursors.get(owner, [])
        if own and not self.choose.chance(20):
            self.features.add("cursor of the list")
            return self.choose.one_of(own)
        self.features.add("cursor of another list, or none")
        others = sorted(each for found in self.pools.cursors.values() for each in found[:1])
        return self.choose.one_of([*others[:150], "", "garbage", "WzFd", "é"])


def _not_null(make: Callable[[], Any]) -> Any:
    for _ in range(20):
        value = make()
        if value is not None:
            return value
    raise AssertionError("a value that is never given")


def literal(value: Any, graphql_type: Any) -> str:
    """A value of a type as a literal."""
    if is_non_null_type(graphql_type):
        graphql_type = graphql_type.of_type
    if value is None:
        return "null"
    if is_list_type(graphql_type):
        many = value if isinstance(value, list) else [value]
        return f"[{', '.join(literal(each, graphql_type.of_type) for each in many)}]"
    if isinstance(graphql_type, GraphQLInputObjectType):
        assert isinstance(value, Mapping)
        members = (
            f"{name}: {literal(each, graphql_type.fields[name].type)}"
            for name, each in value.items()
        )
        return f"{{{', '.join(members)}}}"
    return str(value) if isinstance(graphql_type, GraphQLEnumType) else json.dumps(value)
