"""From a selection to a plan: which related rows a query needs, level by level, before anything is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, cast

from graphql import (
    FieldNode,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLResolveInfo,
    get_named_type,
    is_abstract_type,
)
from graphql.execution.collect_fields import FieldDetails, FragmentDetails, collect_subfields
from graphql.execution.values import VariableValues, get_argument_values
from strawberry.types.arguments import convert_arguments
from strawberry.types.field import StrawberryField

from textgate.graphql.entity import RELATION, Relation, Shape
from textgate.graphql.errors import invalid_argument

MAX_PAGE = 100

Nodes = list[FieldNode]
BranchKey = tuple[int, str]
_DEFINITION = "strawberry-definition"


@dataclass(slots=True)
class Branch:
    """One relation with its arguments, for parents of `types`, and what is wanted below it."""

    relation: Relation
    arguments: dict[str, Any]
    types: set[str] = field(default_factory=set)
    wants_rows: bool = False
    wants_total: bool = False
    branches: dict[BranchKey, Branch] = field(default_factory=dict)


Branches = dict[BranchKey, Branch]


class Planner:
    """Plans for one operation; `keys` remembers for each field node which branch it reads."""

    def __init__(self, info: GraphQLResolveInfo[Any], keys: dict[int, BranchKey]) -> None:
        self._info = info
        self._fragments = {name: FragmentDetails(node) for name, node in info.fragments.items()}
        # Strawberry hands its resolvers the plain values; graphql-core's helpers want its container.
        self._variables = VariableValues({}, cast("dict[str, Any]", info.variable_values))
        self._keys = keys

    def root(self) -> Branch:
        """The branch of the query field being resolved."""
        branches: Branches = {}
        nodes = list(self._info.field_nodes)
        self._visit(self._info.parent_type, nodes, branches)
        return branches[self._keys[id(nodes[0])]]

    def below(
        self, type_name: str, field_name: str, only: tuple[str, ...] | None = None
    ) -> Branches | None:
        """What is wanted of an object that a result holds in `type_name.field_name`, where that
        object is not itself found by a relation; None when the field is not selected."""
        object_type = self._info.schema.get_type(type_name)
        assert isinstance(object_type, GraphQLObjectType)
        nodes = [
            node
            for group in self._fields(object_type, list(self._info.field_nodes))
            for node in group
            if node.name.value == field_name
        ]
        if not nodes:
            return None
        return self._level(object_type.fields[field_name].type, nodes, only=only)

    def level(self, only: tuple[str, ...]) -> Branches:
        """What is wanted of the objects that the field being resolved returns itself."""
        nodes = list(self._info.field_nodes)
        return self._level(self._info.return_type, nodes, only=only)

    def _level(
        self,
        output: GraphQLOutputType,
        nodes: Nodes,
        *,
        only: tuple[str, ...] | None = None,
    ) -> Branches:
        branches: Branches = {}
        for object_type in self._possible(output):
            if only is None or object_type.name in only:
                for group in self._fields(object_type, nodes):
                    self._visit(object_type, group, branches)
        return branches

    def _visit(self, parent: GraphQLObjectType, nodes: Nodes, branches: Branches) -> None:
        definition = parent.fields.get(nodes[0].name.value)
        if definition is None:
            return
        declared = cast(StrawberryField, definition.extensions.get(_DEFINITION))
        relation: Relation | None = declared.metadata.get(RELATION) if declared else None
        if relation is None:
            return
        arguments = self._arguments(declared, definition, nodes[0])
        key = (id(relation), repr(sorted(arguments.items())))
        for node in nodes:
            self._keys[id(node)] = key
        if key not in branches:
            if relation.shape is Shape.PAGE:
                _check_page_size(arguments)
            branches[key] = Branch(relation, arguments)
        branch = branches[key]
        branch.types.add(parent.name)
        if relation.shape is Shape.PAGE:
            self._page(definition.type, nodes, branch)
        else:
            branch.wants_rows = True
            below = self._level(definition.type, nodes)
            _merge(branch.branches, below)

    def _page(self, output: GraphQLOutputType, nodes: Nodes, branch: Branch) -> None:
        connection = cast(GraphQLObjectType, get_named_type(output))
        for group in self._fields(connection, nodes):
            name = group[0].name.value
            if name == "totalCount":
                branch.wants_total = True
                continue
            branch.wants_rows = branch.wants_rows or not name.startswith("__")
            selected = connection.fields.get(name)
            if name == "nodes" and selected:
                below = self._level(selected.type, group)
                _merge(branch.branches, below)
            elif name == "edges" and selected:
                edge = cast(GraphQLObjectType, get_named_type(selected.type))
                for edge_group in self._fields(edge, group):
                    if edge_group[0].name.value == "node":
                        node_type = edge.fields["node"].type
                        below = self._level(node_type, edge_group)
                        _merge(branch.branches, below)

    def _possible(self, output: GraphQLOutputType) -> Iterable[GraphQLObjectType]:
        named = get_named_type(output)
        if is_abstract_type(named):
            return self._info.schema.get_possible_types(named)
        return (named,) if isinstance(named, GraphQLObjectType) else ()

    def _fields(self, object_type: GraphQLObjectType, nodes: Nodes) -> Iterator[Nodes]:
        """The selections below `nodes` that apply to a type, grouped as they appear in the answer."""
        collected = collect_subfields(
            self._info.schema,
            self._fragments,
            self._variables,
            self._info.operation,
            object_type,
            [FieldDetails(node, None) for node in nodes],
        )
        for group in collected.grouped_field_set.values():
            yield [details.node for details in group]

    def _arguments(
        self, declared: StrawberryField, definition: Any, node: FieldNode
    ) -> dict[str, Any]:
        converter = self._info.schema.extensions[_DEFINITION].schema_converter
        values = get_argument_values(definition, node, self._variables)
        return convert_arguments(
            values, declared.arguments, converter.scalar_registry, converter.config
        )


def _check_page_size(arguments: dict[str, Any]) -> None:
    if not 1 <= arguments["first"] <= MAX_PAGE:
        raise invalid_argument("first", f"must be from 1 to {MAX_PAGE}")


def _merge(into: Branches, more: Branches) -> None:
    for key, branch in more.items():
        known = into.setdefault(key, branch)
        if known is not branch:
            known.types |= branch.types
            known.wants_rows = known.wants_rows or branch.wants_rows
            known.wants_total = known.wants_total or branch.wants_total
            _merge(known.branches, branch.branches)
