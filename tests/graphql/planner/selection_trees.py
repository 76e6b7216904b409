"""Trees of generated selections: their fields, their text, and which fields can be merged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from graphql import GraphQLNamedType, GraphQLObjectType, GraphQLOutputType


@dataclass(slots=True, eq=False)
class Field:
    """A field of `parent`; `page` is the number of objects that it may return."""

    parent: GraphQLNamedType
    name: str
    type: GraphQLOutputType
    alias: str = ""
    arguments: str = ""
    directives: str = ""
    page: int = 1
    selection: list[Node] | None = None

    @property
    def key(self) -> str:
        """The response key."""
        return self.alias or self.name


@dataclass(slots=True, eq=False)
class Inline:
    """An inline fragment, with or without a type condition."""

    condition: GraphQLNamedType | None
    directives: str
    selection: list[Node]


@dataclass(slots=True, eq=False)
class Fragment:
    """A named fragment."""

    name: str
    condition: GraphQLNamedType
    selection: list[Node]


@dataclass(slots=True, eq=False)
class Spread:
    """A spread of a named fragment."""

    fragment: Fragment
    directives: str = ""

    @property
    def selection(self) -> list[Node]:
        return self.fragment.selection


Node = Field | Inline | Spread


def written(nodes: Iterable[Node]) -> str:
    """The text of a selection."""
    parts = []
    for node in nodes:
        if isinstance(node, Spread):
            parts.append(f"...{node.fragment.name}{node.directives}")
            continue
        if isinstance(node, Inline):
            condition = f" on {node.condition.name}" if node.condition else ""
            head = f"...{condition}{node.directives}"
        else:
            alias = f"{node.alias}: " if node.alias else ""
            head = f"{alias}{node.name}{node.arguments}{node.directives}"
        parts.append(head if node.selection is None else f"{head} {written(node.selection)}")
    return f"{{ {' '.join(parts)} }}"


def spread_out(nodes: Iterable[Node]) -> Iterator[Field]:
    """The fields of a selection, including those in its fragments."""
    for node in nodes:
        if isinstance(node, Field):
            yield node
        else:
            yield from spread_out(node.selection)


def fragments_in(nodes: Iterable[Node]) -> Iterator[Fragment]:
    """The named fragments of a selection, including those that they spread."""
    for node in nodes:
        if isinstance(node, Spread):
            yield node.fragment
        yield from fragments_in(node.selection or ())


@dataclass(slots=True)
class Extent:
    """The size of a selection with its fragments expanded."""

    depth: int = 0
    fields: int = 0
    aliases: int = 0
    directives: int = 0
    objects: int = 0

    @classmethod
    def of(cls, nodes: Iterable[Node]) -> Extent:
        found = cls()
        for node in nodes:
            below = cls.of(node.selection or ())
            is_field = isinstance(node, Field)
            page = node.page if isinstance(node, Field) and node.selection else 1
            found.depth = max(found.depth, below.depth + is_field)
            found.fields += below.fields + is_field
            found.aliases += below.aliases + (isinstance(node, Field) and bool(node.alias))
            found.directives += below.directives + node.directives.count("@")
            found.objects += below.objects * page
            if is_field and node.selection:
                found.objects += page
        return found


@dataclass(slots=True)
class Scope:
    """The fields of one object of the answer by response key, and the scope of each one's selections."""

    fields: dict[str, list[Field]] = field(default_factory=dict)
    below: dict[str, Scope] = field(default_factory=dict)

    def takes(self, new: Field) -> bool:
        """True if validation lets a field merge with those of the same key."""
        return all(_merge(known, new) for known in self.fields.get(new.key, ()))

    def enter(self, new: Field) -> Scope:
        """Note a field. All fields of one key share the scope of their selections."""
        self.fields.setdefault(new.key, []).append(new)
        return self.below.setdefault(new.key, Scope())

    def takes_all(self, nodes: Iterable[Node]) -> bool:
        for each in spread_out(nodes):
            if not self.takes(each):
                return False
            below = self.below.get(each.key)
            if each.selection and below and not below.takes_all(each.selection):
                return False
        return True

    def enter_all(self, nodes: Iterable[Node]) -> None:
        for each in spread_out(nodes):
            self.enter(each).enter_all(each.selection or ())


def _merge(one: Field, other: Field) -> bool:
    if str(one.type) != str(other.type):
        return False
    is_apart = (
        isinstance(one.parent, GraphQLObjectType)
        and isinstance(other.parent, GraphQLObjectType)
        and one.parent is not other.parent
    )
    return is_apart or (one.name, one.arguments) == (other.name, other.arguments)
