"""Compiles a selection into branches, and into functions that write the answer from their rows.

A page may have hundreds of rows, so one generated expression writes each object:

    account(id: $id) { name smsNumbers { nodes { phoneNumber } } }

    lambda row, children, run: {"name": row[0], "smsNumbers": required(children[0][row[1]])}
    lambda page, children, run: {"nodes": [{"phoneNumber": row[1]} for row in page.rows]}

Compiling raises Unplannable for a selection that graphql-core must execute. A compiled function may raise
anything: then graphql-core executes the operation again and reports the error as the specification demands.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    get_named_type,
)
from sqlalchemy import JSON

from textgate.compat.strawberry import class_of
from textgate.graphql.declare.entity import Entity, kinds_of
from textgate.graphql.declare.relation import GLOBAL_ID, OF, Relation, Shape, WholeRow
from textgate.graphql.planner.branch import Branch, MakeObject, Source
from textgate.graphql.planner.completion import ValueCompiler
from textgate.graphql.planner.run import Unplannable
from textgate.graphql.planner.selection import (
    Arguments,
    Nodes,
    Selection,
    declared,
    relation_of,
)
from textgate.graphql.planner.statements import Statements
from textgate.graphql.planner.values import (
    column_writer,
    id_writer,
    memoized,
    required,
    resolver_writer,
)


class AnswerCompiler:
    """Compiles the fields of one operation. Methods that return `str` return expressions of Python.

    Expressions contain names of the schema, indexes, and names that `_name` made up; never text of a request.
    """

    def __init__(
        self, selection: Selection, statements: Statements, completion: ValueCompiler
    ) -> None:
        self._selection = selection
        self._statements = statements
        self._completion = completion
        self._dialect = statements.dialect
        self._globals: dict[str, Any] = {"required": required}
        self.arguments: list[tuple[Branch, Arguments]] = []
        """Every branch with its arguments, in the order of the document."""

    def _name(self, value: Any) -> str:
        """Makes up a name by which expressions refer to the value."""
        name = f"_{len(self._globals)}"
        self._globals[name] = value
        return name

    def _function(self, parameter: str, expression: str) -> Any:
        return eval(f"lambda {parameter}, children, run: {expression}", self._globals)  # noqa: S307

    def branch(self, branch: Branch, definition: GraphQLField, nodes: Nodes) -> None:
        """Compile the selection of a field that leads to this branch's rows."""
        self.arguments.append((branch, Arguments(self._selection.schema, definition, nodes[0])))
        if branch.relation.shape is Shape.PAGE:
            branch.make_page = self._function("page", self._page(definition.type, nodes, branch))
        else:
            branch.wants_rows = True
            branch.make = self.object_of(definition.type, nodes, branch.own)

    def object_of(self, output: GraphQLOutputType, nodes: Nodes, source: Source) -> MakeObject:
        make: MakeObject = self._function("row", self._object(output, nodes, source))
        return make

    def _object(self, output: GraphQLOutputType, nodes: Nodes, source: Source) -> str:
        """An object of any possible type; a table of several kinds calls the function for the row's kind."""
        possible = {
            object_type.name: object_type for object_type in self._selection.possible(output)
        }
        types = {
            kind: possible[cls.__name__]
            for kind, cls in kinds_of(source.relation.table).items()
            if cls.__name__ in possible
        }
        if len(types) == 1:
            (object_type,) = types.values()
            return self._row_object(object_type, nodes, source, None)
        makers = {
            kind: self._function("row", self._row_object(object_type, nodes, source, kind))
            for kind, object_type in types.items()
        }
        index = source.column_index(source.relation.table.c.kind)
        return f"{self._name(makers)}[row[{index}]](row, children, run)"

    def _row_object(
        self, object_type: GraphQLObjectType, nodes: Nodes, source: Source, kind: str | None
    ) -> str:
        return self._members(
            object_type, nodes, lambda _, group: self._member(object_type, group, source, kind)
        )

    def _members(
        self, object_type: GraphQLObjectType, nodes: Nodes, member: Callable[[str, Nodes], str]
    ) -> str:
        """`{"key": …}`; `member` returns the expression for a field by its name and nodes."""
        members = []
        for key, group in self._selection.fields(object_type, nodes):
            name = group[0].name.value
            value = repr(object_type.name) if name == "__typename" else member(name, group)
            members.append(f"{key!r}: {value}")
        return "{" + ", ".join(members) + "}"

    def _member(
        self, object_type: GraphQLObjectType, nodes: Nodes, source: Source, kind: str | None
    ) -> str:
        """One field of an object that is a row."""
        definition = object_type.fields[nodes[0].name.value]
        field, relation = declared(definition), relation_of(definition)
        if relation is not None:
            related = self._related(relation, definition, nodes, source, kind)
            is_required = isinstance(definition.type, GraphQLNonNull)
            return f"required({related})" if is_required else related
        if GLOBAL_ID in field.metadata:
            return self._global_id(class_of(object_type), source)
        if field.base_resolver is None:
            return self._column(definition, source)
        return self._resolved(class_of(object_type), definition, nodes, source)

    def _global_id(self, cls: type[Entity], source: Source) -> str:
        write = id_writer(self._dialect)
        key = f"row[{source.column_index(source.relation.table.c.id)}]"
        return f"{cls.prefix + '_'!r} + {key if write is None else f'{self._name(write)}({key})'}"

    def _column(self, definition: GraphQLField, source: Source) -> str:
        column = source.relation.table.c[declared(definition).python_name]
        write = column_writer(column, get_named_type(definition.type), self._dialect)
        value = f"row[{source.column_index(column)}]"
        if not column.nullable:
            return value if write is None else f"{self._name(write)}({value})"
        if isinstance(definition.type, GraphQLNonNull):
            value = f"required({value})"
            return value if write is None else f"{self._name(write)}({value})"
        if write is None:
            return value
        return f"(None if {value} is None else {self._name(write)}({value}))"

    def _resolved(
        self, cls: type[Entity], definition: GraphQLField, nodes: Nodes, source: Source
    ) -> str:
        needed = self._columns_of(definition, nodes)
        columns = [
            column for column in source.relation.table.c if needed is None or column.name in needed
        ]
        indexes = [source.column_index(column) for column in columns]
        resolve = self._completion.resolver(definition)
        complete = self._completion.value(definition.type, nodes)
        write = resolver_writer(cls, self._statements.layout(source), resolve, complete)
        if needed and not any(isinstance(column.type, JSON) for column in columns):
            write = memoized(write, indexes)
        return f"{self._name(write)}(row, run)"

    def _related(
        self,
        relation: Relation,
        definition: GraphQLField,
        nodes: Nodes,
        source: Source,
        kind: str | None,
    ) -> str:
        if relation.is_one_to_one and not definition.args:
            joined = source.joined(relation)
            key = joined.column_index(relation.table.c.id)
            related = self._object(definition.type, nodes, joined)
            return f"(None if row[{key}] is None else {related})"
        index, child = source.child(relation, tuple(map(id, nodes)), kind)
        if child.make is None and child.make_page is None:
            self.branch(child, definition, nodes)
        return f"children[{index}][row[{child.parent_key_index}]]"

    def _columns_of(self, definition: GraphQLField, nodes: Nodes) -> set[str] | None:
        """The names of the columns that a field with a resolver depends on; None for all columns."""
        of = declared(definition).metadata.get(OF)
        if of is not WholeRow.PASSED_ON:
            return of and set(of)
        names: set[str] = set()
        for object_type in self._selection.possible(definition.type):
            for _, group in self._selection.fields(object_type, nodes):
                member = object_type.fields.get(group[0].name.value)
                needed = self._columns_of(member, group) if member else set()
                if needed is None:
                    return None
                names |= needed
        return names

    def _page(self, output: GraphQLOutputType, nodes: Nodes, branch: Branch) -> str:
        connection = get_named_type(output)
        assert isinstance(connection, GraphQLObjectType)

        def member(name: str, group: Nodes) -> str:
            if name == "totalCount":
                branch.wants_total = True
                return "page.total"
            branch.wants_rows = True
            output = connection.fields[name].type
            if name == "nodes":
                return f"[{self._object(output, group, branch.own)} for row in page.rows]"
            if name == "edges":
                return f"[{self._edge(output, group, branch)} for row in page.rows]"
            if name == "pageInfo":
                return self._page_info(output, group, branch)
            raise Unplannable(name)

        return self._members(connection, nodes, member)

    def _edge(self, output: GraphQLOutputType, nodes: Nodes, branch: Branch) -> str:
        edge = get_named_type(output)
        assert isinstance(edge, GraphQLObjectType)

        def member(name: str, group: Nodes) -> str:
            if name == "node":
                return self._object(edge.fields[name].type, group, branch.own)
            if name == "cursor":
                branch.wants_cursors = True
                return "page.cursor(row)"
            raise Unplannable(name)

        return self._members(edge, nodes, member)

    def _page_info(self, output: GraphQLOutputType, nodes: Nodes, branch: Branch) -> str:
        info = get_named_type(output)
        assert isinstance(info, GraphQLObjectType)

        def member(name: str, _: Nodes) -> str:
            branch.wants_cursors = branch.wants_cursors or name in ("startCursor", "endCursor")
            if name not in _PAGE_INFO:
                raise Unplannable(name)
            return _PAGE_INFO[name]

        return self._members(info, nodes, member)


_PAGE_INFO = {
    "hasNextPage": "page.has_next",
    "hasPreviousPage": "page.has_previous",
    "startCursor": "(page.cursor(page.rows[0]) if page.rows else None)",
    "endCursor": "(page.cursor(page.rows[-1]) if page.rows else None)",
}
