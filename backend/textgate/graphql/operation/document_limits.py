"""How large a document may be with its fragments spread out: measured in linear time, before validation.

Each fragment is measured once, however often it is spread: a document of fragments that each spread the
next one twice is small on paper and enormous in fact, and must be refused without being spread out.
Introspection has limits of its own: tools ask for it deeper than anybody asks for anything else.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass, field

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    OperationDefinitionNode,
)

from textgate.graphql.declare.errors import TOO_LARGE

MAX_TOKENS = 1_000
MAX_DEFINITIONS = 30

_ROOTS = frozenset({"__schema", "__type"})
# The lists of a type that lead to further types. One within another multiplies the answer.
_MEMBERS = frozenset({"fields", "inputFields", "interfaces", "possibleTypes"})

_Definition = OperationDefinitionNode | FragmentDefinitionNode


@dataclass(slots=True)
class Size:
    """What is counted of a selection, or how much of it is allowed."""

    depth: int = 0
    fields: int = 0
    fragments: int = 0
    aliases: int = 0
    directives: int = 0
    members: int = 0

    def add(self, other: Size, depth: int = 0, members: int = 0) -> None:
        """Another selection, so deep within this one."""
        self.depth = max(self.depth, depth + other.depth)
        self.fields += other.fields
        self.fragments += other.fragments
        self.aliases += other.aliases
        self.directives += other.directives
        self.members = max(self.members, members + other.members)


# Fragments count as well: selections may be empty, and then fields say nothing of how often fragments
# are spread. Only introspection has members.
MAX_OPERATION = Size(depth=10, fields=300, fragments=300, aliases=30, directives=20, members=10)
# The queries of graphql-js and of the tools that copy it have 14 levels and up to 300 fields. Without
# aliases, and without lists of members within one another, no answer is much larger than theirs.
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
    """The size of a selection, and apart from it that of what is below `__schema` and `__type`."""

    plain: Size = field(default_factory=Size)
    introspection: Size = field(default_factory=Size)


def too_large(document: DocumentNode) -> GraphQLError | None:
    """The refusal of a document that is larger than allowed."""
    count = len(document.definitions)
    if count > MAX_DEFINITIONS:
        return _refusal(
            f"The document has {count} operations and fragments; {MAX_DEFINITIONS} are allowed."
        )
    measure = _Measure(document)
    for definition in document.definitions:
        # A fragment that nothing spreads would be validated all the same.
        if isinstance(definition, OperationDefinitionNode | FragmentDefinitionNode):
            refusal = _compare(definition, measure.of(definition))
            if refusal:
                return refusal
    return None


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


class _Measure:
    """Measures what a document defines, fragments once only."""

    def __init__(self, document: DocumentNode) -> None:
        self._fragments = {
            each.name.value: each
            for each in document.definitions
            if isinstance(each, FragmentDefinitionNode)
        }
        self._measured: dict[int, _Extent] = {}

    def of(self, definition: _Definition) -> _Extent:
        extent = self._measured.get(id(definition))
        if extent is None:
            # Nothing while it is being measured: a cycle ends here, and its own rule refuses it.
            self._measured[id(definition)] = _Extent()
            extent = self._measured[id(definition)] = self._spread_out(definition)
        return extent

    def _spread_out(self, definition: _Definition) -> _Extent:
        extent = _Extent()
        is_introspection = isinstance(
            definition, FragmentDefinitionNode
        ) and definition.type_condition.name.value.startswith("__")
        size = extent.introspection if is_introspection else extent.plain
        size.directives += len(definition.directives or ())
        for variable in definition.variable_definitions or ():
            size.directives += len(variable.directives or ())
        # No recursion but from fragment to fragment: 30 definitions of 200 levels would be too deep.
        waiting = [(definition.selection_set, 0, 0, is_introspection)]
        while waiting:
            selections, depth, members, is_introspection = waiting.pop()
            size = extent.introspection if is_introspection else extent.plain
            for node in selections.selections:
                size.directives += len(node.directives or ())
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
                    below = members + (name in _MEMBERS)
                    size.add(Size(depth=1, fields=1, members=below - members), depth, members)
                    # `__type` by several names is how tools learn what introspection can tell them.
                    aliased = extent.introspection if name == "__schema" else size
                    aliased.aliases += node.alias is not None
                    if node.selection_set is None:
                        continue
                    if name in _ROOTS:
                        waiting.append((node.selection_set, 0, 0, True))
                    else:
                        waiting.append((node.selection_set, depth + 1, below, is_introspection))
        return extent

    def _named(self, name: str) -> _Extent:
        fragment = self._fragments.get(name)
        return self.of(fragment) if fragment else _Extent()
