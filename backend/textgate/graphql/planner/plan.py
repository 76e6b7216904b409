"""Plans of queries: compiled once, then run without graphql-core. README.md explains them with an example."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

from graphql import GraphQLField, GraphQLObjectType, VariableValues
from sqlalchemy import Table

from textgate.graphql.declare.entity import by_id, ids_in, kinds_of, permission_of, tables
from textgate.graphql.declare.relation import BY_IDS, FINDS, Finder, Relation
from textgate.graphql.operation.operation import NO_VARIABLES, Operation
from textgate.graphql.planner.answers import AnswerCompiler
from textgate.graphql.planner.branch import Branch, MakeObject
from textgate.graphql.planner.branch_request import check_page_size
from textgate.graphql.planner.completion import ValueCompiler
from textgate.graphql.planner.load import Loader
from textgate.graphql.planner.selection import (
    Arguments,
    Nodes,
    Selection,
    arguments,
    declared,
    relation_of,
)
from textgate.graphql.planner.statements import Statements
from textgate.graphql.planner.values import Write
from textgate.storage.database import Database
from textgate.storage.statement_program import StatementProgram

Root: TypeAlias = Callable[[Loader, VariableValues], StatementProgram]
"""Loads and writes one root field."""


class Plan:
    """One query, compiled."""

    def __init__(
        self, operation: Operation, variables: VariableValues, statements: Statements
    ) -> None:
        self._schema = operation.schema
        selection = Selection(operation.schema, operation.node, operation.fragments, variables)
        self._completion = ValueCompiler(selection)
        self._compiler = AnswerCompiler(selection, statements, self._completion)
        query = operation.schema.query_type
        assert query is not None
        self._roots: list[tuple[str, Nodes, Root]] = []
        self._awaited: list[tuple[str, Nodes, Write]] = []
        for key, nodes in selection.roots(query):
            definition = query.fields.get(nodes[0].name.value)
            self._roots.append((key, nodes, self._root(key, query, definition, nodes)))
        self._with_variables: list[tuple[Branch, Arguments]] = []
        for branch, field_arguments in self._compiler.arguments:
            if field_arguments.has_variables:
                self._with_variables.append((branch, field_arguments))
            else:
                branch.fixed = field_arguments.of(NO_VARIABLES)
                check_page_size(branch.relation, branch.fixed)

    @property
    def first(self) -> tuple[str, Nodes]:
        """The first root field: its response key and its nodes."""
        key, nodes, _ = self._roots[0]
        return key, nodes

    async def answer(
        self, loader: Loader, variables: VariableValues, database: Database
    ) -> dict[str, Any]:
        run = loader.run
        for key, nodes, call in self._awaited:
            run.current = key, nodes
            run.awaited[key] = await call(None, run)
        answer: dict[str, Any] = await database.run(self.read(loader, variables))
        return answer

    def read(self, loader: Loader, variables: VariableValues) -> StatementProgram:
        run = loader.run
        for branch, field_arguments in self._with_variables:
            run.arguments[branch] = values = field_arguments.of(variables)
            check_page_size(branch.relation, values)
        answer = {}
        for key, nodes, root in self._roots:
            run.current = key, nodes
            answer[key] = yield from root(loader, variables)
        return answer

    def _root(
        self, key: str, query: GraphQLObjectType, definition: GraphQLField | None, nodes: Nodes
    ) -> Root:
        if definition is None:
            return _without_rows(self._completion.member(query, nodes))
        relation = relation_of(definition)
        if relation is not None:
            return self._of_relation(relation, definition, nodes)
        if BY_IDS in declared(definition).metadata:
            return self._by_ids(definition, nodes)
        finder: Finder | None = declared(definition).metadata.get(FINDS)
        if finder is not None:
            return self._found(finder, definition, nodes)
        if declared(definition).is_async:
            # It reads through a service and needs nothing that the plan loads, so it is awaited first.
            call = self._completion.resolver(definition, is_awaited=True)
            self._awaited.append((key, nodes, call))
            write = self._completion.value(definition.type, nodes)
            return _without_rows(lambda _, run: write(run.awaited[key], run))
        return _without_rows(self._completion.member(query, nodes))

    def _of_relation(self, relation: Relation, definition: GraphQLField, nodes: Nodes) -> Root:
        branch = Branch(relation)
        self._compiler.branch(branch, definition, nodes)

        def root(loader: Loader, _: VariableValues) -> StatementProgram:
            loaded = yield from loader.load(branch, None)
            return loaded[None]

        return root

    def _by_ids(self, definition: GraphQLField, nodes: Nodes) -> Root:
        """`node` and `nodes`: one branch for each table whose rows have global ids."""
        branches = self._branches_by_id(tables(), definition, nodes)

        def root(loader: Loader, variables: VariableValues) -> StatementProgram:
            values = arguments(self._schema, definition, nodes[0], variables)
            global_ids = ids_in(values.get("ids", [values.get("id")]))
            encode_key, viewer = loader.statements.encode_key, loader.run.context.viewer
            keys = [
                (table, encode_key(global_id.id))
                for global_id, table in global_ids
                # To a viewer without the permission, these objects do not exist.
                if global_id and table is not None and viewer.may(permission_of(table))
            ]
            objects = yield from _load_objects(loader, branches, keys)
            answers = [
                global_id and objects.get((global_id.prefix, encode_key(global_id.id)))
                for global_id, _ in global_ids
            ]
            return answers if "ids" in values else answers[0]

        return root

    def _found(self, finder: Finder, definition: GraphQLField, nodes: Nodes) -> Root:
        """A search: its finder returns keys, and one branch for each table loads their objects."""
        branches = self._branches_by_id(finder.tables, definition, nodes)
        prefixes = {
            table: cls.prefix for table in finder.tables for cls in kinds_of(table).values()
        }

        def root(loader: Loader, variables: VariableValues) -> StatementProgram:
            values = arguments(self._schema, definition, nodes[0], variables)
            keys = yield from finder.find(values, loader.run.context, loader.statements.dialect)
            objects = yield from _load_objects(loader, branches, keys)
            found = (objects.get((prefixes[table], key)) for table, key in keys)
            # A row may be deleted between the two statements.
            return [made for made in found if made is not None]

        return root

    def _branches_by_id(
        self, of: Iterable[Table], definition: GraphQLField, nodes: Nodes
    ) -> dict[Table, Branch]:
        branches = {table: Branch(by_id(table), fixed={}) for table in of}
        for table, branch in branches.items():
            branch.own.column_index(table.c.id)
            make = self._compiler.object_of(definition.type, nodes, branch.own)
            branch.make = _with_prefix(branch, make)
        return branches


def _load_objects(
    loader: Loader, branches: Mapping[Table, Branch], keys: Iterable[tuple[Table, Any]]
) -> StatementProgram:
    """The objects by (prefix, key): one statement for each table."""
    keys_by_table: dict[Table, dict[Any, None]] = defaultdict(dict)
    for table, key in keys:
        keys_by_table[table][key] = None
    objects: dict[Any, Any] = {}
    for table, of_table in keys_by_table.items():
        loaded = yield from loader.load(branches[table], list(of_table))
        objects |= {(prefix, key): made for key, (prefix, made) in loaded.items()}
    return objects


def _without_rows(member: Write) -> Root:
    """A field whose resolver needs no rows."""

    def root(loader: Loader, _: VariableValues) -> StatementProgram:
        return member(None, loader.run)
        yield  # makes it a generator

    return root


def _with_prefix(branch: Branch, make: MakeObject) -> MakeObject:
    """Returns (prefix of the row's global id, object): a location's id must not find a queue."""
    prefixes = {kind: cls.prefix for kind, cls in kinds_of(branch.relation.table).items()}
    if None in prefixes:
        return lambda row, children, run: (prefixes[None], make(row, children, run))
    index = branch.own.column_index(branch.relation.table.c.kind)
    return lambda row, children, run: (prefixes[row[index]], make(row, children, run))
