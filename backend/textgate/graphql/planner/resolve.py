"""What resolvers of queries and mutations call: plan the selection below a field, load it, return it.

The objects are entities, which graphql-core completes; each has what its fields lead to already.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from graphql import FieldNode, GraphQLField, GraphQLObjectType, GraphQLOutputType, get_named_type
from sqlalchemy import Table

from textgate.compat.strawberry import resolve_info
from textgate.graphql.declare.context import BranchKey, Info
from textgate.graphql.declare.entity import (
    Entity,
    Page,
    Relation,
    Shape,
    by_id,
    ids_in,
    kinds_of,
    materialise,
    permission_of,
)
from textgate.graphql.planner.branch import (
    Branch,
    DriverRow,
    MakeObject,
    MakePage,
    PageRows,
    Run,
    check_page_size,
    load,
)
from textgate.graphql.planner.selection import Arguments, Nodes, Selection, relation_of
from textgate.storage.compiled_query import LazyRow


@dataclass(slots=True)
class LoadPlan:
    """What is read for a field, and under which key its entities keep what was loaded for fields of theirs."""

    branch: Branch
    branches: Mapping[tuple[str, int], BranchKey]


async def root(info: Info, **above: Any) -> Any:
    """What the relation of the query field being resolved leads to; `above` are arguments that a field
    above it was given for it."""
    planner = _Planner(info)
    raw = resolve_info(info)
    definition = raw.parent_type.fields[raw.field_name]
    relation = relation_of(definition)
    assert relation is not None
    branch = Branch(relation)
    nodes = list(raw.field_nodes)
    given = planner.given(relation, definition, nodes[0])
    planner.branch(branch, definition, nodes, given | above)
    return (await _load(info, planner.planned(branch), None))[None]


async def by_global_ids(info: Info, global_ids: Sequence[str]) -> list[Entity | None]:
    """The objects behind global ids, in their order; None for each that is not the viewer's."""
    wanted: dict[Table, dict[UUID, None]] = defaultdict(dict)
    for each, table in ids_in(global_ids):
        # To a viewer who may not see such objects, there are none.
        if each and table is not None and info.context.viewer.may(permission_of(table)):
            wanted[table][each.id] = None
    found: dict[str, Entity] = {}
    raw = resolve_info(info)
    for table, keys in wanted.items():
        planned = _by_keys(info, table, raw.return_type, list(raw.field_nodes))
        of_table = await _entities(info, planned, list(keys))
        found |= {entity.global_id: entity for entity in of_table}
    return [found.get(text) for text in global_ids]


async def held(info: Info, type_name: str, field_name: str, table: Table, key: UUID) -> Any:
    """An object that a mutation's payload or an error holds in a field; read only where selected."""
    raw = resolve_info(info)
    remembered, what = info.context.held, (type_name, field_name, id(raw.field_nodes[0]))
    if what not in remembered:
        remembered[what] = _held(info, type_name, field_name, table)
    planned = remembered[what]
    if planned is None:
        return None
    found = await _entities(info, planned, [key])
    return found[0] if found else None


def _held(info: Info, type_name: str, field_name: str, table: Table) -> LoadPlan | None:
    """None where the field is not selected."""
    payload = resolve_info(info).schema.get_type(type_name)
    assert isinstance(payload, GraphQLObjectType)
    nodes = [
        node
        for _, group in _Planner(info).selection.fields(
            payload, list(resolve_info(info).field_nodes)
        )
        for node in group
        if node.name.value == field_name
    ]
    return _by_keys(info, table, payload.fields[field_name].type, nodes) if nodes else None


def _by_keys(info: Info, table: Table, output: GraphQLOutputType, nodes: Nodes) -> LoadPlan:
    planner = _Planner(info)
    branch = Branch(by_id(table), fixed={})
    branch.make = planner.objects(branch, output, nodes)
    return planner.planned(branch)


async def _entities(info: Info, planned: LoadPlan, keys: Sequence[UUID]) -> list[Entity]:
    raw_key = info.context.plans.statements.raw_key
    return list((await _load(info, planned, [raw_key(key) for key in keys])).values())


async def _load(info: Info, planned: LoadPlan, keys: Sequence[Any] | None) -> Mapping[Any, Any]:
    context = info.context
    context.branches.update(planned.branches)
    run = Run(context, context.plans.statements)
    found: Mapping[Any, Any] = await context.services.database.run(load(planned.branch, run, keys))
    return found


class _Planner:
    """Plans what is wanted below a field for which graphql-core has called a resolver."""

    def __init__(self, info: Info) -> None:
        raw = resolve_info(info)
        self._variables = raw.variable_values
        self._statements = info.context.plans.statements
        self._links: dict[Branch, dict[str, dict[BranchKey, tuple[int, int]]]] = {}
        self._branches: dict[tuple[str, int], BranchKey] = {}
        self.selection = Selection(raw.schema, raw.operation, raw.fragments, raw.variable_values)

    def planned(self, branch: Branch) -> LoadPlan:
        return LoadPlan(branch, self._branches)

    def branch(
        self, branch: Branch, definition: GraphQLField, nodes: Nodes, given: Mapping[str, Any]
    ) -> None:
        """Plan what one more field wants of the branch's rows."""
        branch.fixed = given
        if branch.relation.shape is Shape.PAGE:
            self._page(branch, definition.type, nodes)
        else:
            branch.make = self.objects(branch, definition.type, nodes)

    def given(
        self, relation: Relation, definition: GraphQLField, node: FieldNode
    ) -> dict[str, Any]:
        found = Arguments(self.selection.schema, definition, node).of(self._variables)
        check_page_size(relation, found)
        return found

    def objects(self, branch: Branch, output: GraphQLOutputType, nodes: Nodes) -> MakeObject:
        """What makes an entity of a row, with what its fields lead to: these, and others planned before."""
        table = branch.relation.table
        branch.own.place_all()
        links = self._links.setdefault(branch, defaultdict(dict))
        possible = {each.name: each for each in self.selection.possible(output)}
        for kind, cls in kinds_of(table).items():
            object_type = possible.get(cls.__name__)
            if object_type is None:
                continue
            for _, group in self.selection.fields(object_type, nodes):
                definition = object_type.fields.get(group[0].name.value)
                relation = definition and relation_of(definition)
                if not definition or not relation:
                    continue
                given = self.given(relation, definition, group[0])
                # Fields of different names and of the same arguments read the same rows.
                reader = repr(sorted(given.items()))
                place, child = branch.own.child(relation, reader, kind)
                self.branch(child, definition, group, given)
                key = id(relation), reader
                for node in group:
                    self._branches[cls.__name__, id(node)] = key
                links[cls.__name__][key] = place, child.above
        layout = self._statements.layout(branch.own)

        def make(row: DriverRow, found: list[Mapping[Any, Any]], _: Run) -> Entity:
            entity = materialise(table, LazyRow(row, layout))
            entity.related = {
                reader: found[place][row[above]]
                for reader, (place, above) in links[type(entity).__name__].items()
            }
            return entity

        return make

    def _page(self, branch: Branch, output: GraphQLOutputType, nodes: Nodes) -> None:
        connection = get_named_type(output)
        assert isinstance(connection, GraphQLObjectType)
        nodes_type = connection.fields["nodes"].type
        make = self.objects(branch, nodes_type, [])
        for _, group in self.selection.fields(connection, nodes):
            name = group[0].name.value
            branch.wants_total = branch.wants_total or name == "totalCount"
            branch.wants_rows = branch.wants_rows or name in ("nodes", "edges", "pageInfo")
            if name == "nodes":
                make = self.objects(branch, nodes_type, group)
            elif name == "edges":
                edge = get_named_type(connection.fields[name].type)
                assert isinstance(edge, GraphQLObjectType)
                for _, edge_group in self.selection.fields(edge, group):
                    if edge_group[0].name.value == "node":
                        make = self.objects(branch, nodes_type, edge_group)
        branch.wants_cursors = branch.wants_rows
        branch.make_page = _page_of(make)


def _page_of(make: MakeObject) -> MakePage:
    def make_page(page: PageRows, below: list[Mapping[Any, Any]], run: Run) -> Page:
        cursor = page.cursor
        return Page(
            [make(row, below, run) for row in page.rows],
            [cursor(row) for row in page.rows] if cursor else [],
            page.has_next,
            page.has_previous,
            page.total,
        )

    return make_page
