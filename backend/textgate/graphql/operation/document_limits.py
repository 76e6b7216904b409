"""Limits on documents: one linear walk, before validation.

A fragment is measured once, however often it is spread. A chain of fragments that each spread the next one
twice is small on paper and huge when executed, so it must be refused without being expanded. Introspection has
limits of its own, because tools nest it more deeply than any other operation.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass, field

from graphql import (
    DirectiveNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    OperationDefinitionNode,
    VariableNode,
)

from textgate.graphql.declare.errors import TOO_LARGE

MAX_TOKENS = 1_000
MAX_DEFINITIONS = 30

_ROOTS = frozenset({"__schema", "__type"})
# Lists of a type that lead to more types. Each one nested in another multiplies the answer.
_MEMBERS = frozenset({"fields", "inputFields", "interfaces", "possibleTypes"})

_Definition = OperationDefinitionNode | FragmentDefinitionNode


@dataclass(slots=True)
class Size:
    """The size of a selection with its fragments expanded, or a limit for it."""

    depth: int = 0
    fields: int = 0
    fragments: int = 0
    aliases: int = 0
    directives: int = 0
    members: int = 0

    def add(self, other: Size, depth: int = 0, members: int = 0) -> None:
        """Add a selection that is nested this deeply in this one."""
        self.depth = max(self.depth, depth + other.depth)
        self.fields += other.fields
        self.fragments += other.fragments
        self.aliases += other.aliases
        self.directives += other.directives
        self.members = max(self.members, members + other.members)


# Fragments count too: they may be empty, and then the number of fields does not bound the number of spreads.
# Only introspection has members.
MAX_OPERATION = Size(depth=10, fields=300, fragments=300, aliases=30, directives=20, members=10)
# The introspection queries of graphql-js, and of tools that copy it, have 14 levels and up to 300 fields.
# Without aliases and nested lists of members, no answer is much larger than theirs.
MAX_INTROSPECTION = Size(depth=15, fields=400, fragments=300, aliases=0, directives=20, members=1)

_MESSAGES = (
    "is {} levels deep; {} are allowed.",
    "has {} fields with its fragments spread out; {} are allowed.",
    "spreads {} fragments out; {} are allowed.",
    "has {} aliases with its fragments spread out; {} are allowed.",
    "has {} directives with its fragments spread out; {} are allowed.",
    "has {} lists of types' members within one another; {} is allowed.",
)


@dataclass(slots=True)
class _Extent:
    """The size of a selection. What lies below `__schema` and `__type` is counted apart."""

    plain: Size = field(default_factory=Size)
    introspection: Size = field(default_factory=Size)


class DocumentMeasure:
    """Measures a document that may be invalid.

    `refusal` says which limit it exceeds. If it is None, `conditions` are the names of all variables in
    directives on selections: those of `@skip` and `@include` in a valid document.
    """

    def __init__(self, document: DocumentNode) -> None:
        self._fragments = {
            definition.name.value: definition
            for definition in document.definitions
            if isinstance(definition, FragmentDefinitionNode)
        }
        self._extents: dict[int, _Extent] = {}
        self._conditions: dict[str, None] = {}
        self.refusal = self._measure(document)
        self.conditions = tuple(self._conditions)

    def _measure(self, document: DocumentNode) -> GraphQLError | None:
        count = len(document.definitions)
        if count > MAX_DEFINITIONS:
            return _refusal(
                f"The document has {count} operations and fragments; {MAX_DEFINITIONS} are allowed."
            )
        for definition in document.definitions:
            # Validation would also walk fragments that no operation spreads.
            if isinstance(definition, OperationDefinitionNode | FragmentDefinitionNode):
                refusal = _compare(definition, self._extent(definition))
                if refusal:
                    return refusal
        return None

    def _extent(self, definition: _Definition) -> _Extent:
        extent = self._extents.get(id(definition))
        if extent is None:
            # Empty while it is being measured: a cycle ends here, and validation refuses it.
            self._extents[id(definition)] = _Extent()
            extent = self._extents[id(definition)] = self._walk(definition)
        return extent

    def _walk(self, definition: _Definition) -> _Extent:
        extent = _Extent()
        is_introspection = isinstance(
            definition, FragmentDefinitionNode
        ) and definition.type_condition.name.value.startswith("__")
        size = extent.introspection if is_introspection else extent.plain
        size.directives += len(definition.directives or ())
        for variable in definition.variable_definitions or ():
            size.directives += len(variable.directives or ())
        # Recurses from fragment to fragment only: 30 definitions of 200 levels would overflow Python's stack.
        waiting = [(definition.selection_set, 0, 0, is_introspection)]
        while waiting:
            selections, depth, members, is_introspection = waiting.pop()
            size = extent.introspection if is_introspection else extent.plain
            for node in selections.selections:
                if node.directives:
                    size.directives += len(node.directives)
                    self._note_conditions(node.directives)
                size.fragments += not isinstance(node, FieldNode)
                if isinstance(node, InlineFragmentNode):
                    waiting.append((node.selection_set, depth, members, is_introspection))
                elif isinstance(node, FragmentSpreadNode):
                    spread = self._named(node.name.value)
                    size.add(spread.plain, depth, members)
                    if is_introspection:
                        size.add(spread.introspection, depth, members)
                    else:
                        extent.introspection.add(spread.introspection)
                elif isinstance(node, FieldNode):
                    name = node.name.value
                    nested = members + (name in _MEMBERS)
                    size.add(Size(depth=1, fields=1, members=nested - members), depth, members)
                    # Tools alias `__type` to learn which introspection the server supports.
                    aliased = extent.introspection if name == "__schema" else size
                    aliased.aliases += node.alias is not None
                    if node.selection_set is None:
                        continue
                    if name in _ROOTS:
                        waiting.append((node.selection_set, 0, 0, True))
                    else:
                        waiting.append((node.selection_set, depth + 1, nested, is_introspection))
        return extent

    def _note_conditions(self, directives: Iterable[DirectiveNode]) -> None:
        for directive in directives:
            for argument in directive.arguments or ():
                if isinstance(argument.value, VariableNode):
                    self._conditions[argument.value.name.value] = None

    def _named(self, name: str) -> _Extent:
        fragment = self._fragments.get(name)
        return self._extent(fragment) if fragment else _Extent()


def _compare(definition: _Definition, extent: _Extent) -> GraphQLError | None:
    is_operation = isinstance(definition, OperationDefinitionNode)
    what = "operation" if is_operation else "fragment"
    for subject, size, limit in (
        (f"The {what}", extent.plain, MAX_OPERATION),
        (f"The {what}'s introspection", extent.introspection, MAX_INTROSPECTION),
    ):
        for count, allowed, message in zip(astuple(size), astuple(limit), _MESSAGES, strict=True):
            if count > allowed:
                return _refusal(f"{subject} {message.format(count, allowed)}", definition)
    return None


def _refusal(message: str, node: _Definition | None = None) -> GraphQLError:
    return GraphQLError(message, node, extensions={"code": TOO_LARGE})
