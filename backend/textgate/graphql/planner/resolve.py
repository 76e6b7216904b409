"""Resolvers call these when graphql-core executes an operation, and when mutations load their payloads.

Each plans the whole selection below a field, loads it, and returns entities that hold their related rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from graphql import FieldNode, GraphQLField, GraphQLObjectType, GraphQLOutputType, get_named_type
from sqlalchemy import Table

from textgate.compat.strawberry import resolve_info
from textgate.graphql.declare.context import Info
from textgate.graphql.declare.entity import (
    BranchKey,
    Entity,
    EntityPage,
    by_id,
    entity_of,
    ids_in,
    kinds_of,
    permission_of,
)
from textgate.graphql.declare.relation import FINDS, Finder, Relation, Shape
from textgate.graphql.planner.branch import (
    Branch,
    DriverRow,
    Loaded,
    MakeObject,
    MakePage,
    PageRows,
)
from textgate.graphql.planner.branch_request import check_page_size
from textgate.graphql.planner.load import Loader
from textgate.graphql.planner.run import Run
from textgate.graphql.planner.selection import (
    Arguments,
    Nodes,
    Selection,
    declared,
    relation_of,
)
from textgate.graphql.planner.state import FieldKey, LoadPlan, state_of
from textgate.storage.compiled_query import LazyRow


async def load_root(info: Info, **parent_arguments: Any) -> Any:
    """Loads the relation of the query field that is being resolved.

    `parent_arguments` are arguments of a parent field that the relation's filters read as well.
    """
    planner = _LoadPlanner(info)
    raw = resolve_info(info)
    definition = raw.parent_type.fields[raw.field_name]
    relation = relation_of(definition)
    assert relation is not None
    branch = Branch(relation)
    nodes = list(raw.field_nodes)
    arguments = planner.arguments(relation, definition, nodes[0])
    planner.branch(branch, definition, nodes, arguments | parent_arguments)
    return (await _load(info, planner.load_plan(branch), None))[None]


def loaded(entity: Entity, info: Info) -> Any:
    """The related rows that were loaded for the field that is being resolved."""
    raw = resolve_info(info)
    keys = state_of(info.context).related_keys
    return entity.related[keys[raw.parent_type.name, id(raw.field_nodes[0])]]


async def load_by_global_ids(info: Info, global_ids: Sequence[str]) -> list[Entity | None]:
    """The objects in the order of their ids; None for each that does not exist for the viewer."""
    encode_key = state_of(info.context).statements.encode_key
    keys = [
        (table, encode_key(global_id.id))
        for global_id, table in ids_in(global_ids)
        # To a viewer without the permission, these objects do not exist.
        if global_id and table is not None and info.context.viewer.may(permission_of(table))
    ]
    objects = await _load_by_keys(info, keys)
    entities = {entity.global_id: entity for entity in objects.values()}
    return [entities.get(text) for text in global_ids]


async def load_found(info: Info, **arguments: Any) -> list[Entity]:
    """The objects that the field's finder finds, in its order."""
    raw, statements = resolve_info(info), state_of(info.context).statements
    definition = declared(raw.parent_type.fields[raw.field_name])
    finder: Finder = definition.metadata[FINDS]
    program = finder.find(arguments, info.context, statements.dialect)
    keys = await info.context.services.database.run(program)
    objects = await _load_by_keys(info, keys)
    return [objects[key] for key in keys if key in objects]


async def _load_by_keys(
    info: Info, keys: Sequence[tuple[Table, Any]]
) -> dict[tuple[Table, Any], Entity]:
    """The objects by table and key: one statement for each table."""
    keys_by_table: dict[Table, dict[Any, None]] = defaultdict(dict)
    for table, key in keys:
        keys_by_table[table][key] = None
    objects: dict[tuple[Table, Any], Entity] = {}
    raw = resolve_info(info)
    for table, of_table in keys_by_table.items():
        plan = _plan_by_keys(info, table, raw.return_type, list(raw.field_nodes))
        loaded = await _load(info, plan, list(of_table))
        objects |= {(table, key): entity for key, entity in loaded.items()}
    return objects


async def load_payload_object(
    info: Info, type_name: str, field_name: str, table: Table, key: UUID
) -> Any:
    """Loads the object in a field of a mutation's payload or error; None if the field is not selected.

    `await load_payload_object(info, "CreateAccountPayload", "account", account, account_id)`
    """
    raw = resolve_info(info)
    plans = state_of(info.context).payload_plans
    plan_key = type_name, field_name, id(raw.field_nodes[0])
    if plan_key not in plans:
        plans[plan_key] = _plan_payload_field(info, type_name, field_name, table)
    plan = plans[plan_key]
    if plan is None:
        return None
    entities = await _load_entities(info, plan, [key])
    return entities[0] if entities else None


def _plan_payload_field(
    info: Info, type_name: str, field_name: str, table: Table
) -> LoadPlan | None:
    payload = resolve_info(info).schema.get_type(type_name)
    assert isinstance(payload, GraphQLObjectType)
    selection = _LoadPlanner(info).selection
    nodes = [
        node
        for _, group in selection.fields(payload, list(resolve_info(info).field_nodes))
        for node in group
        if node.name.value == field_name
    ]
    return _plan_by_keys(info, table, payload.fields[field_name].type, nodes) if nodes else None


def _plan_by_keys(info: Info, table: Table, output: GraphQLOutputType, nodes: Nodes) -> LoadPlan:
    planner = _LoadPlanner(info)
    branch = Branch(by_id(table), fixed={})
    branch.make = planner.entities(branch, output, nodes)
    return planner.load_plan(branch)


async def _load_entities(info: Info, plan: LoadPlan, keys: Sequence[UUID]) -> list[Entity]:
    encode_key = state_of(info.context).statements.encode_key
    return list((await _load(info, plan, [encode_key(key) for key in keys])).values())


async def _load(info: Info, plan: LoadPlan, keys: Sequence[Any] | None) -> Loaded:
    context = info.context
    state = state_of(context)
    state.related_keys.update(plan.related_keys)
    loader = Loader(Run(context), state.statements)
    loaded: Loaded = await context.services.database.run(loader.load(plan.branch, keys))
    return loaded


class _LoadPlanner:
    """Plans the selection below a field whose resolver is running. Its branches make entities."""

    def __init__(self, info: Info) -> None:
        raw = resolve_info(info)
        self._variables = raw.variable_values
        self._statements = state_of(info.context).statements
        self._links: dict[Branch, dict[str, dict[BranchKey, tuple[int, int]]]] = {}
        """By branch, type and relation: the child's index and its parent_key_index."""
        self._related_keys: dict[FieldKey, BranchKey] = {}
        self.selection = Selection(raw.schema, raw.operation, raw.fragments, raw.variable_values)

    def load_plan(self, branch: Branch) -> LoadPlan:
        return LoadPlan(branch, self._related_keys)

    def branch(
        self, branch: Branch, definition: GraphQLField, nodes: Nodes, arguments: Mapping[str, Any]
    ) -> None:
        """Add the selection of one more field to the branch."""
        branch.fixed = arguments
        if branch.relation.shape is Shape.PAGE:
            self._page(branch, definition.type, nodes)
        else:
            branch.make = self.entities(branch, definition.type, nodes)

    def arguments(
        self, relation: Relation, definition: GraphQLField, node: FieldNode
    ) -> dict[str, Any]:
        arguments = Arguments(self.selection.schema, definition, node).of(self._variables)
        check_page_size(relation, arguments)
        return arguments

    def entities(self, branch: Branch, output: GraphQLOutputType, nodes: Nodes) -> MakeObject:
        """Makes an entity of a row, related to what these and previously planned nodes select."""
        table = branch.relation.table
        branch.own.select_all()
        links = self._links.setdefault(branch, defaultdict(dict))
        possible = {
            object_type.name: object_type for object_type in self.selection.possible(output)
        }
        for kind, cls in kinds_of(table).items():
            object_type = possible.get(cls.__name__)
            if object_type is None:
                continue
            for _, group in self.selection.fields(object_type, nodes):
                definition = object_type.fields.get(group[0].name.value)
                relation = definition and relation_of(definition)
                if not definition or not relation:
                    continue
                arguments = self.arguments(relation, definition, group[0])
                # Fields with different aliases and equal arguments share a branch.
                reader = repr(sorted(arguments.items()))
                index, child = branch.own.child(relation, reader, kind)
                self.branch(child, definition, group, arguments)
                key = id(relation), reader
                for node in group:
                    self._related_keys[cls.__name__, id(node)] = key
                links[cls.__name__][key] = index, child.parent_key_index
        layout = self._statements.layout(branch.own)

        def make(row: DriverRow, children: list[Loaded], _: Run) -> Entity:
            entity = entity_of(table, LazyRow(row, layout))
            entity.related = {
                key: children[index][row[parent_key_index]]
                for key, (index, parent_key_index) in links[type(entity).__name__].items()
            }
            return entity

        return make

    def _page(self, branch: Branch, output: GraphQLOutputType, nodes: Nodes) -> None:
        connection = get_named_type(output)
        assert isinstance(connection, GraphQLObjectType)
        nodes_type = connection.fields["nodes"].type
        make = self.entities(branch, nodes_type, [])
        for _, group in self.selection.fields(connection, nodes):
            name = group[0].name.value
            branch.wants_total = branch.wants_total or name == "totalCount"
            branch.wants_rows = branch.wants_rows or name in ("nodes", "edges", "pageInfo")
            if name == "nodes":
                make = self.entities(branch, nodes_type, group)
            elif name == "edges":
                edge = get_named_type(connection.fields[name].type)
                assert isinstance(edge, GraphQLObjectType)
                for _, edge_group in self.selection.fields(edge, group):
                    if edge_group[0].name.value == "node":
                        make = self.entities(branch, nodes_type, edge_group)
        branch.wants_cursors = branch.wants_rows
        branch.make_page = _make_page(make)


def _make_page(make: MakeObject) -> MakePage:
    def make_page(page: PageRows, children: list[Loaded], run: Run) -> EntityPage:
        cursor = page.cursor
        return EntityPage(
            [make(row, children, run) for row in page.rows],
            [cursor(row) for row in page.rows] if cursor else [],
            page.has_next,
            page.has_previous,
            page.total,
        )

    return make_page
