"""Writes one selection after another that is valid for the schema, however its parts are merged."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLUnionType,
    Undefined,
    get_named_type,
    is_abstract_type,
    is_leaf_type,
)

from tests.graphql.access.type_graph import DISTANCES, OVERLAPPING, kind_of, needs_of
from tests.graphql.access.walker import SCHEMA
from tests.graphql.arguments import is_required
from tests.graphql.planner.generated_values import ABSENT, Chooser, Values
from tests.graphql.planner.selection_trees import (
    Extent,
    Field,
    Fragment,
    Inline,
    Node,
    Scope,
    Spread,
    fragments_in,
)
from textgate.domain.permissions import Permission
from textgate.graphql.operation.document_limits import MAX_OPERATION

MAX_OBJECTS = 400
"""The maximum of objects per operation: graphql-core also makes each one, slowly."""

_TYPENAME: Any = GraphQLNonNull(SCHEMA.type_map["String"])
_BOOLEAN: Any = GraphQLNonNull(SCHEMA.type_map["Boolean"])


@dataclass(slots=True)
class Writer:
    """Writes one document; `left` is the number of fields that it may still have.

    It prefers paths to the type `aim`, because chance alone would rarely reach the deepest types.
    """

    choose: Chooser
    values: Values
    permitted: frozenset[Permission]
    left: int
    aim: GraphQLNamedType
    features: set[str]
    fragments: list[Fragment] = field(default_factory=list)
    spread: Extent = field(default_factory=Extent)
    names: int = 0

    def selection(
        self, parent: GraphQLNamedType, scope: Scope, depth: int, times: int
    ) -> list[Node]:
        """Some fields of a type, at this depth and for this number of objects."""
        nodes: list[Node] = []
        is_abstract = is_abstract_type(parent)
        if is_abstract and self.choose.chance(75):
            nodes.append(self._field(parent, "__typename", scope, depth, times))
        if parent is self.aim and depth > 1 and self.choose.chance(60):
            self.features.add("all of a type")
            nodes += [
                self._field(parent, name, scope, depth, times)
                for name in self._names(parent, depth, times)
            ]
        for _ in range(1 + self.choose.below(6)):
            if self.left <= 0 and nodes:
                break
            kind = self.choose.below(100) + (60 if is_abstract else 0)
            if kind < 82 and not isinstance(parent, GraphQLUnionType):
                nodes.append(self._any_field(parent, scope, depth, times))
            elif kind < (130 if is_abstract else 92):
                nodes.append(self._inline(parent, scope, depth, times))
            elif kind % 2 and self._reused(parent, scope, depth, times, nodes):
                continue
            else:
                nodes.append(self._named(parent, scope, depth, times))
        return nodes

    def _any_field(self, parent: GraphQLNamedType, scope: Scope, depth: int, times: int) -> Field:
        known = [each for found in scope.fields.values() for each in found if each.parent is parent]
        if known and self.choose.chance(12):
            return self._again(self.choose.one_of(known), scope, depth, times)
        names = self._names(parent, depth, times)
        if not names or self.choose.chance(5):
            return self._field(parent, "__typename", scope, depth, times)
        return self._field(
            parent, self.choose.one_of(self._nearer(parent, names)), scope, depth, times
        )

    def _nearer(self, parent: GraphQLNamedType, names: list[str]) -> list[str]:
        """Mostly those of the fields that lead to the document's aim."""
        away = DISTANCES[parent].get(self.aim)
        if not away or self.choose.chance(25):
            return names
        fields: dict[str, GraphQLField] = getattr(parent, "fields", {})
        steps = {each: DISTANCES.get(get_named_type(fields[each].type), {}) for each in names}
        return [each for each in names if steps[each].get(self.aim, away) < away] or names

    def _condition_within(self, parent: GraphQLNamedType) -> GraphQLNamedType:
        """A type for a fragment."""
        possible = OVERLAPPING[parent]
        if self.aim in possible and self.choose.chance(65):
            return self.aim
        return self.choose.one_of(possible)

    def _names(self, parent: GraphQLNamedType, depth: int, times: int) -> list[str]:
        """The fields that fit into the document."""
        assert isinstance(parent, GraphQLObjectType | GraphQLInterfaceType)
        is_last = depth >= MAX_OPERATION.depth or self.left <= 0 or times > MAX_OBJECTS
        found = []
        for name, each in parent.fields.items():
            needed = needs_of(each)
            if needed and needed not in self.permitted:
                continue
            if not is_last or is_leaf_type(get_named_type(each.type)):
                found.append(name)
        return found

    def _field(
        self, parent: GraphQLNamedType, name: str, scope: Scope, depth: int, times: int
    ) -> Field:
        made = Field(parent, name, _TYPENAME)
        if name == "__typename":
            self.features.add("__typename")
        else:
            assert isinstance(parent, GraphQLObjectType | GraphQLInterfaceType)
            definition = parent.fields[name]
            made.type = definition.type
            made.arguments, made.page = self._arguments(f"{parent.name}.{name}", definition, times)
        if self.choose.chance(10) and self.spread.aliases < MAX_OPERATION.aliases:
            made.alias = self._alias(parent)
        if not scope.takes(made):
            made.alias = f"k{self._number()}"
        return self._completed(made, scope, depth, times)

    def _again(self, known: Field, scope: Scope, depth: int, times: int) -> Field:
        self.features.add("a key again")
        again = Field(known.parent, known.name, known.type, known.alias, known.arguments)
        again.page = known.page
        if known.selection:
            self.features.add("merged selections")
        return self._completed(again, scope, depth, times)

    def _completed(self, made: Field, scope: Scope, depth: int, times: int) -> Field:
        self.left -= 1
        self.spread.aliases += bool(made.alias)
        made.directives = self._directives("field")
        below = scope.enter(made)
        named = get_named_type(made.type)
        if not is_leaf_type(named):
            made.selection = self.selection(named, below, depth + 1, times * made.page)
        return made

    def _alias(self, parent: GraphQLNamedType) -> str:
        self.features.add("alias")
        others: list[str] = list(getattr(parent, "fields", {}))
        if others and self.choose.chance(50):
            self.features.add("alias that is another field's name")
            return self.choose.one_of(others)
        return self.choose.one_of(["a", "b", "_c", "type"])

    def _arguments(self, place: str, definition: GraphQLField, times: int) -> tuple[str, int]:
        """Arguments of a field, and the number of objects that it may return with them."""
        given, page = [], 1
        for name, each in definition.args.items():
            if name == "first":
                text, page = self._first(each.type, times)
            elif name == "ids" or is_required(each) or self.choose.chance(25):
                text = self.values.given(
                    each.type,
                    f"{place}.{name}",
                    has_default=each.default_value is not Undefined,
                )
            else:
                continue
            if text:
                given.append(f"{name}: {text}")
        if len(given) > 1 and self.choose.chance(20):
            given.reverse()
        return (f"({', '.join(given)})" if given else ""), page

    def _first(self, graphql_type: Any, times: int) -> tuple[str, int]:
        if times == 1 and self.choose.chance(8):
            self.features.add("first left out")
            return "", 50
        if self.choose.chance(4):
            self.features.add("first that is refused")
            return self.choose.one_of(["0", "101", "-1", "2147483647"]), 1
        sizes = [each for each in (2, 1, 3, 4, 7, 100) if each * times <= MAX_OBJECTS or each == 1]
        size = self.choose.one_of(sizes)
        if self.choose.chance(20):
            value = self.choose.one_of([size, size, float(size)])
            if isinstance(value, float):
                # Only JSON has 100.0 for an Int; as a default it would be invalid.
                variable = self.values.variable(graphql_type, lambda: size)
                declared = self.values.variables[variable[1:]]
                declared.value = value if declared.value is not ABSENT else ABSENT
                self.features.add("first as 100.0")
                return variable, size
            return self.values.variable(
                graphql_type, lambda: size, has_default=size * times < 8
            ), size
        return str(size), size

    def _directives(self, of: str) -> str:
        if not self.choose.chance(6) or self.spread.directives > MAX_OPERATION.directives - 2:
            return ""
        names = self.choose.one_of(
            [("include",), ("skip",), ("skip", "include"), ("include", "skip")]
        )
        self.features.add(f"directive on a {of}")
        if len(names) > 1:
            self.features.add("both directives")
        self.spread.directives += len(names)
        return "".join(f" @{name}(if: {self._condition(name)})" for name in names)

    def _condition(self, name: str) -> str:
        is_kept = not self.choose.chance(35)
        value = is_kept is (name == "include")
        self.features.add(f"{name} {value}".lower())
        if not self.choose.chance(50):
            return str(value).lower()
        self.features.add("directive with a variable")
        return self.values.variable(_BOOLEAN, lambda: value)

    def _inline(self, parent: GraphQLNamedType, scope: Scope, depth: int, times: int) -> Inline:
        condition = None
        if is_abstract_type(parent) or self.choose.chance(60):
            condition = self._condition_within(parent)
        kind = "no condition" if condition is None else f"a {kind_of(condition)}"
        self.features.add(f"inline fragment with {kind}")
        directives = self._directives("inline fragment")
        return Inline(
            condition, directives, self.selection(condition or parent, scope, depth, times)
        )

    def _named(self, parent: GraphQLNamedType, scope: Scope, depth: int, times: int) -> Node:
        if len(self.fragments) >= 8:
            return self._inline(parent, scope, depth, times)
        condition = self._condition_within(parent)
        self.features.add(f"named fragment on a {kind_of(condition)}")
        made = Fragment(f"F{self._number()}", condition, [])
        made.selection = self.selection(condition, scope, depth, times)
        if any(fragments_in(made.selection)):
            self.features.add("fragment within a fragment")
        self.fragments.append(made)
        return Spread(made, self._directives("spread"))

    def _reused(
        self,
        parent: GraphQLNamedType,
        scope: Scope,
        depth: int,
        times: int,
        nodes: list[Node],
    ) -> bool:
        """Spread a fragment again, if one fits."""
        for made in self.fragments:
            extent = Extent.of(made.selection)
            if (
                made.condition in OVERLAPPING[parent]
                and depth - 1 + extent.depth <= MAX_OPERATION.depth
                and extent.objects * times <= MAX_OBJECTS
                and self.spread.aliases + extent.aliases <= MAX_OPERATION.aliases
                and self.spread.directives + extent.directives < MAX_OPERATION.directives
                and extent.fields <= max(self.left, 3)
                and scope.takes_all(made.selection)
            ):
                self.features.add("fragment spread again")
                self.left -= extent.fields
                self.spread.aliases += extent.aliases
                self.spread.directives += extent.directives
                scope.enter_all(made.selection)
                nodes.append(Spread(made, self._directives("spread")))
                return True
        return False

    def _number(self) -> int:
        self.names += 1
        return self.names
