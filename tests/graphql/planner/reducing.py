"""Reduces a failing document by removing parts while it still fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from graphql import (
    REMOVE,
    ArgumentNode,
    DirectiveNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    Node,
    ObjectFieldNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    VariableDefinitionNode,
    VariableNode,
    Visitor,
    parse,
    print_ast,
    validate,
    visit,
)

from tests.graphql.access.walker import SCHEMA

_PARTS = (
    FieldNode,
    InlineFragmentNode,
    FragmentSpreadNode,
    ArgumentNode,
    ObjectFieldNode,
    DirectiveNode,
    OperationDefinitionNode,
)


def reduced(text: str, is_still_wrong: Callable[[str], bool]) -> str:
    """The smallest document that still fails, starting from one that does."""
    is_smaller = True
    while is_smaller:
        is_smaller = False
        count = len(_parts(parse(text)))
        index = 0
        while index < count:
            found = next(filter(is_still_wrong, _without(text, index)), None)
            if found is None:
                index += 1
            else:
                text, is_smaller = found, True
                count = len(_parts(parse(text)))
    return text


def _parts(document: DocumentNode) -> list[Node]:
    """All removable parts, the largest first."""
    found: list[Node] = []

    class Collect(Visitor):
        def enter(self, node: Node, *_: Any) -> None:
            if isinstance(node, _PARTS):
                found.append(node)

    visit(document, Collect())
    return sorted(found, key=_length, reverse=True)


def _length(node: Node) -> int:
    assert node.loc is not None
    return node.loc.end - node.loc.start


def _without(text: str, index: int) -> Iterator[str]:
    """The document without one of its parts, a fragment replaced by its selections, if it is still valid.

    Unused fragments and variables are removed too.
    """
    document = parse(text)
    part = _parts(document)[index]
    for instead in ((), _contents(document, part)):
        candidate = _replaced(document, part, instead)
        if candidate is not None:
            yield candidate


def _contents(document: DocumentNode, part: Node) -> tuple[SelectionNode, ...]:
    """The selections of a fragment."""
    if isinstance(part, FragmentSpreadNode):
        fragments = _found(document, FragmentDefinitionNode)
        part = next(each for each in fragments if each.name.value == part.name.value)
    if isinstance(part, InlineFragmentNode | FragmentDefinitionNode):
        return tuple(part.selection_set.selections)
    return ()


def _replaced(document: DocumentNode, part: Node, instead: tuple[SelectionNode, ...]) -> str | None:
    class Replace(Visitor):
        def enter(self, node: Node, *_: Any) -> Any:
            if node is part:
                return REMOVE
            if instead and isinstance(node, SelectionSetNode) and part in node.selections:
                index = node.selections.index(part)
                kept = [*node.selections[:index], *instead, *node.selections[index + 1 :]]
                return SelectionSetNode(selections=tuple(kept))
            return None

    try:
        left = _tidied(visit(document, Replace()))
        if any(not each.selections for each in _found(left, SelectionSetNode)):
            return None
        candidate = print_ast(left)
        return None if validate(SCHEMA, parse(candidate)) else candidate
    except Exception:  # not printable or parsable: not a document
        return None


def _found(document: DocumentNode, node_type: type[Any]) -> list[Any]:
    found: list[Any] = []

    class Collect(Visitor):
        def enter(self, node: Node, *_: Any) -> None:
            if isinstance(node, node_type):
                found.append(node)

    visit(document, Collect())
    return found


def _tidied(document: DocumentNode) -> DocumentNode:
    """The document without unused fragments and variables."""
    while True:
        spread = {each.name.value for each in _found(document, FragmentSpreadNode)}
        unused = [
            each
            for each in _found(document, FragmentDefinitionNode)
            if each.name.value not in spread
        ]
        variables = [each.name.value for each in _found(document, VariableNode)]
        unused += [
            each
            for each in _found(document, VariableDefinitionNode)
            # Its own name in its definition is one of them.
            if variables.count(each.variable.name.value) == 1
        ]
        if not unused:
            return document

        class Leave(Visitor):
            def enter(self, node: Node, *_: Any, unused: list[Any] = unused) -> Any:
                return REMOVE if any(node is each for each in unused) else None

        document = visit(document, Leave())
