"""How deep and how large a document may be when its fragments are spread out, told in linear time.

Each fragment is measured once, however often it is spread: a document of fragments that each spread the
next one twice is small on paper and enormous in fact, and must be refused without being spread out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from graphql import (
    FieldNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    ValidationContext,
    ValidationRule,
)

# Deep enough for the introspection query of every tool, which is deeper than any of ours.
MAX_DEPTH = 15
MAX_FIELDS = 1_000
CODE = "TOO_LARGE"


@dataclass(frozen=True, slots=True)
class _Size:
    depth: int = 0
    fields: int = 0


class DocumentIsSmallEnough(ValidationRule):
    """Refuses an operation that is too deep or has too many fields once its fragments are spread."""

    def __init__(self, context: ValidationContext) -> None:
        super().__init__(context)
        self._measured: dict[str, _Size] = {}

    def enter_operation_definition(self, node: OperationDefinitionNode, *_: Any) -> None:
        size = self._of(node.selection_set)
        if size.depth > MAX_DEPTH:
            self._refuse(
                f"The operation is {size.depth} levels deep; {MAX_DEPTH} are allowed.", node
            )
        elif size.fields > MAX_FIELDS:
            self._refuse(
                f"The operation has {size.fields} fields with its fragments spread out; "
                f"{MAX_FIELDS} are allowed.",
                node,
            )

    def _refuse(self, message: str, node: OperationDefinitionNode) -> None:
        self.report_error(GraphQLError(message, node, extensions={"code": CODE}))

    def _of(self, selections: SelectionSetNode | None) -> _Size:
        depth = fields = 0
        for node in selections.selections if selections else ():
            size = _Size()
            if isinstance(node, FieldNode):
                below = self._of(node.selection_set)
                size = _Size(below.depth + 1, below.fields + 1)
            elif isinstance(node, InlineFragmentNode):
                size = self._of(node.selection_set)
            elif isinstance(node, FragmentSpreadNode):
                size = self._of_fragment(node.name.value)
            depth = max(depth, size.depth)
            fields += size.fields
        return _Size(depth, fields)

    def _of_fragment(self, name: str) -> _Size:
        if name not in self._measured:
            # Nothing while it is being measured: a cycle ends here, and its own rule refuses it.
            self._measured[name] = _Size()
            fragment = self.context.get_fragment(name)
            if fragment is not None:
                self._measured[name] = self._of(fragment.selection_set)
        return self._measured[name]
