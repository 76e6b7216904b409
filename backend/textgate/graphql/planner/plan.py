"""Plans: a query is compiled once into the rows it needs, one SELECT a level, and what writes its answer from
them; graphql-core does not execute it. docs/plans.md explains how."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable
from typing import Any, TypeAlias

from graphql import (
    GraphQLError,
    GraphQLField,
    GraphQLObjectType,
    OperationType,
    VariableValues,
    get_argument_values,
    located_error,
)
from sqlalchemy import Table

from textgate.compat.graphql_core import make_resolve_info
from textgate.graphql.declare.context import Context
from textgate.graphql.declare.entity import BY_IDS, by_id, ids_in, kinds_of, permission_of, tables
from textgate.graphql.operation.operation import NO_VARIABLES, Operation, Unplannable
from textgate.graphql.planner.answers import AnswerCompiler
from textgate.graphql.planner.branch import Branch, MakeObject, Run, check_page_size, load
from textgate.graphql.planner.resolve import LoadPlan
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
from textgate.storage.lru_cache import LruCache
from textgate.storage.outages import is_outage
from textgate.storage.statement_program import StatementProgram

REMEMBERED = 500


class Interrupted(Exception):
    """Raised when an outage of the database ends an operation; `error` names the field that failed."""

    def __init__(self, key: str, nodes: Nodes, outage: Exception) -> None:
        super().__init__()
        self.error = located_error(outage, nodes, [key])


Root: TypeAlias = Callable[[Run, VariableValues], StatementProgram]
"""Reads what one field of the query answers."""


class Plans:
    """The plans for one database, remembered by operation and what its directives depend on."""

    def __init__(self, database: Database) -> None:
        self.statements = Statements(database.sql)
        self._database = database
        self._plans: LruCache[Plan | MutationPlan | str] = LruCache(REMEMBERED)

    async def answer(
        self, operation: Operation, inputs: dict[str, Any], context: Context
    ) -> dict[str, Any]:
        """The data of an answer. Raises Interrupted in an outage; Unplannable, or anything at all, for what
        graphql-core has to execute."""
        if not operation.is_remembered:
            raise Unplannable("it would be compiled each time")
        variables = operation.coerce(inputs)
        plan, run = self._plan(operation, variables), Run(context, self.statements)
        try:
            return await self._answer(plan, run, variables)
        except Exception as error:
            if not is_outage(error):
                raise
            raise Interrupted(*(run.reached or plan.first), error) from error

    async def _answer(
        self, plan: Plan | MutationPlan, run: Run, variables: VariableValues
    ) -> dict[str, Any]:
        if isinstance(plan, MutationPlan):
            return await plan.carry_out(run, variables)
        for key, nodes, call in plan.awaited:
            run.reached = key, nodes
            run.awaited[key] = await call(None, run)
        answer: dict[str, Any] = await self._database.run(plan.read(run, variables))
        return answer

    def _plan(self, operation: Operation, variables: VariableValues) -> Plan | MutationPlan:
        decided: Hashable = (
            operation,
            *(variables.coerced.get(name) for name in operation.decisive_variables),
        )
        plan = self._plans.get(decided)
        if plan is None:
            try:
                kind = _KINDS[operation.node.operation]
                plan = kind(operation, variables, self.statements)
            except (Unplannable, GraphQLError) as reason:
                plan = str(reason)
            self._plans[decided] = plan
        if isinstance(plan, str):
            # Another one each time: an exception keeps what it was raised in.
            raise Unplannable(plan)
        return plan


class Plan:
    """One query, compiled."""

    def __init__(
        self, operation: Operation, variables: VariableValues, statements: Statements
    ) -> None:
        self._schema = operation.schema
        selection = Selection(operation.schema, operation.node, operation.fragments, variables)
        self._compiler = AnswerCompiler(selection, statements)
        query = operation.schema.query_type
        assert query is not None
        self._roots: list[tuple[str, Nodes, Root]] = []
        self.awaited: list[tuple[str, Nodes, Write]] = []
        for key, nodes in selection.roots(query):
            definition = query.fields.get(nodes[0].name.value)
            self._roots.append((key, nodes, self._root(key, query, definition, nodes)))
        self._with_variables: list[tuple[Branch, Arguments]] = []
        for branch, given in self._compiler.arguments:
            if given.has_variables:
                self._with_variables.append((branch, given))
            else:
                branch.fixed = given.of(NO_VARIABLES)
                check_page_size(branch.relation, branch.fixed)

    def _root(
        self, key: str, query: GraphQLObjectType, definition: GraphQLField | None, nodes: Nodes
    ) -> Root:
        if definition is None:
            return _plain(self._compiler.member(query, nodes))
        if relation_of(definition) is not None:
            return self._of_relation(definition, nodes)
        if BY_IDS in declared(definition).metadata:
            return self._by_ids(definition, nodes)
        if declared(definition).is_async:
            # A service reads it, and nothing of it depends on what is read here.
            call = self._compiler.resolver(definition, is_awaited=True)
            self.awaited.append((key, nodes, call))
            write = self._compiler.value(definition.type, nodes)
            return _plain(lambda _, run: write(run.awaited[key], run))
        return _plain(self._compiler.member(query, nodes))

    @property
    def first(self) -> tuple[str, Nodes]:
        """The first field of the operation."""
        key, nodes, _ = self._roots[0]
        return key, nodes

    def read(self, run: Run, variables: VariableValues) -> StatementProgram:
        for branch, given in self._with_variables:
            found = run.arguments[branch] = given.of(variables)
            check_page_size(branch.relation, found)
        answer = {}
        for key, nodes, root in self._roots:
            run.reached = key, nodes
            answer[key] = yield from root(run, variables)
        return answer

    def _of_relation(self, definition: GraphQLField, nodes: Nodes) -> Root:
        relation = relation_of(definition)
        assert relation is not None
        branch = Branch(relation)
        self._compiler.branch(branch, definition, nodes)

        def root(run: Run, _: VariableValues) -> StatementProgram:
            found = yield from load(branch, run, None)
            return found[None]

        return root

    def _by_ids(self, definition: GraphQLField, nodes: Nodes) -> Root:
        """`node` and `nodes`: a branch for each table whose rows have ids."""
        branches = {table: Branch(by_id(table), fixed={}) for table in tables()}
        for table, branch in branches.items():
            branch.own.place(table.c.id)
            make = self._compiler.object_of(definition.type, nodes, branch.own)
            branch.make = _with_prefix(branch, make)

        def root(run: Run, variables: VariableValues) -> StatementProgram:
            given = arguments(self._schema, definition, nodes[0], variables)
            wanted = ids_in(given.get("ids", [given.get("id")]))
            keys: dict[Table, list[Any]] = defaultdict(list)
            for each, table in wanted:
                # To a viewer who may not see such objects, there are none.
                if each and table is not None and run.context.viewer.may(permission_of(table)):
                    keys[table].append(run.statements.raw_key(each.id))
            found: dict[Any, Any] = {}
            for table, of_table in keys.items():
                rows = yield from load(branches[table], run, list(dict.fromkeys(of_table)))
                found |= {(prefix, key): made for key, (prefix, made) in rows.items()}
            answers = [
                each and found.get((each.prefix, run.statements.raw_key(each.id)))
                for each, _ in wanted
            ]
            return answers if "ids" in given else answers[0]

        return root


class MutationPlan:
    """Mutations, whose resolvers are called one after the other; their payloads are written by what was
    compiled. What goes wrong is told by graphql-core, which finds in the context what was done."""

    def __init__(
        self, operation: Operation, variables: VariableValues, statements: Statements
    ) -> None:
        self._operation = operation
        selection = Selection(operation.schema, operation.node, operation.fragments, variables)
        compiler = AnswerCompiler(selection, statements)
        root = operation.schema.mutation_type
        assert root is not None
        self._root = root
        self._held: dict[Hashable, LoadPlan | None] = {}
        self._fields: list[tuple[str, GraphQLField, Nodes, Write]] = []
        for key, nodes in selection.roots(root):
            definition = root.fields.get(nodes[0].name.value)
            if definition is None:
                raise Unplannable(key)
            write = compiler.value(definition.type, nodes)
            self._fields.append((key, definition, nodes, write))

    @property
    def first(self) -> tuple[str, Nodes]:
        """The first field of the operation."""
        key, _, nodes, _ = self._fields[0]
        return key, nodes

    async def carry_out(self, run: Run, variables: VariableValues) -> dict[str, Any]:
        answer = {}
        run.context.held = self._held
        for key, definition, nodes, write in self._fields:
            run.reached = key, nodes
            given = get_argument_values(definition, nodes[0], variables)
            resolve = definition.resolve
            assert resolve is not None
            operation = self._operation
            info = make_resolve_info(
                *(operation.schema, operation.node, operation.fragments, variables, run.context),
                *(self._root, key, nodes, definition),
            )
            answer[key] = write(await resolve(None, info, **given), run)
        return answer


_KINDS: dict[OperationType, type[Plan] | type[MutationPlan]] = {
    OperationType.QUERY: Plan,
    OperationType.MUTATION: MutationPlan,
}


def _plain(member: Any) -> Root:
    """A field whose resolver needs no rows."""

    def root(run: Run, _: VariableValues) -> StatementProgram:
        return member(None, run)
        yield  # what makes it a generator as others are

    return root


def _with_prefix(branch: Branch, make: MakeObject) -> MakeObject:
    """What makes an object together with what its global id begins with: a location's id with a queue's
    prefix is nobody's."""
    prefixes = {kind: cls.prefix for kind, cls in kinds_of(branch.relation.table).items()}
    if None in prefixes:
        return lambda row, below, run: (prefixes[None], make(row, below, run))
    place = branch.own.place(branch.relation.table.c.kind)
    return lambda row, below, run: (prefixes[row[place]], make(row, below, run))
